// Calls of errors.As that panic because of their target.
package p

import (
	"errors"

	alibaba "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
)

func nilVariable(err error) string {
	var e *sdkerr.ServiceResponseError
	if errors.As(err, e) { // want `this panics: e is the target, and not the address of a variable that can hold the error; pass &e`
		return e.ErrorCode
	}
	return ""
}

func nilPointerError(err error) bool {
	var e *tunnel.TunnelError
	return errors.As(err, e) && e.Code == "OTSParameterInvalid" // want `this panics: e is the target`
}

func newPointer(err error) string {
	e := &tunnel.TunnelError{}
	if errors.As(err, e) { // want `this panics: e is the target`
		return e.Code
	}
	return ""
}

func passedOn(err error) bool {
	var e *tunnel.TunnelError
	return find(err, e) // want `this panics: e is the target`
}

func find(err error, target any) bool { return errors.As(err, target) }

func setToNil(err error) bool {
	var e *sdkerr.ServiceResponseError
	e = nil
	return errors.As(err, e) // want `this panics: e is the target`
}

func literal(err error) bool {
	return errors.As(err, &tunnel.TunnelError{}) // want `this panics: the target must be the address of a variable that can hold the error`
}

func addressed(err error) (string, string) {
	var e *sdkerr.ServiceResponseError
	var s *alibaba.ServerError
	if errors.As(err, &e) || errors.As(err, &s) {
		return e.ErrorCode, s.ErrorCode()
	}
	return "", ""
}
