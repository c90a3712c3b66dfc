// Package p repeats a call after an error that retrying cannot fix.
package p

import (
	"context"
	"errors"
	"fmt"
	"log"
	"slices"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func counted(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	var err error
	for i := 0; i < 5; i++ {
		_, err = c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want `^OTSPermissionDenied is retried, but retrying cannot help; Tablestore's documentation: "Return an error message."$`
			time.Sleep(time.Second)
			continue
		}
		return err
	}
	return err
}

func overInteger(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	var err error
	for range 5 {
		if _, err = c.CreateTunnel(req); err == nil {
			return nil
		}
		te, ok := err.(*tunnel.TunnelError)
		if !ok {
			return err
		}
		if te.Code == "OTSParameterInvalid" { // want "OTSParameterInvalid is retried"
			continue
		}
		return err
	}
	return err
}

func forEver(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) (string, error) {
	for {
		resp, err := c.CreateTunnel(req)
		if err == nil {
			return resp.TunnelId, nil
		}
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is retried"
			log.Printf("once more: %v", err)
			time.Sleep(time.Second)
			continue
		}
		return "", err
	}
}

func bySwitch(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	var last error
	for attempt := 0; attempt < 3; attempt++ {
		_, err := c.CreateTunnel(req)
		if err == nil {
			return nil
		}
		last = err
		te, ok := errors.AsType[*tunnel.TunnelError](err)
		if !ok {
			return err
		}
		switch te.Code {
		case tunnel.ErrCodeServerUnavailable, tunnel.ErrCodePermissionDenied: // want "OTSPermissionDenied is retried"
		case tunnel.ErrCodeParamInvalid: // want "OTSParameterInvalid is retried"
			log.Print(err)
		default:
			return err
		}
		time.Sleep(time.Second << attempt)
	}
	return last
}

func byTypeSwitch(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		switch e := err.(type) {
		case nil:
			return nil
		case *tunnel.TunnelError:
			if e.Code == tunnel.ErrCodeTunnelExpired { // want "OTSTunnelExpired is retried"
				time.Sleep(time.Second)
				continue
			}
			return e
		default:
			return err
		}
	}
}

func byNotEqual(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if !errors.As(err, &te) || te.Code != tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is retried"
			return err
		}
		time.Sleep(time.Second)
	}
}

func byNotEqualChain(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		if err == nil {
			return nil
		}
		var te *tunnel.TunnelError
		if !errors.As(err, &te) {
			return err
		}
		if te.Code != tunnel.ErrCodeServerUnavailable && te.Code != tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is retried"
			return err
		}
		time.Sleep(time.Second)
	}
}

func boundInCondition(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for attempt := 0; ; attempt++ {
		_, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied && attempt < 4 { // want "OTSPermissionDenied is retried"
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

func boundInExit(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for attempt := 0; ; attempt++ {
		_, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if attempt == 4 || !errors.As(err, &te) || te.Code != tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is retried"
			return err
		}
		time.Sleep(time.Second)
	}
}

func byDeadline(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	deadline := time.Now().Add(time.Minute)
	var err error
	for time.Now().Before(deadline) {
		_, err = c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is retried"
			time.Sleep(time.Second)
			continue
		}
		break
	}
	return err
}

func whileTrue(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	again := true
	var err error
	for again {
		again = false
		_, err = c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied { // want "OTSPermissionDenied is retried"
			again = true
		}
	}
	return err
}

func waitsInSelect(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if !errors.As(err, &te) {
			return err
		}
		switch te.Code {
		case "OTSTunnelServerUnavailable", "OTSPermissionDenied": // want "OTSPermissionDenied is retried"
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Second):
			}
		default:
			return err
		}
	}
}

