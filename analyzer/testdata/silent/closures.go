// Package p assigns errors in closures.
package p

import (
	"errors"
	"log"
	"sync"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func run(f func()) { f() }

func assigned(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	var err error
	run(func() { _, err = c.CreateTunnel(req) })
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		log.Print(te)
		return err
	}
	return err
}

func kept(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	var failed error
	run(func() {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeParamInvalid {
			failed = err
			return
		}
	})
	return failed
}

func collected(c tunnel.TunnelClient, reqs []*tunnel.CreateTunnelRequest) error {
	var (
		mu   sync.Mutex
		wg   sync.WaitGroup
		errs []error
	)
	for _, req := range reqs {
		wg.Go(func() {
			_, err := c.CreateTunnel(req)
			if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
				mu.Lock()
				errs = append(errs, err)
				mu.Unlock()
				return
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// A handler gets the errors.
type handler struct{ fail func(error) }

func (h *handler) create(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		h.fail(err)
		return nil
	}
	return err
}

func later(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) func() error {
	_, err := c.CreateTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeParamInvalid {
		return func() error { return te }
	}
	return func() error { return err }
}

func code(err error) func() string {
	var te *tunnel.TunnelError
	return func() string {
		if errors.As(err, &te) {
			return te.Code
		}
		return ""
	}
}

func viaClosure(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	if code(err)() == tunnel.ErrCodeParamInvalid {
		return errors.New("bad request")
	}
	return err
}

func rebound(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (err error) {
	report := func(e error) { err = errors.Join(err, e) }
	_, e := c.CreateTunnel(req)
	if te, ok := e.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		report(te)
		return
	}
	return e
}
