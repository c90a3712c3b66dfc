// Package p repeats a call unchanged although its code asks for a recovery first.
package p

import (
	"context"
	"errors"
	"log"
	"net/http"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/cenkalti/backoff/v5"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func sequence(c tunnel.TunnelClient, req *tunnel.ListTunnelRequest) error {
	var err error
	for range 3 {
		_, err = c.ListTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == "OTSSequenceNumberNotMatch" { // want `^OTSSequenceNumberNotMatch is retried unchanged; .+ first, or return the error; Tablestore's documentation: ".+"$`
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return err
}

func bySwitch(c tunnel.TunnelClient, req *tunnel.ListTunnelRequest) error {
	for i := range 3 {
		_, err := c.ListTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if !ok {
			return err
		}
		switch te.Code {
		case "OTSTunnelServerUnavailable":
		case "OTSResourceGone": // want "OTSResourceGone is retried unchanged"
			log.Print(te)
		default:
			return err
		}
		time.Sleep(time.Second << i)
	}
	return errors.New("three times")
}

func precondition(ctx context.Context, call func(context.Context) error) error {
	for {
		err := call(ctx)
		if status.Code(err) != codes.FailedPrecondition { // want "codes.FailedPrecondition is retried unchanged"
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

func unauthenticated(c *http.Client, req *http.Request) (*http.Response, error) {
	for range 2 {
		resp, err := c.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode == http.StatusUnauthorized { // want `^401 \(Unauthorized\) is retried unchanged; fix the credentials or permissions first, or return the error \(RFC 9110\)$`
			resp.Body.Close()
			continue
		}
		return resp, nil
	}
	return nil, errors.New("twice")
}

// Without a wait, no quota is restored.
func exhausted(ctx context.Context, call func(context.Context) error) error {
	for range 3 {
		if err := call(ctx); status.Code(err) != codes.ResourceExhausted { // want `^codes.ResourceExhausted is retried unchanged; free or raise the quota first, or return the error \(inferred\)$`
			return err
		}
	}
	return errors.New("three times")
}

// A callback shows what is done.
func cenkalti(ctx context.Context, c tunnel.TunnelClient, req *tunnel.ListTunnelRequest) error {
	_, err := backoff.Retry(ctx, func() (*tunnel.ListTunnelResponse, error) {
		resp, err := c.ListTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == "OTSResourceGone" { // want "OTSResourceGone is retried unchanged"
			return nil, err
		}
		return resp, backoff.Permanent(err)
	})
	return err
}

func terraform(ctx context.Context, c tunnel.TunnelClient, req *tunnel.ListTunnelRequest) error {
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		_, err := c.ListTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSSequenceNumberNotMatch" { // want "OTSSequenceNumberNotMatch is retried unchanged"
			return retry.RetryableError(err)
		}
		return retry.NonRetryableError(err)
	})
}
