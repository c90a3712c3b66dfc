// Package p passes lists of codes to its own functions, which decide about another attempt.
package p

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/resource"
)

// isExpected compares whole codes.
func isExpected(err error, expected []string) bool {
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return false
	}
	for _, code := range expected {
		if te.Code == code {
			return true
		}
	}
	return false
}

// needRetry contains its codes.
func needRetry(err error) bool {
	te, ok := err.(*tunnel.TunnelError)
	return ok && (te.Code == "OTSTunnelServerUnavailable" || strings.Contains(te.Message, "busy"))
}

func pause(first time.Duration) func() {
	wait := first
	return func() {
		time.Sleep(wait)
		wait *= 2
	}
}

func terraform(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	wait := pause(time.Second)
	return resource.Retry(time.Minute, func() *resource.RetryError {
		_, err := c.CreateTunnel(req)
		if err != nil {
			if isExpected(err, []string{"OTSTunnelServerUnavailable", "OTSParameterInvalid"}) || needRetry(err) { // want "OTSParameterInvalid is retried"
				wait()
				return resource.RetryableError(err)
			}
			return resource.NonRetryableError(err)
		}
		return nil
	})
}

func loop(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	var err error
	for range 5 {
		_, err = c.CreateTunnel(req)
		if !isExpected(err, []string{
			"OTSTunnelServerUnavailable",
			"OTSPermissionDenied", // want "OTSPermissionDenied is retried"
		}) {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}

// has takes the codes as separate arguments.
func has(err error, codes ...string) bool {
	te, ok := errors.AsType[*tunnel.TunnelError](err)
	return ok && slices.Contains(codes, te.Code)
}

func trailing(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for range 5 {
		_, err := c.CreateTunnel(req)
		if err == nil || !has(err, "OTSTunnelServerUnavailable", "OTSTunnelExpired") { // want "OTSTunnelExpired is retried"
			return err
		}
		time.Sleep(time.Second)
	}
	return errors.New("five times")
}

var passingCodes = []string{"OTSTunnelServerUnavailable", "OTSParameterInvalid"} // want "OTSParameterInvalid is retried"

func global(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for range 5 {
		_, err := c.CreateTunnel(req)
		if err == nil || !has(err, passingCodes...) {
			return err
		}
		time.Sleep(time.Second)
	}
	return errors.New("five times")
}
