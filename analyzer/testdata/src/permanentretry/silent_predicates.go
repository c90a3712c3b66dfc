// Package p has predicates and callbacks that do not ask for another attempt.
package p

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/cenkalti/backoff/v5"
	"github.com/hashicorp/go-retryablehttp"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// No loop calls isDenied.
func isDenied(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && te.Code == "OTSPermissionDenied"
}

func report(err error) string {
	if isDenied(err) {
		return "denied"
	}
	return ""
}

// isFatal ends the loop.
func isFatal(err error) bool {
	switch status.Code(err) {
	case codes.PermissionDenied, codes.InvalidArgument:
		return true
	}
	return false
}

func call(ctx context.Context, do func(context.Context) error) error {
	for {
		err := do(ctx)
		if err == nil || isFatal(err) {
			return err
		}
		time.Sleep(time.Second)
	}
}

func callOtherwise(ctx context.Context, do func(context.Context) error) error {
	for {
		err := do(ctx)
		if err != nil && !isFatal(err) {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

// needsLogin makes the loop log in first.
func needsLogin(err error) bool { return status.Code(err) == codes.PermissionDenied }

func withLogin(ctx context.Context, do, login func(context.Context) error) error {
	for range 2 {
		err := do(ctx)
		if needsLogin(err) {
			if err := login(ctx); err != nil {
				return err
			}
			continue
		}
		return err
	}
	return nil
}

// A predicate with a second condition.
func retryable(err error, idempotent bool) bool {
	switch status.Code(err) {
	case codes.Unavailable:
		return true
	case codes.PermissionDenied, codes.DataLoss:
		return false
	}
	return idempotent
}

func withPredicate(ctx context.Context, do func(context.Context) error) error {
	for {
		err := do(ctx)
		if err == nil || !retryable(err, true) {
			return err
		}
	}
}

// Its result is used in a loop over items.
func skip(err error) bool { return status.Code(err) == codes.PermissionDenied }

func each(ctx context.Context, items []string, do func(context.Context, string) error) error {
	for _, item := range items {
		if err := do(ctx, item); err != nil {
			if skip(err) {
				continue
			}
			return err
		}
	}
	return nil
}

// Again is a method of an interface: its result is not known.
type policy interface{ Again(error) bool }

type denied struct{}

func (denied) Again(err error) bool { return status.Code(err) == codes.PermissionDenied }

func withPolicy(ctx context.Context, p policy, do func(context.Context) error) error {
	for {
		err := do(ctx)
		if err == nil || !p.Again(err) {
			return err
		}
	}
}

// The other error is tested.
func twoErrors(ctx context.Context, first error, do func(context.Context) error) error {
	for {
		err := do(ctx)
		if err == nil || !skip(first) {
			return err
		}
	}
}

func checkStops(c *retryablehttp.Client) {
	c.CheckRetry = func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		if resp != nil && resp.StatusCode == http.StatusForbidden {
			return false, nil
		}
		if resp != nil && resp.StatusCode == http.StatusBadRequest {
			return false, errors.New("bad request")
		}
		if resp != nil && (resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusTooManyRequests) {
			return true, nil
		}
		if resp != nil && resp.StatusCode >= 400 {
			return true, nil
		}
		return retryablehttp.DefaultRetryPolicy(ctx, resp, err)
	}
}

func checkUnknown(c *retryablehttp.Client, again map[int]bool, ask func(int) bool) {
	c.CheckRetry = func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		if resp.StatusCode == http.StatusForbidden {
			return ask(403), nil
		}
		if resp.StatusCode == http.StatusMethodNotAllowed {
			return again[405], nil
		}
		return false, err
	}
}

func refreshes(c *retryablehttp.Client, login func() error) {
	c.CheckRetry = func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		if resp.StatusCode == http.StatusForbidden {
			if err := login(); err != nil {
				return false, err
			}
			return true, nil
		}
		return false, err
	}
}

