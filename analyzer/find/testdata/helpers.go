package p

import (
	"context"
	"errors"
	"log"
	"slices"
	"strings"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
)

// isExpected compares codes up to a dot.
func isExpected(err error, expected []string) bool {
	e, ok := err.(*tunnel.TunnelError)
	if !ok {
		return false
	}
	long := e.Code
	if slices.Contains(expected, long) {
		return true
	}
	if strings.Contains(long, ".") {
		return slices.Contains(expected, strings.Split(long, ".")[0])
	}
	return false
}

var busy = []string{"OTSTunnelServerUnavailable"} // site listed alibaba.tablestore.tunnel OTSTunnelServerUnavailable: mixed, retry at 62 by retry decided at 65 waited, retry at 73 by retry decided at 76 waited

// retryError tells the library whether to try again.
func retryError(err error, more ...string) *retry.RetryError {
	switch real := err.(type) {
	case *tunnel.TunnelError:
		if isExpected(real, busy) {
			return retry.RetryableError(err)
		}
		if len(more) > 0 {
			if isExpected(real, more) {
				return retry.RetryableError(err)
			}
		}
	default:
	}
	log.Print(err)
	return retry.NonRetryableError(err)
}

func literal(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		_, err := c.CreateTunnel(req)
		if isExpected(err, []string{"OTSTunnelExist", "OTSQuota"}) || needsRetry(err) { // site listed alibaba.tablestore.tunnel OTSTunnelExist: retries, retry at 52 by retry waited; listed alibaba.tablestore.tunnel OTSQuota?: unknown
			return retry.RetryableError(err)
		}
		return retry.NonRetryableError(err)
	})
}

func trailing(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		_, err := c.CreateTunnel(req)
		if err != nil {
			return retryError(err, "OTSParameterInvalid") // site listed alibaba.tablestore.tunnel OTSParameterInvalid: retries, retry at 62 by retry waited
		}
		return nil
	})
}

func listed(ctx context.Context, c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	codes := []string{"OTSPermissionDenied"} // site listed alibaba.tablestore.tunnel OTSPermissionDenied: retries, retry at 73 by retry waited
	return retry.RetryContext(ctx, time.Minute, func() *retry.RetryError {
		_, err := c.CreateTunnel(req)
		if err != nil {
			return retryError(err, codes...)
		}
		return nil
	})
}

func needsRetry(err error) bool {
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return false
	}
	for _, c := range permanent {
		if te.Code == c {
			return false
		}
	}
	return true
}

var permanent = []string{"OTSTunnelExpired"} // site listed alibaba.tablestore.tunnel OTSTunnelExpired: surfaces

// found returns a flag.
func found(err error, codes ...string) bool {
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return false
	}
	hit := false
	for i := 0; i < len(codes); i++ {
		if strings.EqualFold(codes[i], te.Code) {
			hit = true
			break
		}
	}
	return hit
}

func loop(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		if found(err, "otsresourcegone", "OTSResourceGone") { // site listed alibaba.tablestore.tunnel otsresourcegone?: unknown; listed alibaba.tablestore.tunnel OTSResourceGone: retries, retry at 114
			continue
		}
		return err
	}
}

// A loop that a match leaves.
func left(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	for {
		_, err := c.CreateTunnel(req)
		if err == nil || found(err, "OTSTunnelExist") { // site listed alibaba.tablestore.tunnel OTSTunnelExist: drops
			return nil
		}
	}
}

// asks is one of two predicates that call each other.
func asks(err error, n int) bool {
	if n > 3 {
		return false
	}
	return isExpected(err, []string{"OTSSequenceNumberNotMatch"}) || other(err, n+1) // site listed alibaba.tablestore.tunnel OTSSequenceNumberNotMatch: returns-value
}

func other(err error, n int) bool { return asks(err, n) }
