package p

import (
	"context"
	"errors"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// The loop polls until the deadline, as fast as it can.
func appears(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest, name string) error {
	deadline := time.Now().Add(time.Minute)
	for {
		resp, err := c.DescribeTunnel(req)
		if err != nil {
			te, ok := err.(*tunnel.TunnelError)
			if !ok || te.Code != "OTSTunnelExist" { // want "^this loop polls without a wait, even while the call fails with OTSTunnelExist"
				return err
			}
		} else if resp.Tunnel.TunnelName == name {
			return nil
		}
		if time.Now().After(deadline) {
			return errors.New("too late")
		}
	}
}

func missing(err error) bool {
	return status.Code(err) == codes.NotFound || status.Code(err) == codes.OutOfRange
}

// The finding is at the call of the predicate in the loop.
func disappears(ctx context.Context, get func(context.Context) (string, error)) error {
	deadline := time.Now().Add(time.Minute)
	for {
		state, err := get(ctx)
		if err != nil {
			if missing(err) { // want "^this loop polls without a wait, even while the call fails with codes.NotFound and codes.OutOfRange"
				if state == "gone" {
					return nil
				}
			} else {
				return err
			}
		}
		if time.Now().After(deadline) {
			return errors.New("too late")
		}
	}
}
