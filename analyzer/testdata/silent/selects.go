// Package p waits on channels.
package p

import (
	"context"
	"errors"
	"log"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func received(ctx context.Context, errs <-chan error) error {
	for {
		select {
		case err, ok := <-errs:
			if !ok {
				return nil
			}
			if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
				return te
			}
			log.Print(err)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func sent(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest, errs chan<- error) {
	_, err := c.CreateTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeParamInvalid {
		select {
		case errs <- te:
		default:
		}
		return
	}
	errs <- err
}

func ticking(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if !ok || te.Code != tunnel.ErrCodeServerUnavailable {
			return err
		}
		select {
		case <-tick.C:
			tick.Reset(2 * time.Second)
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		}
	}
}

func growing(ctx context.Context, call func(context.Context) error) error {
	for wait := time.Millisecond; ; wait *= 2 {
		err := call(ctx)
		if status.Code(err) != codes.Unavailable {
			return err
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return status.FromContextError(ctx.Err()).Err()
		}
	}
}

func waited(done <-chan struct{}, result func() error) error {
	select {
	case <-done:
		if err := result(); status.Code(err) != codes.InvalidArgument {
			return err
		}
		return context.Canceled
	default:
	}
	return nil
}
