// Package p passes lists of codes to functions that end the attempts, or does something before the next attempt.
package p

import (
	"errors"
	"strings"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/resource"
)

func isExpected(err error, expected []string) bool {
	te, ok := err.(*tunnel.TunnelError)
	if !ok {
		return false
	}
	for _, code := range expected {
		if te.Code == code || strings.Contains(te.Message, code) {
			return true
		}
	}
	return false
}

// The codes stop the attempts.
func stops(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	return resource.Retry(time.Minute, func() *resource.RetryError {
		_, err := c.CreateTunnel(req)
		if err == nil {
			return nil
		}
		if isExpected(err, []string{"OTSParameterInvalid", "OTSPermissionDenied"}) {
			return resource.NonRetryableError(err)
		}
		return resource.RetryableError(err)
	})
}

// The codes are the expected result.
func wanted(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	return resource.Retry(time.Minute, func() *resource.RetryError {
		_, err := c.DeleteTunnel(req)
		if err == nil || isExpected(err, []string{"OTSTunnelExpired"}) {
			return nil
		}
		return resource.NonRetryableError(err)
	})
}

// The program may wait for the state.
func exists(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	return resource.Retry(time.Minute, func() *resource.RetryError {
		_, err := c.CreateTunnel(req)
		if err != nil && isExpected(err, []string{"OTSTunnelExist"}) {
			return resource.RetryableError(err)
		}
		return resource.NonRetryableError(err)
	})
}

// The list may contain messages and codes of other services.
func messages(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	return resource.Retry(time.Minute, func() *resource.RetryError {
		_, err := c.CreateTunnel(req)
		if isExpected(err, []string{"no such host", "ServiceUnavailable", "permission denied"}) {
			return resource.RetryableError(err)
		}
		return resource.NonRetryableError(err)
	})
}

// Something is done first.
func recovers(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for range 2 {
		_, err := c.CreateTunnel(req)
		if !isExpected(err, []string{"OTSParameterInvalid"}) {
			return err
		}
		req.TunnelName = strings.ToLower(req.TunnelName)
	}
	return errors.New("twice")
}

// Items.
func items(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) error {
	for _, req := range reqs {
		if _, err := c.DeleteTunnel(req); err != nil && !isExpected(err, []string{"OTSPermissionDenied"}) {
			return err
		}
	}
	return nil
}

// Another condition decides whether the list is searched.
func sometimes(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest, patient bool) error {
	for range 5 {
		_, err := c.CreateTunnel(req)
		if patient && isExpected(err, []string{"OTSPermissionDenied"}) {
			time.Sleep(time.Minute)
			continue
		}
		return err
	}
	return errors.New("five times")
}
