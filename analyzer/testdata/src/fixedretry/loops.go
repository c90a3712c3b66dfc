// Package p waits for the same time before each attempt.
package p

import (
	"context"
	"errors"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func counted(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	var err error
	for i := 0; i < 5; i++ {
		_, err = c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodeServerUnavailable { // want `^OTSTunnelServerUnavailable is retried after the same wait each time; increase the wait; Tablestore's documentation: ".+"$`
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return err
}

const interval = 3 * time.Second

func byNotEqual(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for range 3 {
		_, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if !errors.As(err, &te) || te.Code != "OTSTunnelServerUnavailable" { // want "after the same wait each time"
			return err
		}
		time.Sleep(interval)
	}
	return errors.New("three times")
}

func selects(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if !ok || te.Code != "OTSTunnelServerUnavailable" { // want "after the same wait each time"
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Second):
		}
	}
}

func variable(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	wait := 2 * time.Second
	for range 3 {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSTunnelServerUnavailable" { // want "after the same wait each time"
			time.Sleep(wait)
			continue
		}
		return err
	}
	return errors.New("three times")
}

// A ticker keeps the same pace.
func ticker(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for range tick.C {
		_, err := c.CreateTunnel(req)
		if !unavailable(err) {
			return err
		}
	}
	return nil
}

func unavailable(err error) bool {
	te, ok := err.(*tunnel.TunnelError)
	return ok && te.Code == "OTSTunnelServerUnavailable" // want "after the same wait each time"
}
