// Package p converts values that are not codes, or not in a known way.
package p

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel/protocol"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/pts/v20210728"
)

// check returns the error of a result, if it is one.
var check func(result any) error

func otherField(s *v20210728.ErrorSummary) error {
	if n, err := strconv.Atoi(*s.Proto); err == nil && n == 1101 {
		return nil
	}
	return check(s)
}

func otherBase(s *v20210728.ErrorSummary) error {
	if n, err := strconv.ParseInt(*s.Result, 16, 64); err == nil && n == 1101 {
		return nil
	}
	return check(s)
}

func otherFormat(resp *http.Response) error {
	if strconv.FormatInt(int64(resp.StatusCode), 16) == "401" || fmt.Sprintf("%x", resp.StatusCode) == "403" || fmt.Sprint("x", resp.StatusCode) == "401" {
		return nil
	}
	return check(resp)
}

func surfaces(s *v20210728.ErrorSummary) error {
	n, err := strconv.Atoi(*s.Result)
	if err != nil {
		return err
	}
	if n == 1101 {
		return fmt.Errorf("result %d", n)
	}
	return check(s)
}

func formatsForCaller(resp *http.Response) error {
	if resp.StatusCode == http.StatusUnauthorized {
		return errors.New("status " + strconv.Itoa(resp.StatusCode))
	}
	return check(resp)
}

func recoverable(s *v20210728.ErrorSummary) error {
	if n, _ := strconv.Atoi(*s.Result); n == 1202 {
		return nil
	}
	return check(s)
}

func added(s *v20210728.ErrorSummary) error {
	n, _ := strconv.Atoi(*s.Result)
	if n+1 == 1101 || len(*s.Result) == 1101 {
		return nil
	}
	return check(s)
}

// Helpers that return something else than what the pointer points to.

func lower(s *string) string {
	if s == nil {
		return ""
	}
	return strings.ToLower(*s)
}

func orCode(s *string) string {
	if s == nil {
		return "OTSParameterInvalid"
	}
	return *s
}

func either(a, b *string) string {
	if a == nil {
		return *b
	}
	return *a
}

func set(s *string) string {
	if s == nil {
		s = common.StringPtr("OTSTunnelExpired")
	}
	return *s
}

func valueOr[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}

func dereferenced(e *protocol.Error) error {
	if lower(e.Code) == "OTSPermissionDenied" || orCode(e.Code) == "OTSParameterInvalid" || either(e.Code, e.Message) == "OTSTunnelServerUnavailable" || set(e.Code) == "OTSTunnelExpired" {
		return nil
	}
	return check(e)
}

func defaultIsCode(e *protocol.Error) error {
	if valueOr(e.Code, "OTSPermissionDenied") == "OTSPermissionDenied" {
		return nil
	}
	return check(e)
}

func message(e *protocol.Error) error {
	if valueOr(e.Message, "") == "OTSPermissionDenied" {
		return nil
	}
	return check(e)
}

// Maps that may be those of any service, or that are not decoded bodies of this one.

func noMessage(data []byte) error {
	var body map[string]string
	if err := json.Unmarshal(data, &body); err != nil {
		return err
	}
	if body["errorcode"] == "NotAllowed" {
		return nil
	}
	return check(data)
}

func otherMessage(data []byte) error {
	var body, other map[string]string
	if err := json.Unmarshal(data, &body); err != nil {
		return err
	}
	if body["errorcode"] == "NotAllowed" {
		return nil
	}
	return errors.New(body["message"] + other["errormessage"])
}

func variableKey(data []byte, key string) error {
	var body map[string]string
	if err := json.Unmarshal(data, &body); err != nil {
		return err
	}
	if body[key] == "NotAllowed" {
		return nil
	}
	return errors.New(body["errormessage"])
}
