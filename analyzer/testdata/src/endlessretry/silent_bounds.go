// Package p limits its attempts in all the ways that Go has.
package p

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/cenkalti/backoff/v5"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var errOften = errors.New("too often")

func again(err error) bool { return status.Code(err) == codes.Unavailable }

func counted(call func() error) error {
	for i := 0; i < 5; i++ {
		if err := call(); status.Code(err) != codes.Unavailable {
			return err
		}
		time.Sleep(time.Second)
	}
	return errOften
}

func overInteger(call func() error) error {
	for range 5 {
		if err := call(); !again(err) {
			return err
		}
		time.Sleep(time.Second)
	}
	return errOften
}

func countedInside(call func() error) error {
	for n := 0; ; n++ {
		err := call()
		if status.Code(err) == codes.Unavailable && n < 5 {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

func countedByHand(call func() error) error {
	left := 5
	for {
		err := call()
		if status.Code(err) != codes.Unavailable {
			return err
		}
		left--
		if left == 0 {
			return err
		}
		time.Sleep(time.Second)
	}
}

func schedule(call func() error) error {
	for _, wait := range []time.Duration{time.Second, time.Minute} {
		if err := call(); status.Code(err) != codes.Unavailable {
			return err
		}
		time.Sleep(wait)
	}
	return errOften
}

func waitLimit(call func() error) error {
	wait := time.Second
	for wait < time.Minute {
		if err := call(); status.Code(err) != codes.Unavailable {
			return err
		}
		time.Sleep(wait)
		wait *= 2
	}
	return errOften
}

func deadline(call func() error) error {
	end := time.Now().Add(time.Minute)
	for {
		err := call()
		if status.Code(err) != codes.Unavailable {
			return err
		}
		if time.Now().After(end) {
			return err
		}
		time.Sleep(time.Second)
	}
}

func since(call func() error) error {
	start := time.Now()
	for {
		err := call()
		if status.Code(err) != codes.Unavailable || time.Since(start) > time.Minute {
			return err
		}
		time.Sleep(time.Second)
	}
}

func inSelect(ctx context.Context, call func(context.Context) error) error {
	for {
		err := call(ctx)
		if status.Code(err) != codes.Unavailable {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

func inHead(ctx context.Context, call func(context.Context) error) error {
	for ctx.Err() == nil {
		if err := call(ctx); status.Code(err) != codes.Unavailable {
			return err
		}
		time.Sleep(time.Second)
	}
	return ctx.Err()
}

func atOnce(ctx context.Context, call func(context.Context) error) error {
	for {
		err := call(ctx)
		if status.Code(err) != codes.Unavailable || ctx.Err() != nil {
			return err
		}
		time.Sleep(time.Second)
	}
}

// pause is a helper of the package that ends with a context.
func pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Second):
		return nil
	}
}

func byHelper(ctx context.Context, call func(context.Context) error) error {
	for {
		err := call(ctx)
		if status.Code(err) != codes.Unavailable {
			return err
		}
		if err := pause(ctx); err != nil {
			return err
		}
	}
}

// A context that the call takes ends the call with another code.
func inCall(ctx context.Context, call func(context.Context) error) error {
	for {
		err := call(ctx)
		if status.Code(err) != codes.Unavailable {
			return err
		}
		time.Sleep(time.Second)
	}
}

// So does the context of a request.
func inRequest(ctx context.Context, c *http.Client, url string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return given(c, req)
}

func given(c *http.Client, req *http.Request) (*http.Response, error) {
	for {
		resp, err := c.Do(req)
		if err != nil || resp.StatusCode != http.StatusServiceUnavailable {
			return resp, err
		}
		resp.Body.Close()
		time.Sleep(time.Second)
	}
}

type service struct {
	call   func() error
	done   chan struct{}
	closed atomic.Bool
}

func (s *service) untilDone() error {
	for {
		err := s.call()
		if status.Code(err) != codes.Unavailable {
			return err
		}
		select {
		case <-s.done:
			return err
		case <-time.After(time.Second):
		}
	}
}

func (s *service) untilClosed() error {
	for !s.closed.Load() {
		if err := s.call(); status.Code(err) != codes.Unavailable {
			return err
		}
		time.Sleep(time.Second)
	}
	return errOften
}

func (s *service) whileWanted(wanted func() bool) error {
	for wanted() {
		if err := s.call(); status.Code(err) != codes.Unavailable {
			return err
		}
		time.Sleep(time.Second)
	}
	return errOften
}

func (s *service) byPolicy(next func() (time.Duration, bool)) error {
	for {
		err := s.call()
		if status.Code(err) != codes.Unavailable {
			return err
		}
		wait, ok := next()
		if !ok {
			return err
		}
		time.Sleep(wait)
	}
}

// Libraries limit their attempts.
func cenkalti(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := backoff.Retry(ctx, func() (*tunnel.CreateTunnelResponse, error) {
		resp, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSTunnelServerUnavailable" {
			return nil, err
		}
		return resp, backoff.Permanent(err)
	})
	return err
}

func terraform(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSTunnelServerUnavailable" {
			return retry.RetryableError(err)
		}
		return retry.NonRetryableError(err)
	})
}
