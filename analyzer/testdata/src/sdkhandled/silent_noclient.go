package p

import (
	"errors"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

// The package uses no part of the SDK.
func gone(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && te.Code == tunnel.ErrCodeResourceGone
}
