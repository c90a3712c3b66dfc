// Package p tests a status together with a code that all services of a platform use.
package p

import (
	"errors"

	"github.com/alibabacloud-go/tea/tea"
	alierrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
)

// Each service of a platform sends its codes with its own statuses.
func platform(err error) bool {
	var e *alierrors.ServerError
	return errors.As(err, &e) && e.ErrorCode() == "Throttling" && e.HttpStatus() == 429
}

func platformPointer(err error) bool {
	var e *tea.SDKError
	return errors.As(err, &e) && tea.StringValue(e.Code) == "InternalError" && tea.IntValue(e.StatusCode) == 503
}
