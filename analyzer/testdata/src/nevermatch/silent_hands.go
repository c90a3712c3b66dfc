package p

import (
	"errors"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
)

// The package passes values on, so errors may be values.
func plain(err *cls.CLSError, errs chan error) {
	errs <- *err
}

func wrap(err error) error { return err }

func plainer(err *sdkerr.ServiceResponseError) error { return wrap(*err) }

func as(err error) string {
	var e cls.CLSError
	if errors.As(err, &e) {
		return e.Code
	}
	var r sdkerr.ServiceResponseError
	if errors.As(err, &r) {
		return r.ErrorCode
	}
	return ""
}
