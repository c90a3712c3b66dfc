// Package p has waits that grow, leaves them to libraries, or retries codes whose documentation does not ask for growing waits.
package p

import (
	"context"
	"errors"
	"math/rand"
	"net/http"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/cenkalti/backoff/v5"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var errOften = errors.New("too often")

func unavailable(err error) bool {
	te, ok := err.(*tunnel.TunnelError)
	return ok && te.Code == "OTSTunnelServerUnavailable"
}

func shifts(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for i := range 5 {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if !ok || te.Code != "OTSTunnelServerUnavailable" {
			return err
		}
		time.Sleep(time.Second << i)
	}
	return errOften
}

func doubles(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	wait := time.Second
	for range 5 {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if !ok || te.Code != "OTSTunnelServerUnavailable" {
			return err
		}
		time.Sleep(wait)
		wait *= 2
	}
	return errOften
}

func multiplies(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for i := 1; i < 5; i++ {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if !ok || te.Code != "OTSTunnelServerUnavailable" {
			return err
		}
		time.Sleep(time.Duration(i) * time.Second)
	}
	return errOften
}

func schedule(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for _, wait := range []time.Duration{time.Second, 4 * time.Second, 16 * time.Second} {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if !ok || te.Code != "OTSTunnelServerUnavailable" {
			return err
		}
		time.Sleep(wait)
	}
	return errOften
}

func jitters(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for range 5 {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if !ok || te.Code != "OTSTunnelServerUnavailable" {
			return err
		}
		time.Sleep(time.Duration(rand.Intn(5000)) * time.Millisecond)
	}
	return errOften
}

type policy interface{ Next() time.Duration }

func byPolicy(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest, p policy) error {
	for range 5 {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if !ok || te.Code != "OTSTunnelServerUnavailable" {
			return err
		}
		time.Sleep(p.Next())
	}
	return errOften
}

func byHelper(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest, pause func(int)) error {
	for i := range 5 {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if !ok || te.Code != "OTSTunnelServerUnavailable" {
			return err
		}
		pause(i)
	}
	return errOften
}

func both(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for i := range 5 {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if !ok || te.Code != "OTSTunnelServerUnavailable" {
			return err
		}
		time.Sleep(time.Second)
		time.Sleep(time.Second << i)
	}
	return errOften
}

func cenkalti(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := backoff.Retry(ctx, func() (*tunnel.CreateTunnelResponse, error) {
		resp, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSTunnelServerUnavailable" {
			return nil, err
		}
		return resp, backoff.Permanent(err)
	}, backoff.WithBackOff(backoff.NewConstantBackOff(time.Second)))
	return err
}

// hotretry reports a missing wait.
func atOnce(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for range 5 {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if !ok || te.Code != "OTSTunnelServerUnavailable" {
			return err
		}
	}
	return errOften
}

// The documentation does not ask for growing waits.
func others(ctx context.Context, call func(context.Context) error) error {
	for range 5 {
		err := call(ctx)
		switch status.Code(err) {
		case codes.Aborted, codes.ResourceExhausted, codes.NotFound:
			time.Sleep(time.Second)
		default:
			return err
		}
	}
	return errOften
}

func limited(c *http.Client, req *http.Request) (*http.Response, error) {
	for range 5 {
		resp, err := c.Do(req)
		if err != nil || resp.StatusCode != http.StatusTooManyRequests {
			return resp, err
		}
		resp.Body.Close()
		time.Sleep(time.Second)
	}
	return nil, errOften
}

// Items at a fixed pace.
func items(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) error {
	for _, req := range reqs {
		_, err := c.DeleteTunnel(req)
		if unavailable(err) {
			time.Sleep(time.Second)
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}
