// Package p misspells codes of the other services.
package p

import (
	"encoding/json"
	"errors"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cts "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/cts/v3/model"
	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
	v20201016 "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/cls/v20201016"
	tcerr "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// The prefix shows the service of a code, in any case of letters.
func byPrefix(err error) bool {
	var e *sdkerr.ServiceResponseError
	if !errors.As(err, &e) {
		return false
	}
	switch e.ErrorCode {
	case "cts.0208", "CTS.O214": // want `"cts.0208" is not a known .* code; did you mean CTS.0208\?` "did you mean CTS.0214\\?"
		return true
	case "CTS.0014", "CTS.0999", "APIGW.0308", "CTS":
		return false
	}
	return false
}

func check(b *model.CheckBucketResponse) bool {
	return b.ErrorCode != nil && *b.ErrorCode == "CTS.02O5" // want "did you mean CTS.0205\\?"
}

func byClient(c *v20201016.Client, req *v20201016.DescribeTopicsRequest) bool {
	_, err := c.DescribeTopics(req)
	e, ok := err.(*tcerr.TencentCloudSDKError)
	return ok && e.GetCode() == "TopicNotExit" // want "did you mean TopicNotExist\\?"
}

func log(e *cls.CLSError) bool {
	switch e.Code {
	case "LogSetNotExist": // want "did you mean LogsetNotExist\\?"
		return true
	}
	return false
}

func callback(r *cls.Result) bool {
	return r.GetErrorCode() == "WriteQuotaExced" // want "did you mean WriteQuotaExceed\\?"
}

func sent(c *cls.CLSClient, topic string) bool {
	err := c.Send(nil, topic)
	return err != nil && err.Code == "InternalEror" // want "did you mean InternalError\\?"
}

func body(b []byte) bool {
	var f struct {
		Code    string `json:"errorcode"`
		Message string `json:"errormessage"`
	}
	if json.Unmarshal(b, &f) != nil {
		return false
	}
	return f.Code == "TopicNotExit" // want "did you mean TopicNotExist\\?"
}

func inMap(b []byte) bool {
	var f map[string]any
	return json.Unmarshal(b, &f) == nil && f["error_code"] == "cts.0214" // want "did you mean CTS.0214\\?"
}

// A closed catalog has no other codes.
func closed(err error) bool {
	switch status.Code(err) {
	case 17: // want "^17 is not a known "
		return true
	case codes.Code(5), 14:
		return false
	}
	return status.Code(err) == codes.Code(99) // want "^99 is not a known "
}

var _ = cts.CtsClientBuilder
