// Package p uses goto and labels.
package p

import (
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func outer(c tunnel.TunnelClient, groups [][]*tunnel.CreateTunnelRequest) error {
	var errs []error
next:
	for _, group := range groups {
		for _, req := range group {
			_, err := c.CreateTunnel(req)
			var te *tunnel.TunnelError
			if errors.As(err, &te) && te.Code == tunnel.ErrCodeParamInvalid {
				errs = append(errs, err)
				continue next
			}
			if err != nil {
				return err
			}
		}
	}
	return errors.Join(errs...)
}

func leave(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	var err error
loop:
	for i := range 3 {
		_, err = c.CreateTunnel(req)
		te, _ := err.(*tunnel.TunnelError)
		switch {
		case te == nil:
			return err
		case te.Code == tunnel.ErrCodePermissionDenied:
			break loop
		case te.Code == tunnel.ErrCodeServerUnavailable:
			time.Sleep(time.Second << i)
			continue loop
		default:
			break
		}
		return te
	}
	return fmt.Errorf("creating: %w", err)
}

func jump(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
		goto denied
	}
	return err
denied:
	log.Print("not allowed")
	return err
}

func back(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	wait := time.Second
again:
	_, err := c.CreateTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeServerUnavailable && wait < time.Minute {
		time.Sleep(wait)
		wait *= 2
		goto again
	}
	return err
}

func through(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	te, ok := err.(*tunnel.TunnelError)
	if !ok {
		return err
	}
	switch te.Code {
	case tunnel.ErrCodeParamInvalid:
		fallthrough
	case tunnel.ErrCodePermissionDenied:
		fallthrough
	default:
		return te
	}
}

func block(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (err error) {
checked:
	switch {
	default:
		_, err = c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeParamInvalid {
			break checked
		}
		log.Print("created, or not")
	}
	return err
}
