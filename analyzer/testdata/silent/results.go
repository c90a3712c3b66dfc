// Package p has named results, and deferred functions that set them.
package p

import (
	"errors"
	"fmt"
	"log"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func named(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (err error) {
	_, err = c.CreateTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeParamInvalid {
		return
	}
	return err
}

func several(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (resp *tunnel.CreateTunnelResponse, why string, err error) {
	resp, err = c.CreateTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		why = te.Message
		return
	}
	return
}

func deferred(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (err error) {
	var failed error
	defer func() {
		if failed != nil {
			err = fmt.Errorf("creating %s: %w", req.TunnelName, failed)
		}
	}()
	_, failed = c.CreateTunnel(req)
	if te, ok := failed.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeParamInvalid {
		log.Print(te)
		return nil
	}
	return nil
}

func translated(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (err error) {
	defer func() {
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
			err = errors.Join(errors.New("no access"), err)
		}
	}()
	_, err = c.CreateTunnel(req)
	return err
}

func annotated(err *error) {
	var te *tunnel.TunnelError
	if errors.As(*err, &te) && te.Code == tunnel.ErrCodeParamInvalid {
		*err = fmt.Errorf("parameter: %w", te)
	}
}

func annotating(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (err error) {
	defer annotated(&err)
	_, err = c.CreateTunnel(req)
	return
}

func closing(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest, done func() error) (err error) {
	defer func() { err = errors.Join(err, done()) }()
	_, e := c.CreateTunnel(req)
	if te, ok := e.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeParamInvalid {
		err = te
		return err
	}
	return e
}

type outcome struct{ err error }

func field(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (o outcome) {
	_, o.err = c.CreateTunnel(req)
	if te, ok := o.err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		return
	}
	return o
}
