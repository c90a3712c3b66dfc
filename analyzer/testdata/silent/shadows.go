// Package p has several errors with the same name.
package p

import (
	"errors"
	"log"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func inner(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	if err != nil {
		if err, ok := err.(*tunnel.TunnelError); ok && err.Code == tunnel.ErrCodeParamInvalid {
			log.Print(err)
		}
	}
	return err
}

func header(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	var te *tunnel.TunnelError
	if _, err := c.CreateTunnel(req); errors.As(err, &te) && te.Code == tunnel.ErrCodePermissionDenied {
		return err
	} else if err != nil {
		return err
	}
	return nil
}

func again(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	{
		err := err
		if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodePermissionDenied {
			log.Print(err)
		}
	}
	return err
}

func parameter(err error) error {
	switch err := err.(type) {
	case *tunnel.TunnelError:
		if err.Code == tunnel.ErrCodeParamInvalid {
			return err
		}
	}
	return err
}

func two(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest, other *tunnel.DeleteTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeParamInvalid {
		if _, err := c.DeleteTunnel(other); err != nil {
			return err
		}
		return te
	}
	return err
}

// tunnelError has the same name as the SDK's type, but is another type.
func lookalike(err error) bool {
	type TunnelError struct{ Code string }
	te := &TunnelError{Code: "OTSTunnelExpird"}
	return te.Code == "OTSTunnelExpird" && err != nil
}

func shadowedPackage() bool {
	tunnel := struct{ ErrCodeTunnelExpired, Code string }{"OTSTunnelExpird", "OTSTunnelExpird"}
	return tunnel.Code == tunnel.ErrCodeTunnelExpired
}

func shadowedBuiltins(c tunnel.TunnelClient, req *tunnel.CreateTunnelRequest) error {
	_, err := c.CreateTunnel(req)
	nil := errors.New("not nothing")
	if te, ok := err.(*tunnel.TunnelError); ok && te.Code == tunnel.ErrCodeParamInvalid {
		return nil
	}
	return err
}
