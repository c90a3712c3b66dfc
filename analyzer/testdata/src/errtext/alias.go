// Package p imports the SDK under another name.
package p

import (
	"errors"
	"strings"

	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
)

func missing(c *cls.CLSClient, err error) bool {
	return strings.Contains(err.Error(), "MachineGroupNotExist") // want `compare Code of \*cls.CLSError instead$`
}

func other(err error) bool {
	var e *cls.CLSError
	return errors.As(err, &e) && e.HTTPCode == 404
}