func ticks(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		_, err := c.CreateTunnel(req)
		if err == nil {
			return nil
		}
		var te *tunnel.TunnelError
		if !errors.As(err, &te) || te.Code != "OTSPermissionDenied" { // want "OTSPermissionDenied is retried"
			return err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// The attempt is in a closure.
func inClosure(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	attempt := func() error {
		_, err := c.CreateTunnel(req)
		return err
	}
	var err error
	for i := 0; i < 3; i++ {
		err = attempt()
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == "OTSPermissionDenied" { // want "OTSPermissionDenied is retried"
			continue
		}
		return err
	}
	return err
}

func inItem(c tunnel.TunnelClient, reqs []*tunnel.CreateTunnelRequest) error {
	for _, req := range reqs {
		for {
			_, err := c.CreateTunnel(req)
			if err == nil {
				break
			}
			var te *tunnel.TunnelError
			if errors.As(err, &te) && te.Code == "OTSPermissionDenied" { // want "OTSPermissionDenied is retried"
				time.Sleep(time.Second)
				continue
			}
			return err
		}
	}
	return nil
}

func labelled(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
retry:
	for {
		_, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) {
			switch te.Code {
			case "OTSPermissionDenied": // want "OTSPermissionDenied is retried"
				continue retry
			}
		}
		return err
	}
}

func wrapped(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	var err error
	for i := 1; i <= 3; i++ {
		_, err = c.CreateTunnel(req)
		if err != nil {
			err = fmt.Errorf("attempt %d: %w", i, err)
		}
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == "OTSPermissionDenied" { // want "OTSPermissionDenied is retried"
			continue
		}
		return err
	}
	return err
}

func schedule(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	var err error
	for _, wait := range []time.Duration{time.Second, 2 * time.Second} {
		_, err = c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == "OTSPermissionDenied" { // want "OTSPermissionDenied is retried"
			time.Sleep(wait)
			continue
		}
		return err
	}
	return err
}

func falls(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if !errors.As(err, &te) {
			return err
		}
		switch te.Code {
		case "OTSPermissionDenied": // want "OTSPermissionDenied is retried"
			fallthrough
		case "OTSTunnelServerUnavailable":
			time.Sleep(time.Second)
		default:
			return err
		}
	}
}

func noted(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	var all []error
	for range 3 {
		_, err := c.CreateTunnel(req)
		if err == nil {
			return nil
		}
		var te *tunnel.TunnelError
		if errors.As(err, &te) && slices.Contains([]string{"OTSTunnelServerUnavailable", "OTSPermissionDenied"}, te.Code) { // want "OTSPermissionDenied is retried"
			continue
		}
		return err
	}
	return errors.Join(all...)
}

func negated(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for range 3 {
		_, err := c.CreateTunnel(req)
		if err == nil {
			return nil
		}
		te, ok := err.(*tunnel.TunnelError)
		if !(ok && te.Code == "OTSPermissionDenied") { // want "OTSPermissionDenied is retried"
			return err
		}
	}
	return errors.New("three times")
}

// The inner loop and the outer one both repeat the call.
func nested(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		var err error
		for range 3 {
			_, err = c.CreateTunnel(req)
			var te *tunnel.TunnelError
			if errors.As(err, &te) && te.Code == "OTSPermissionDenied" { // want "OTSPermissionDenied is retried"
				continue
			}
			return err
		}
		log.Print(err)
	}
}

func generic[T interface {
	CreateTunnel(*tunnel.CreateTunnelRequest) (*tunnel.CreateTunnelResponse, error)
}](c T, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		var te *tunnel.TunnelError
		if errors.As(err, &te) && te.Code == "OTSPermissionDenied" { // want "OTSPermissionDenied is retried"
			continue
		}
		return err
	}
}

// The request is created again, but with the same content.
func madeAnew(c tunnel.TunnelClient, name string) error {
	for range 3 {
		req := &tunnel.CreateTunnelRequest{TunnelName: name}
		_, err := c.CreateTunnel(req)
		te, ok := err.(*tunnel.TunnelError)
		if ok && te.Code == "OTSPermissionDenied" { // want "OTSPermissionDenied is retried"
			continue
		}
		return err
	}
	return errors.New("three times")
}

func madeByFunction(ctx context.Context, c tunnel.TunnelClient, name string) error {
	for range 3 {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		_, err := c.CreateTunnel(newRequest(ctx, name))
		cancel()
		te, ok := err.(*tunnel.TunnelError)
		if ok && te.Code == "OTSPermissionDenied" { // want "OTSPermissionDenied is retried"
			continue
		}
		return err
	}
	return errors.New("three times")
}

func newRequest(_ context.Context, name string) *tunnel.CreateTunnelRequest {
	return &tunnel.CreateTunnelRequest{TunnelName: name}
}

// A goto backwards is a loop too.
func jumps(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	tries := 0
retry:
	_, err := c.CreateTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSPermissionDenied" && tries < 3 { // want "OTSPermissionDenied is retried"
		tries++
		goto retry
	}
	return err
}

// A field that is set to the same value in each round does not change the request.
func setsAlike(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest, name string) error {
	for range 3 {
		req.TunnelName = name
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == "OTSParameterInvalid" { // want "OTSParameterInvalid is retried"
			continue
		}
		return err
	}
	return errors.New("three times")
}
