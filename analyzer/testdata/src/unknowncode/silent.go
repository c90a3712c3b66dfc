// Package p has words that are not misspelled, or that belong to no catalog.
package p

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	tcerr "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/pts/v20210728"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Right codes.
func right(te *tunnel.TunnelError) bool {
	switch te.Code {
	case "OTSTunnelExpired", tunnel.ErrCodeTunnelExist, `OTSPermissionDenied`:
		return true
	}
	return te.Code == "OTSResourceGone"
}

// Codes of an open catalog that resemble nothing.
func open(te *tunnel.TunnelError) bool {
	switch te.Code {
	case "OTSObjectNotExist", "OTSServerBusy", "OTSTunnelNotExist", "TopicNotExist", "Timeout":
		return true
	}
	return slices.Contains([]string{"OTSQuotaExhausted", "no such host"}, te.Code)
}

func empty(te *tunnel.TunnelError) bool { return te.Code == "" || te.Code != "" }

func blank(te *tunnel.TunnelError) bool { return te.Code == " " }

func part(te *tunnel.TunnelError) bool {
	return strings.HasPrefix(te.Code, "OTSTunel") || strings.Contains(te.Code, "Expird") || te.Code[:3] == "OTC"
}

// Other fields of the same error.
func fields(te *tunnel.TunnelError) bool {
	return te.Message == "OTSTunnelExpird" || te.RequestId == "OTSTunnelExpird" || te.TunnelId == "OTSTunnelExpird"
}

// A misspelling that is not compared with a code.
func words() []string {
	log := "OTSTunnelExpird"
	return []string{log, "OTSPermisionDenied"}
}

func compared(word string) bool { return word == "OTSTunnelExpird" }

func inList(word string) bool {
	return slices.Contains([]string{"OTSTunnelExpird"}, word) || map[string]bool{"OTSPermisionDenied": true}[word]
}

// A type of the program.
type TunnelError struct{ Code string }

func own(e TunnelError) bool { return e.Code == "OTSTunnelExpird" }

func text(err error) bool { return strings.Contains(err.Error(), "OTSTunnelExpird") }

// The code is followed through a variable only where all values of the variable are known.
func some(te *tunnel.TunnelError, other string) bool {
	code := other
	if te != nil {
		code = te.Code
	}
	return code == "OTSTunnelExpird"
}

func parameter(te *tunnel.TunnelError, code string) bool {
	if te != nil {
		code = te.Code
	}
	return code == "OTSTunnelExpird"
}

// Numbered codes whose digits differ are other codes.
func numbered(e *sdkerr.ServiceResponseError) bool {
	switch e.ErrorCode {
	case "CTS.0014", "CTS.02020", "CTS.214", "CES.0214", "APIGW.0301":
		return true
	}
	return e.StatusCode == 499
}

// Many services use the error type, and nothing shows that the call is one of CLS.
func shared(err error) bool {
	e, ok := err.(*tcerr.TencentCloudSDKError)
	return ok && (e.Code == "TopicNotExit" || e.GetCode() == "InternalErorr" || e.Code == "RequestLimitExceeded")
}

func statuses(resp *http.Response) bool {
	return resp.StatusCode == 499 || resp.StatusCode == 509 || resp.StatusCode == 5033 || resp.StatusCode == 0
}

func load(s *v20210728.ErrorSummary) bool {
	return s.Result != nil && (*s.Result == "1213" || *s.Result == "1101" || *s.Result == "ok")
}

func grpc(err error) bool {
	return status.Code(err) == codes.NotFound || status.Code(err) == 0 || int(status.Code(err)) == 16
}

func grpcByText(err error) bool { return status.Code(err).String() == "NotFond" }

// A body with another service's keys.
func body(b []byte) error {
	var f struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	if err := json.Unmarshal(b, &f); err != nil {
		return err
	}
	if f.Code == "OTSTunnelExpird" || f.Code == "TopicNotExit" {
		return errors.New(f.Message)
	}
	return nil
}

// The key of a code without a message.
func half(b []byte) bool {
	var f struct {
		Code string `json:"errorcode"`
	}
	return json.Unmarshal(b, &f) == nil && f.Code == "TopicNotExit"
}

func otherKey(m map[string]any) bool {
	return m["errorCode"] == "TopicNotExit" || m["error_code"] == "0214" || m["error_code"] == "SYS.0214"
}

var unread = map[string]bool{"OTSTunnelExpird": true}

func concatenated(te *tunnel.TunnelError, suffix string) bool {
	return te.Code == "OTSTunnelExpird"+suffix
}

func ordered(te *tunnel.TunnelError) bool { return te.Code < "OTSTunnelExpird" }
