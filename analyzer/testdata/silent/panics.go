// Package p panics and exits.
package p

import (
	"errors"
	"log"
	"os"
	"runtime"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func must(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		panic(te)
	}
	return err
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func checked(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeParamInvalid {
		check(err)
	}
	return err
}

func recovered(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (err error) {
	defer func() {
		switch r := recover().(type) {
		case *tunnel.TunnelError:
			if r.Code == tunnel.ErrCodePermissionDenied {
				err = r
				return
			}
			panic(r)
		case nil:
		default:
			panic(r)
		}
	}()
	_, e := c.CreateTunnel(req)
	check(e)
	return nil
}

func exits(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		switch te.Code {
		case tunnel.ErrCodeParamInvalid:
			log.Fatal(te)
		case tunnel.ErrCodePermissionDenied:
			log.Print(te)
			os.Exit(1)
		case tunnel.ErrCodeTunnelExpired:
			log.Panic(te)
		}
	}
	return err
}

func goexit(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest, failed chan<- error) {
	_, err := c.CreateTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		failed <- te
		runtime.Goexit()
	}
}
