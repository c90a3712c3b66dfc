// Package p uses retry libraries.
package p

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	retrygo "github.com/avast/retry-go/v4"
	"github.com/cenkalti/backoff/v5"
	"github.com/hashicorp/go-retryablehttp"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/resource"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func exponential(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (string, error) {
	return backoff.Retry(ctx, func() (string, error) {
		resp, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		switch {
		case err == nil:
			return resp.TunnelId, nil
		case errors.As(err, &te) && te.Code == "OTSPermissionDenied": // want `^OTSPermissionDenied is retried, but retrying cannot help; Tablestore's documentation: "Return an error message."$`
			return "", err
		case errors.As(err, &te) && te.Code == "OTSParameterInvalid":
			return "", backoff.Permanent(err)
		}
		return "", backoff.Permanent(err)
	})
}

func exponentialWrapped(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (string, error) {
	operation := func() (string, error) {
		resp, err := c.CreateTunnel(req)
		if err == nil {
			return resp.TunnelId, nil
		}
		if te, ok := errors.AsType[*tunnel.TunnelError](err); ok && te.Code == "OTSPermissionDenied" { // want "OTSPermissionDenied is retried"
			return "", fmt.Errorf("creating: %w", err)
		}
		return "", backoff.Permanent(err)
	}
	return backoff.Retry(ctx, operation, backoff.WithMaxTries(4))
}

func retryAfter(ctx context.Context, fetch func(context.Context) error) error {
	_, err := backoff.Retry(ctx, func() (bool, error) {
		err := fetch(ctx)
		if status.Code(err) == codes.PermissionDenied { // want "codes.PermissionDenied is retried"
			return false, backoff.RetryAfter(5)
		}
		return err == nil, err
	})
	return err
}

// A function of the package is the operation.
func exponentialNamed(ctx context.Context) (struct{}, error) {
	return backoff.Retry(ctx, operation)
}

func operation() (struct{}, error) {
	err := call()
	if status.Code(err) == codes.InvalidArgument { // want "codes.InvalidArgument is retried"
		return struct{}{}, err
	}
	if status.Code(err) == codes.PermissionDenied {
		return struct{}{}, backoff.Permanent(err)
	}
	return struct{}{}, err
}

func call() error { return errors.New("no") }

func checked() *http.Client {
	c := retryablehttp.NewClient()
	c.CheckRetry = func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if err != nil {
			return true, nil
		}
		switch resp.StatusCode {
		case http.StatusTooManyRequests, http.StatusForbidden: // want "403 \\(Forbidden\\) is retried"
			return true, nil
		case http.StatusBadRequest:
			return false, nil
		case http.StatusMethodNotAllowed:
			return false, errors.New("method")
		}
		return resp.StatusCode >= 500, nil
	}
	return c.StandardClient()
}

func checkedNamed() *retryablehttp.Client {
	return &retryablehttp.Client{CheckRetry: policy}
}

func policy(ctx context.Context, resp *http.Response, err error) (bool, error) {
	if resp != nil && resp.StatusCode == http.StatusNotImplemented { // want "501 \\(Not Implemented\\) is retried"
		return true, nil
	}
	return retryablehttp.DefaultRetryPolicy(ctx, resp, err)
}

func checkedByOr(c *retryablehttp.Client) {
	c.CheckRetry = func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		return resp.StatusCode == 503 || resp.StatusCode == 422, nil // want "422 \\(Unprocessable Content\\) is retried"
	}
}

func terraform(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		_, err := c.CreateTunnel(req)
		if err == nil {
			return nil
		}
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == "OTSParameterInvalid" { // want "OTSParameterInvalid is retried"
			return retry.RetryableError(err)
		}
		return retry.NonRetryableError(err)
	})
}

func terraformWrapped(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	return resource.Retry(time.Minute, func() *resource.RetryError {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok {
			switch te.Code {
			case "OTSPermissionDenied": // want "OTSPermissionDenied is retried"
				return resource.RetryableError(fmt.Errorf("creating: %w", err))
			case "OTSParameterInvalid":
				return resource.NonRetryableError(err)
			case "OTSTunnelExist":
				return nil
			}
		}
		if err != nil {
			return resource.NonRetryableError(err)
		}
		return nil
	})
}

func terraformPredicate(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	return resource.Retry(time.Minute, func() *resource.RetryError {
		if _, err := c.CreateTunnel(req); err != nil {
			if needsRetry(err) {
				return resource.RetryableError(err)
			}
			return resource.NonRetryableError(err)
		}
		return nil
	})
}

func needsRetry(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && (te.Code == "OTSTunnelServerUnavailable" || te.Code == "OTSPermissionDenied") // want "OTSPermissionDenied is retried"
}

func avast(fetch func() error) error {
	return retrygo.Do(func() error {
		err := fetch()
		if status.Code(err) == codes.InvalidArgument { // want "codes.InvalidArgument is retried"
			return err
		}
		if status.Code(err) == codes.PermissionDenied {
			return retrygo.Unrecoverable(err)
		}
		return err
	})
}

func avastIf(fetch func() error) error {
	return retrygo.Do(fetch, retrygo.RetryIf(func(err error) bool {
		return status.Code(err) == codes.Unavailable || status.Code(err) == codes.InvalidArgument // want "codes.InvalidArgument is retried"
	}))
}
