// Package errs compares the codes of errors of both clouds.
package errs

import (
	"errors"
	"slices"
	"strings"

	"github.com/alibabacloud-go/tea/tea"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
	tcerrors "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
)

// Busy are the codes that a service returns while another operation on the resource is running.
var Busy = []string{"OperationConflict", "LastTokenProcessing", "IncorrectStatus.LoadBalancer"}

// NotReady are the codes that a new load balancer returns at first. Waiting does not help against an exceeded quota.
var NotReady = []string{"IncorrectStatus.Listener", "ServiceUnavailable", "QuotaExceeded.LoadBalancersNum"}

// Gone are the codes for a resource that does not exist.
var Gone = []string{"ResourceNotFound.LoadBalancer", "ResourceNotFound"}

// transient are the codes that RetryError always retries.
var transient = []string{"RequestLimitExceeded", "ResourceUnavailable", "ServiceUnavailable"}

// Throttling is the code that every service of the first cloud returns for too many requests.
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

// NeedRetry reports whether the service is unavailable or throttles requests.
func NeedRetry(err error) bool {
	var sdk *tea.SDKError
	if !errors.As(err, &sdk) {
		return false
	}
	code := tea.StringValue(sdk.Code)
	return code == "ServiceUnavailable" || strings.HasPrefix(code, Throttling)
}

// Code returns the code of an error of the second cloud, or "" for any other error.
func Code(err error) string {
	var sdk *tcerrors.TencentCloudSDKError
	if errors.As(err, &sdk) {
		return sdk.GetCode()
	}
	return ""
}

// RetryError returns err in the form that retry.RetryContext expects: retryable if its code is transient or one of
// more, and not retryable otherwise.
func RetryError(err error, more ...string) *retry.RetryError {
	var sdk *tcerrors.TencentCloudSDKError
	if errors.As(err, &sdk) {
		if has(sdk, transient) || has(sdk, more) {
			return retry.RetryableError(err)
		}
	}
	return retry.NonRetryableError(err)
}

// has reports whether err has one of the codes or a subcode of one.
func has(err *tcerrors.TencentCloudSDKError, codes []string) bool {
	kind, _, _ := strings.Cut(err.Code, ".")
	return slices.Contains(codes, err.Code) || slices.Contains(codes, kind)
}
