package p

import (
	"errors"
	"net/http"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func run(d *tunnel.TunnelWorkerDaemon) error { return d.Run() }

// The callers can pass any error.
func Gone(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && te.Code == tunnel.ErrCodeResourceGone
}

// The package makes such errors itself.
func gone(d *tunnel.TunnelWorkerDaemon) bool {
	err := d.Run()
	if err == nil {
		err = fail()
	}
	var te *tunnel.TunnelError
	return errors.As(err, &te) && te.Code == tunnel.ErrCodeResourceGone
}

func fail() error { return &tunnel.TunnelError{Code: tunnel.ErrCodeResourceGone} }

// The client follows these, up to a bound.
func moved(c *http.Client, url string) bool {
	resp, err := c.Get(url)
	return err == nil && resp.StatusCode == http.StatusFound
}
