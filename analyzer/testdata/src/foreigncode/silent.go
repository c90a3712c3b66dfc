package p

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
	tencent "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
)

func own(err error) bool {
	var c *cls.CLSError
	var t *tunnel.TunnelError
	return errors.As(err, &c) && c.Code == "TopicNotExist" || errors.As(err, &t) && t.Code == "OTSTunnelExpired"
}

// Many services use the type.
func shared(err error) bool {
	var h *sdkerr.ServiceResponseError
	var t *tencent.TencentCloudSDKError
	return errors.As(err, &h) && (h.ErrorCode == "TopicNotExist" || h.ErrorCode == "OTSTunnelExpired" || h.ErrorCode == "APIGW.0301") ||
		errors.As(err, &t) && (t.Code == "OTSTunnelExpired" || t.GetCode() == "CTS.0208")
}

// No catalog lists it.
func unlisted(err error) bool {
	var c *cls.CLSError
	var t *tunnel.TunnelError
	return errors.As(err, &c) && c.Code == "SomethingNew" || errors.As(err, &t) && t.Code == "SomethingNew"
}

// It resembles a code of the error's service.
func near(err error) bool {
	var t *tunnel.TunnelError
	return errors.As(err, &t) && t.Code == "OTSTunnelExpird"
}

// A code of a platform, or of the same vendor.
func platform(err error) bool {
	var c *cls.CLSError
	var t *tunnel.TunnelError
	return errors.As(err, &c) && c.Code == "RequestLimitExceeded" || errors.As(err, &t) && (t.Code == "Throttling" || t.Code == "OTSObjectNotExist")
}

// Another service may have sent the body.
func body(text []byte) bool {
	var b struct {
		Code    string `json:"errorcode"`
		Message string `json:"errormessage"`
	}
	return json.Unmarshal(text, &b) == nil && b.Code == "OTSTunnelExpired"
}

// Values that are not codes of errors.
func message(err error) bool {
	var t *tunnel.TunnelError
	return errors.As(err, &t) && t.Message == "TopicNotExist"
}

type event struct{ Code string }

func other(e event) bool { return e.Code == "OTSTunnelExpired" || e.Code == cls.BAD_REQUEST }

// The helper tests errors of several services.
func isAny(err error, codes ...string) bool {
	var c *cls.CLSError
	var t *tunnel.TunnelError
	for _, code := range codes {
		if errors.As(err, &c) && c.Code == code || errors.As(err, &t) && t.Code == code {
			return true
		}
	}
	return false
}

func anyOf(err error) bool { return isAny(err, "OTSTunnelExpired", "TopicNotExist", "CTS.0208") }

// The helper tests the text too.
func inText(err error, codes ...string) bool {
	var t *tunnel.TunnelError
	for _, code := range codes {
		if errors.As(err, &t) && (t.Code == code || strings.Contains(t.Message, code)) {
			return true
		}
	}
	return false
}

func text(err error) bool { return inText(err, "TopicNotExist") }

// One list for the errors of two services.
var gone = []string{"TopicNotExist", "OTSTunnelExpired"}

func isGone(err error) bool {
	var c *cls.CLSError
	if errors.As(err, &c) {
		return slices.Contains(gone, c.Code)
	}
	var t *tunnel.TunnelError
	return errors.As(err, &t) && slices.Contains(gone, t.Code)
}

var missing = map[string]bool{"TopicNotExist": true, "OTSResourceGone": true}

func isMissing(err error) bool {
	var t *tunnel.TunnelError
	if errors.As(err, &t) {
		return missing[t.Code]
	}
	var c *cls.CLSError
	return errors.As(err, &c) && missing[c.Code]
}