func permanent(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (string, error) {
	return backoff.Retry(ctx, func() (string, error) {
		resp, err := c.CreateTunnel(req)
		if err == nil {
			return resp.TunnelId, nil
		}
		var te *tunnel.TunnelError
		if errors.As(err, &te) {
			switch te.Code {
			case "OTSPermissionDenied", "OTSParameterInvalid":
				return "", backoff.Permanent(err)
			case "OTSTunnelExpired":
				return "", backoff.Permanent(fmt.Errorf("creating: %w", err))
			case "OTSTunnelExist":
				return req.TunnelName, nil
			}
		}
		return "", err
	})
}

func stopsQuietly(ctx context.Context, do func(context.Context) error) error {
	var denied bool
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		err := do(ctx)
		if status.Code(err) == codes.PermissionDenied {
			denied = true
			return struct{}{}, nil
		}
		return struct{}{}, err
	})
	if denied {
		return errors.New("denied")
	}
	return err
}

func recovers(ctx context.Context, do, login func(context.Context) error) error {
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		err := do(ctx)
		if status.Code(err) == codes.PermissionDenied {
			login(ctx)
			return struct{}{}, err
		}
		return struct{}{}, err
	})
	return err
}

func otherFunction(ctx context.Context, do func(context.Context) error) error {
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		err := do(ctx)
		if status.Code(err) == codes.PermissionDenied {
			return struct{}{}, mark(err)
		}
		return struct{}{}, err
	})
	return err
}

func mark(err error) error { return backoff.Permanent(err) }

func terraform(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		_, err := c.CreateTunnel(req)
		if err == nil {
			return nil
		}
		var te *tunnel.TunnelError
		if errors.As(err, &te) {
			switch te.Code {
			case "OTSParameterInvalid", "OTSPermissionDenied":
				return retry.NonRetryableError(err)
			case "OTSTunnelExist":
				return retry.RetryableError(err)
			case "OTSTunnelExpired":
				return toRetry(err)
			}
		}
		return retry.RetryableError(err)
	})
}

func toRetry(err error) *retry.RetryError { return retry.NonRetryableError(err) }

func terraformInside(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSParameterInvalid" {
			req.TunnelName = "plain"
			return retry.RetryableError(err)
		}
		return nil
	})
}

// Not a callback of a library, although it has the same results.
func builder(err error) *retry.RetryError {
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSParameterInvalid" {
		return retry.RetryableError(err)
	}
	return nil
}

func status200(resp *http.Response) bool {
	return resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusForbidden
}

func httpLoop(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode >= 400 {
			continue
		}
		if resp.StatusCode/100 == 4 || resp.StatusCode > 399 {
			continue
		}
		if resp.StatusCode != http.StatusOK {
			continue
		}
		return resp, nil
	}
}

func token(c *http.Client, req *http.Request, fresh func() string) (*http.Response, error) {
	for range 2 {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusForbidden {
			resp.Body.Close()
			req.Header.Set("Authorization", fresh())
			continue
		}
		return resp, nil
	}
	return nil, errors.New("twice")
}

func mirrors(c *http.Client, urls []string) (*http.Response, error) {
	for i := 0; i < len(urls); i++ {
		resp, err := c.Get(urls[i])
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusForbidden {
			resp.Body.Close()
			continue
		}
		return resp, nil
	}
	return nil, errors.New("no mirror")
}

// Another test of the error also decides.
func message(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if ok && te.Code == "OTSParameterInvalid" && strings.Contains(te.Message, "is being created") {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

func messageFirst(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if ok && strings.Contains(te.Message, "is being created") && te.Code == "OTSParameterInvalid" {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

func messageInside(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if ok && te.Code == "OTSParameterInvalid" {
			if strings.Contains(te.Message, "is being created") {
				time.Sleep(time.Second)
				continue
			}
		}
		return err
	}
}

func limited(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusForbidden && resp.Header.Get("X-RateLimit-Remaining") == "0" {
			resp.Body.Close()
			time.Sleep(time.Minute)
			continue
		}
		return resp, nil
	}
}

func wanted(c *http.Client, req *http.Request, retryForbidden bool) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if retryForbidden && resp.StatusCode == http.StatusForbidden {
			resp.Body.Close()
			time.Sleep(time.Minute)
			continue
		}
		return resp, nil
	}
}

func checkLimited(c *retryablehttp.Client) {
	c.CheckRetry = func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		if resp.StatusCode == http.StatusForbidden && resp.Header.Get("Retry-After") != "" {
			return true, nil
		}
		return false, err
	}
}

func isBusy(err error) bool {
	te, ok := err.(*tunnel.TunnelError)
	return ok && te.Code == "OTSParameterInvalid" && strings.Contains(te.Message, "busy")
}

func whileBusy(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		if !isBusy(err) {
			return err
		}
	}
}
