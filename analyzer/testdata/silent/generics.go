// Package p tests codes through type parameters.
package p

import (
	"context"
	"errors"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// as finds an error of a type.
func as[E error](err error) (E, bool) {
	var e E
	ok := errors.As(err, &e)
	return e, ok
}

func denied(err error) error {
	if te, ok := as[*tunnel.TunnelError](err); ok && te.Code == tunnel.ErrCodePermissionDenied {
		return te
	}
	return err
}

type coded interface{ comparable }

func oneOf[C coded](code C, list ...C) bool {
	for _, c := range list {
		if c == code {
			return true
		}
	}
	return false
}

func drop(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	if te, ok := as[*tunnel.TunnelError](err); ok && oneOf(te.Code, tunnel.ErrCodeResourceGone, tunnel.ErrCodeTunnelExist) {
		return errors.Join(te, errors.New("deleting"))
	}
	return err
}

// A result is a value or an error.
type result[T any] struct {
	value T
	err   error
}

func try[T any](f func() (T, error)) result[T] {
	v, err := f()
	return result[T]{v, err}
}

func create(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) result[*tunnel.CreateTunnelResponse] {
	r := try(func() (*tunnel.CreateTunnelResponse, error) { return c.CreateTunnel(req) })
	var te *tunnel.TunnelError
	if errors.As(r.err, &te) && te.Code == tunnel.ErrCodeParamInvalid {
		r.err = te
		return r
	}
	return r
}

// retry waits longer each time, up to a limit.
func retry[T any](ctx context.Context, f func() (T, error), again func(error) bool) (v T, err error) {
	wait := time.Millisecond
	for range 5 {
		if v, err = f(); err == nil || !again(err) {
			return v, err
		}
		select {
		case <-ctx.Done():
			return v, ctx.Err()
		case <-time.After(wait):
			wait *= 2
		}
	}
	return v, err
}

func ask[Q, A any](ctx context.Context, call func(context.Context, Q) (A, error), q Q) (A, error) {
	return retry(ctx, func() (A, error) { return call(ctx, q) }, func(err error) bool {
		return status.Code(err) == codes.Unavailable
	})
}

type set[C comparable] map[C]struct{}

func (s set[C]) has(c C) bool { _, ok := s[c]; return ok }

func fatal(err error) bool {
	s := set[codes.Code]{codes.InvalidArgument: {}, codes.PermissionDenied: {}}
	return s.has(status.Code(err))
}
