// Package p drops errors in all the forms of a test.
package p

import (
	"context"
	"errors"
	"log"
	"slices"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cts "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3/model"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var errMissing = errors.New("missing")

func fromError(ctx context.Context, get func(context.Context) error) error {
	if err := get(ctx); err != nil {
		if st, ok := status.FromError(err); ok {
			switch st.Code() { // want "end here as success"
			case codes.NotFound:
				return errMissing
			case codes.Unavailable:
				return err
			}
		}
	}
	return nil
}

func inSequence(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	var te *tunnel.TunnelError
	if !errors.As(err, &te) {
		return err
	}
	if te.Code == "OTSTunnelExist" { // want "end here as success"
		return errMissing
	}
	if te.Code == "OTSTunnelServerUnavailable" {
		return err
	}
	return nil
}

func single(ctx context.Context, get func(context.Context) error) error {
	err := get(ctx)
	if status.Code(err) == codes.NotFound { // want "end here as success"
		return errMissing
	}
	return nil
}

func logsInDefault(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	if te, ok := errors.AsType[*tunnel.TunnelError](err); ok {
		switch te.Code { // want "are only logged"
		case "OTSTunnelServerUnavailable":
			return err
		default:
			log.Print(te)
		}
	}
	return nil
}

func tagless(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	te, ok := err.(*tunnel.TunnelError)
	switch { // want "end here as success"
	case err == nil:
		return nil
	case !ok:
		return err
	case te.Code == "OTSTunnelExist":
		return errMissing
	case te.Code == "OTSTunnelServerUnavailable":
		return err
	}
	return nil
}

func byList(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	if te, ok := err.(*tunnel.TunnelError); ok {
		if slices.Contains([]string{"OTSTunnelExpired", "OTSTunnelServerUnavailable"}, te.Code) { // want "end here as success"
			return err
		}
	}
	return nil
}

func trackers(c *cts.CtsClient, req *model.CreateTrackerRequest) error {
	_, err := c.CreateTracker(req)
	var e *sdkerr.ServiceResponseError
	if errors.As(err, &e) {
		switch e.ErrorCode { // want `^errors with any other code \(CTS.0001, CTS.0002, CTS.0003, …\) end here as success; return err after the test$`
		case "CTS.0201":
			return nil
		case "CTS.0300":
			return err
		}
		return nil
	}
	return err
}

func inClosure(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) func() error {
	return func() error {
		_, err := c.DeleteTunnel(req)
		if te, ok := err.(*tunnel.TunnelError); ok {
			switch te.Code { // want "end here as success"
			case "OTSTunnelExist":
				return errMissing
			case "OTSTunnelServerUnavailable":
				return err
			}
		}
		return nil
	}
}

type admin struct{ c tunnel.TunnelClient }

func (a *admin) inMethod(req *tunnel.DeleteTunnelRequest) (id string, err error) {
	if _, err := a.c.DeleteTunnel(req); err != nil {
		te, ok := err.(*tunnel.TunnelError)
		if !ok {
			return "", err
		}
		switch te.Code { // want "end here as success"
		case "OTSTunnelExist":
			return "", errMissing
		case "OTSTunnelServerUnavailable":
			return "", err
		}
	}
	return "", nil
}
