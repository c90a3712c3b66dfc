package p

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/cenkalti/backoff/v5"
)

// The next attempt uses another client.
func alternatives(clients []tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	i := 0
	for {
		_, err := clients[i].CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied && i < len(clients)-1 {
			i++
			continue
		}
		return err
	}
}

// The next attempt asks for another name.
func names(c tunnel.TunnelClient, name string) error {
	for n := 0; n < 10; n++ {
		_, err := c.CreateTunnel(&tunnel.CreateTunnelRequest{TunnelName: fmt.Sprint(name, n)})
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodeParamInvalid {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return errors.New("no name is free")
}

// A mark of the library may be wrapped.
func wrapped(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := backoff.Retry(ctx, func() (*tunnel.CreateTunnelResponse, error) {
		resp, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
			return nil, fmt.Errorf("creating %s: %w", req.TunnelName, backoff.Permanent(err))
		}
		return resp, err
	})
	return err
}

// A mark may be assigned to the error's own variable.
func inPlace(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := backoff.Retry(ctx, func() (*tunnel.CreateTunnelResponse, error) {
		resp, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
			err = backoff.Permanent(err)
		}
		return resp, err
	})
	return err
}
