// Package p imports a package that does not exist.
package p

import (
	"errors"
	. "example.org/gone/dot"
	other "example.org/gone/tunnel"

	"example.org/gone"
	tunnelsdk "github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func unknownCall(req *gone.Request) error {
	_, err := gone.Create(req)
	if te, ok := err.(*tunnelsdk.TunnelError); ok && te.Code == tunnelsdk.ErrCodePermissionDenied {
		return gone.Wrap(err)
	}
	return err
}

func unknownType(err error) error {
	var e *other.TunnelError
	if errors.As(err, &e) && e.Code == "OTSTunnelExpird" {
		return nil
	}
	return err
}

func unknownReport(c tunnelsdk.TunnelClient, req *tunnelsdk.CreateTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	if te, ok := err.(*tunnelsdk.TunnelError); ok && te.Code == tunnelsdk.ErrCodePermissionDenied {
		gone.Report(te)
		return nil
	}
	return err
}

func dotted(c tunnelsdk.TunnelClient, req *tunnelsdk.CreateTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	for Retrying() {
		if te, ok := err.(*tunnelsdk.TunnelError); ok && te.Code == tunnelsdk.ErrCodePermissionDenied {
			Recover(te)
			continue
		}
	}
	return err
}

func unknownLoop(c tunnelsdk.TunnelClient, req *tunnelsdk.CreateTunnelRequest) error {
	return gone.Retry(func() error {
		_, err := c.CreateTunnel(req)
		if te, ok := err.(*tunnelsdk.TunnelError); ok && te.Code == tunnelsdk.ErrCodeServerUnavailable {
			return gone.Again(err)
		}
		return err
	})
}

type embedded struct{ *gone.Error }

func promoted(err error) bool {
	var e embedded
	return errors.As(err, &e) && e.Code == "OTSTunnelExpird"
}
