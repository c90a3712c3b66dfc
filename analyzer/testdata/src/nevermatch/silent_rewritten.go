package p

import (
	"encoding/json"
	"errors"
	"slices"

	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
	v20201016 "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/cls/v20201016"
	tencent "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
)

// Codes that the SDK returns.
func handedOn(err error) bool {
	var e *cls.CLSError
	return errors.As(err, &e) && (e.Code == "TopicNotExist" || e.Code == cls.WRITE_QUOTA_EXCEED)
}

// The other SDK of the service returns every code.
func otherSDK(c *v20201016.Client, f func(*v20201016.Client) error) bool {
	var e *tencent.TencentCloudSDKError
	return errors.As(f(c), &e) && e.Code == "TopicConflict"
}

// The body of a response is as the service sent it.
func body(text []byte) bool {
	var m cls.ErrorMessage
	return json.Unmarshal(text, &m) == nil && m.Code == "TopicConflict"
}

// The function tests for the replacement too.
func both(err error) bool {
	var e *cls.CLSError
	return errors.As(err, &e) && (e.Code == "TopicConflict" || e.Code == "UnknownError")
}

// The package makes such errors itself.
func conflict() error { return &cls.CLSError{Code: "LogsetConflict"} }

func ours(err error) bool {
	var e *cls.CLSError
	return errors.As(err, &e) && e.Code == "LogsetConflict"
}

// The list is for the errors of both SDKs.
var conflicts = []string{"ShipperConflict", "ConsumerConflict"}

func conflicting(err error) bool {
	var e *cls.CLSError
	if errors.As(err, &e) {
		return slices.Contains(conflicts, e.Code)
	}
	var t *tencent.TencentCloudSDKError
	return errors.As(err, &t) && slices.Contains(conflicts, t.Code)
}
