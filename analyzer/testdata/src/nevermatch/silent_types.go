package p

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
)

func pointer(err error) string {
	var e *sdkerr.ServiceResponseError
	if errors.As(err, &e) {
		return e.ErrorCode
	}
	return ""
}

func pointerAssertion(err error) bool {
	e, ok := err.(*cls.CLSError)
	return ok && e.Code == "TopicNotExist"
}

func pointerType(err error) bool {
	e, ok := errors.AsType[*tunnel.TunnelError](err)
	return ok && e.Code == tunnel.ErrCodeTunnelExist
}

func pointerSwitch(err error) string {
	switch e := err.(type) {
	case *cls.CLSError:
		return e.Code
	case *sdkerr.ServiceResponseError, *tunnel.TunnelError:
		return e.Error()
	}
	return ""
}

// Both forms, to be safe.
func both(err error) string {
	switch e := err.(type) {
	case *cls.CLSError:
		return e.Code
	case cls.CLSError:
		return e.Code
	}
	return ""
}

func bothByTurns(err error) bool {
	var p *cls.CLSError
	var v cls.CLSError
	return errors.As(err, &p) || errors.As(err, &v)
}

// Values that are not errors.
func decoded(v any) string {
	switch v := v.(type) {
	case cls.CLSError:
		return v.Code
	}
	if e, ok := v.(cls.CLSError); ok {
		return e.Code
	}
	return ""
}

func body(text []byte) (string, error) {
	var e cls.CLSError
	err := json.Unmarshal(text, &e)
	return e.Code, err
}

// A type parameter may be anything.
func generic[E error](err error) bool {
	var e E
	if errors.As(err, &e) {
		return true
	}
	_, ok := err.(E)
	return ok
}

// A type of the module, around the SDK's.
type wrapped struct{ cls.CLSError }

func own(err error) string {
	var w wrapped
	if errors.As(err, &w) {
		return w.Code
	}
	return ""
}

type ours struct{ text string }

func (o ours) Error() string { return fmt.Sprint(o.text) }

func ownValue(err error) bool {
	var o *ours
	return errors.As(err, &o)
}

// An interface that the errors have.
func byMethod(err error) bool {
	var t interface{ Temporary() bool }
	return errors.As(err, &t) && t.Temporary()
}
