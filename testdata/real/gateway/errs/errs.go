// Package errs asks errors of both clouds for their codes.
package errs

import (
	"errors"
	"slices"
	"strings"

	"github.com/alibabacloud-go/tea/tea"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
	tcerrors "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
)

// Busy is what a service answers while something else is done to the resource.
var Busy = []string{"OperationConflict", "LastTokenProcessing", "IncorrectStatus.LoadBalancer"}

// NotReady is what a new load balancer answers for a while. A quota does not pass with time.
var NotReady = []string{"IncorrectStatus.Listener", "ServiceUnavailable", "QuotaExceeded.LoadBalancersNum"}

// Gone is what a service answers for a thing that is not there.
var Gone = []string{"ResourceNotFound.LoadBalancer", "ResourceNotFound"}

// transient is retried without a word of the caller.
var transient = []string{"RequestLimitExceeded", "ResourceUnavailable", "ServiceUnavailable"}

// Throttling is the code that every service of the one cloud answers with when it is asked too often.
const Throttling = "Throttling"

// IsExpectedErrors reports whether an error has one of the codes.
func IsExpectedErrors(err error, codes []string) bool {
	if err == nil {
		return false
	}
	var sdk *tea.SDKError
	if !errors.As(err, &sdk) {
		return false
	}
	for _, code := range codes {
		if *sdk.Code == code || strings.HasPrefix(code, *sdk.Code) {
			return true
		}
	}
	return false
}

// NeedRetry reports whether the service asks for patience.
func NeedRetry(err error) bool {
	var sdk *tea.SDKError
	if !errors.As(err, &sdk) {
		return false
	}
	code := tea.StringValue(sdk.Code)
	return code == "ServiceUnavailable" || strings.HasPrefix(code, Throttling)
}

// Code returns the code of an error of the other cloud; empty for any other error.
func Code(err error) string {
	var sdk *tcerrors.TencentCloudSDKError
	if errors.As(err, &sdk) {
		return sdk.GetCode()
	}
	return ""
}

// RetryError makes of an error what retry.RetryContext takes: another attempt for a transient code and for those
// that the caller names, the end for any other.
func RetryError(err error, more ...string) *retry.RetryError {
	var sdk *tcerrors.TencentCloudSDKError
	if errors.As(err, &sdk) {
		if has(sdk, transient) || has(sdk, more) {
			return retry.RetryableError(err)
		}
	}
	return retry.NonRetryableError(err)
}

// has reports whether an error has one of the codes, or a kind of one.
func has(err *tcerrors.TencentCloudSDKError, codes []string) bool {
	kind, _, _ := strings.Cut(err.Code, ".")
	return slices.Contains(codes, err.Code) || slices.Contains(codes, kind)
}
