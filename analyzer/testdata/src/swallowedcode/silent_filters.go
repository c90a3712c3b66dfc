// Package p has functions that drop certain errors on purpose. Their callers have the errors.
package p

import (
	"errors"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func ignoreDenied(err error) error {
	if status.Code(err) == codes.PermissionDenied {
		return nil
	}
	return err
}

func ignoreTunnel(err error) error {
	var te *tunnel.TunnelError
	if errors.As(err, &te) && te.Code == tunnel.ErrCodeParamInvalid {
		return nil
	}
	return err
}

func remove(c tunnel.TunnelClient, req *tunnel.DeleteTunnelRequest) error {
	_, err := c.DeleteTunnel(req)
	return ignoreTunnel(err)
}
