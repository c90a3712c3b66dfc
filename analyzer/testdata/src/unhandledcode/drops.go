// Package p tests some codes and drops the others.
package p

import (
	"context"
	"errors"
	"log"
	"time"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func bySwitch(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return err
	}
	switch te.Code { // want `^errors with any other code \(OTSParameterInvalid, OTSPermissionDenied\) end here as success; return err after the test$`
	case tunnel.ErrCodeTunnelExpired:
		return errGone
	case tunnel.ErrCodeServerUnavailable:
		return err
	}
	return nil
}

var errGone = errors.New("gone")

func moreResults(c tunnel.TunnelClient, req *tunnel.ListTunnelRequest) (found []*tunnel.TunnelInfo, took time.Duration, info tunnel.ResponseInfo, err error) {
	resp, failure := c.ListTunnel(req)
	if failure != nil {
		te, is := failure.(*tunnel.TunnelError)
		if !is {
			return nil, 0, tunnel.ResponseInfo{}, failure
		}
		switch te.Code { // want `\(OTSParameterInvalid, OTSTunnelExpired\) end here as success`
		case "OTSPermissionDenied":
			return nil, 0, tunnel.ResponseInfo{}, failure
		case "OTSTunnelServerUnavailable":
			return nil, 0, tunnel.ResponseInfo{}, failure
		}
		return nil, 0, tunnel.ResponseInfo{}, nil
	}
	return resp.Tunnels, 0, resp.ResponseInfo, nil
}

func byStatus(ctx context.Context, get func(context.Context) error) error {
	err := get(ctx)
	if err == nil {
		return nil
	}
	switch status.Code(err) { // want `^errors with any other code \(codes.InvalidArgument, codes.DeadlineExceeded, codes.PermissionDenied, …\) end here as success; return err after the test$`
	case codes.NotFound:
		return errGone
	case codes.Unavailable:
		return err
	}
	return nil
}

// The error may be nil at the switch: no fix.
func orNil(ctx context.Context, get func(context.Context) error) error {
	err := get(ctx)
	switch status.Code(err) { // want `^errors with any other code \(codes.InvalidArgument, .* end here as success`
	case codes.NotFound:
		return errGone
	case codes.Unavailable:
		return err
	}
	return nil
}

func byIfs(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok {
		if te.Code == "OTSTunnelExist" { // want `\(OTSParameterInvalid, OTSPermissionDenied\) end here as success`
			return errGone
		} else if te.Code == "OTSTunnelExpired" || te.Code == "OTSTunnelServerUnavailable" {
			return err
		}
		return nil
	}
	return err
}

// A default that does nothing does not handle the error.
func byDefault(te *tunnel.TunnelError) error {
	switch te.Code { // want `\(OTSParameterInvalid, OTSTunnelExpired\) end here as success`
	case tunnel.ErrCodePermissionDenied:
		return te
	case tunnel.ErrCodeServerUnavailable:
		return errGone
	default:
		return nil
	}
}

func logsOnly(ctx context.Context, get func(context.Context) error) error {
	err := get(ctx)
	if err != nil {
		switch status.Code(err) { // want `^errors with any other code \(codes.InvalidArgument, .* are only logged here; return err after the test$`
		case codes.NotFound:
			return errGone
		case codes.Unavailable:
			return err
		}
		log.Print(err)
	}
	return nil
}

// Creating a missing thing is right; treating every other error as success is not.
func creates(c tunnel.TunnelClient, req *tunnel.DescribeTunnelRequest, create func() error) error {
	_, err := c.DescribeTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok {
		switch te.Code { // want `\(OTSParameterInvalid, OTSTunnelExpired, OTSPermissionDenied\) end here as success`
		case tunnel.ErrCodeTunnelExist:
			return create()
		case tunnel.ErrCodeServerUnavailable:
			return err
		}
	}
	return nil
}

// An item is skipped.
func items(c tunnel.TunnelClient, reqs []*tunnel.DeleteTunnelRequest) error {
	for _, req := range reqs {
		_, err := c.DeleteTunnel(req)
		if err == nil {
			continue
		}
		te, ok := err.(*tunnel.TunnelError)
		if !ok {
			return err
		}
		switch te.Code { // want `\(OTSParameterInvalid, OTSTunnelExpired\) end here as success`
		case tunnel.ErrCodePermissionDenied:
			return err
		case tunnel.ErrCodeServerUnavailable:
			return err
		}
	}
	return nil
}
