// Package p decides about another attempt in its own functions.
package p

import (
	"context"
	"errors"
	"log"
	"slices"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func retryable(err error) bool {
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return false
	}
	switch te.Code {
	case "OTSTunnelServerUnavailable":
		return true
	case "OTSPermissionDenied": // want "OTSPermissionDenied is retried"
		return true
	case "OTSParameterInvalid":
		return false
	}
	return false
}

func create(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	var err error
	for range 5 {
		if _, err = c.CreateTunnel(req); err == nil || !retryable(err) {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}

var passing = []string{
	"OTSTunnelServerUnavailable",
	"OTSPermissionDenied", // want "OTSPermissionDenied is retried"
}

func transient(err error) bool {
	te, ok := err.(*tunnel.TunnelError)
	return ok && slices.Contains(passing, te.Code)
}

func remove(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	for {
		_, err := c.DeleteTunnel(req)
		if transient(err) {
			log.Print(err)
			continue
		}
		return err
	}
}

// permanent returns false for fatal codes; all others are retried.
func permanent(err error) bool {
	return status.Code(err) != codes.Unavailable && status.Code(err) != codes.PermissionDenied // want "codes.PermissionDenied is retried"
}

func put(ctx context.Context, store func(context.Context) error) error {
	for {
		err := store(ctx)
		if err == nil || permanent(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

// byCode takes the code itself.
func byCode(code codes.Code) bool {
	return code == codes.Unavailable || code == codes.DataLoss // want "codes.DataLoss is retried"
}

func get(ctx context.Context, fetch func(context.Context) error) error {
	for range 4 {
		err := fetch(ctx)
		if err == nil {
			return nil
		}
		if !byCode(status.Code(err)) {
			return err
		}
	}
	return errors.New("too often")
}

// outer calls inner.
func outer(err error) bool { return err != nil && inner(err) }

func inner(err error) bool {
	return status.Code(err) == codes.InvalidArgument // want "codes.InvalidArgument is retried"
}

func list(ctx context.Context, fetch func(context.Context) error) error {
	for range 4 {
		if err := fetch(ctx); !outer(err) {
			return err
		}
		time.Sleep(time.Second)
	}
	return errors.New("too often")
}

type client struct{ tunnels tunnel.TunnelClient }

func (c *client) again(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && te.Code == "OTSTunnelExpired" // want "OTSTunnelExpired is retried"
}

func (c *client) describe(req *tunnel.DescribeTunnelRequest) (*tunnel.DescribeTunnelResponse, error) {
	for try := 0; ; try++ {
		resp, err := c.tunnels.DescribeTunnel(req)
		if c.again(err) && try < 3 {
			continue
		}
		return resp, err
	}
}

type failure struct{ *tunnel.TunnelError }

// A method of a wrapper of the error.
func (f failure) retry() bool {
	return f.Code == "OTSParameterInvalid"
}
