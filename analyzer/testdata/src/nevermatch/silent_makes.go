package p

import (
	"errors"

	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
)

// The package makes errors that are values.
func fail() error { return cls.CLSError{Code: "InternalError"} }

func as(err error) string {
	var e cls.CLSError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
