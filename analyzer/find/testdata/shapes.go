// Package p has a site of every shape.
package p

import (
	"errors"
	"net/http"
	"slices"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel/protocol"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/pts/v20210728"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func field(te *tunnel.TunnelError) bool {
	return te.Code == "OTSTunnelExpired" // site tested alibaba.tablestore.tunnel OTSTunnelExpired: returns-value
}

func unlisted(te *tunnel.TunnelError) bool {
	return te.Code == "OTSBusy" || te.Code == "" // site tested alibaba.tablestore.tunnel OTSBusy?: unknown; tested alibaba.tablestore.tunnel ""?: unknown
}

func pointer(e *protocol.Error, s *v20210728.ErrorSummary) bool {
	return *e.Code == "OTSResourceGone" || *s.Result == "1202" // site tested alibaba.tablestore.tunnel OTSResourceGone: returns-value; tested tencent.pts.engine 1202: returns-value
}

func accessor(e *protocol.Error, r *cls.Result) bool {
	return e.GetCode() == "OTSResourceGone" || r.GetErrorCode() == cls.INTERNAL_SERVER_ERROR // site tested alibaba.tablestore.tunnel OTSResourceGone: returns-value; tested tencent.cls InternalError: returns-value
}

func statusFunction(err error) bool {
	return status.Code(err) == codes.NotFound || status.Convert(err).Code() == 14 // site tested grpc.code NOT_FOUND: returns-value; tested grpc.code 14: returns-value
}

func enum(code codes.Code) bool {
	return code == codes.Aborted // site tested grpc.code ABORTED: returns-value
}

func response(resp *http.Response) bool {
	return resp.StatusCode == 404 || resp.StatusCode == http.StatusConflict // site tested http.status 404: returns-value; tested http.status 409: returns-value
}

func constant(status int) bool {
	return status == http.StatusTooManyRequests && status != 429 // site tested http.status 429: returns-value
}

func indirect(e *cls.CLSError, s *sdkerr.ServiceResponseError) bool {
	return e.HTTPCode == 500 || s.StatusCode == http.StatusForbidden // site tested http.status (500): unknown; tested http.status (403): unknown
}

func shared(s *sdkerr.ServiceResponseError) bool {
	return s.ErrorCode == "CTS.0214" || s.ErrorCode == "cts.0300" || s.ErrorCode == "ECS.0300" // site tested huawei.cts CTS.0214: returns-value; tested huawei.cts cts.0300?: unknown
}

type failure struct {
	Code    string `json:"errorcode"`
	Message string `json:"errormessage"`
}

func body(f *failure, m map[string]any) bool {
	return f.Code == "TopicClosed" && m["error_code"] == "CTS.0001" // site tested tencent.cls TopicClosed: returns-value; tested huawei.cts CTS.0001: returns-value
}

func byAs(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && te.Code != tunnel.ErrCodeTunnelExist // site tested alibaba.tablestore.tunnel OTSTunnelExist: returns-value
}

func byTypeSwitch(err error) string {
	switch e := err.(type) {
	case *tunnel.TunnelError:
		switch e.Code {
		case "OTSTunnelExpired", tunnel.ErrCodeTunnelExist: // site tested alibaba.tablestore.tunnel OTSTunnelExpired: surfaces; tested alibaba.tablestore.tunnel OTSTunnelExist: surfaces
			return e.Code
		}
	}
	return ""
}

var list = []string{"OTSTunnelExpired", "OTSGone"} // site listed alibaba.tablestore.tunnel OTSTunnelExpired: returns-value; listed alibaba.tablestore.tunnel OTSGone?: unknown

var set = map[codes.Code]bool{
	codes.Unavailable: true, // site listed grpc.code UNAVAILABLE: returns-value
	codes.NotFound:    true, // site listed grpc.code NOT_FOUND: returns-value
}

func searched(te *tunnel.TunnelError, code codes.Code) bool {
	return slices.Contains(list, te.Code) || set[code] ||
		slices.Index([]string{"OTSPermissionDenied"}, te.Code) >= 0 // site listed alibaba.tablestore.tunnel OTSPermissionDenied: returns-value
}

// A list of texts, for codes that are numbers.
func listedTexts(s *v20210728.ErrorSummary, err error) error {
	if slices.Contains([]string{"1202", "1203"}, *s.Result) { // site listed tencent.pts.engine 1202: drops; listed tencent.pts.engine 1203: drops
		return nil
	}
	return err
}

func made() error {
	if list == nil {
		return status.Error(codes.Internal, "no list") // site made grpc.code INTERNAL: unknown
	}
	return &tunnel.TunnelError{Code: "OTSClientError"} // site made alibaba.tablestore.tunnel OTSClientError: unknown
}

func stored(te *tunnel.TunnelError) {
	te.Code = "OTSClientError" // site made alibaba.tablestore.tunnel OTSClientError: unknown
}

func mentioned() []any {
	return []any{codes.OK, http.StatusTeapot} // site mentioned grpc.code OK: unknown; mentioned http.status 418: unknown
}

func untied(word string, number int) bool {
	return word == "OTSTunnelExpired" || number == 503
}

// codeOf returns the code of an error.
func codeOf(err error) string {
	var te *tunnel.TunnelError
	if errors.As(err, &te) {
		return te.Code
	}
	return ""
}

type wrapper struct{ err *tunnel.TunnelError }

func (w wrapper) code() string { return w.err.Code }

// either returns codes of two catalogs: each code belongs to the catalog that lists it.
func either(err error) (code string) {
	switch e := err.(type) {
	case *tunnel.TunnelError:
		return e.Code
	case *cls.CLSError:
		return e.Code
	}
	return ""
}

func orText(err error) string {
	if te, ok := err.(*tunnel.TunnelError); ok {
		return te.Code
	}
	return err.Error()
}

func extracted(err error, w wrapper) bool {
	code := codeOf(err)
	switch either(err) {
	case "OTSTunnelExpired", "TopicNotExist", "OTSTunnelExpird": // site tested alibaba.tablestore.tunnel OTSTunnelExpired: returns-value; tested tencent.cls TopicNotExist: returns-value
		return true
	}
	return codeOf(err) == "OTSTunnelExpird" || code == "OTSTunnelExist" || w.code() == "OTSResourceGone" // site tested alibaba.tablestore.tunnel OTSTunnelExpird?: unknown; tested alibaba.tablestore.tunnel OTSTunnelExist: returns-value; tested alibaba.tablestore.tunnel OTSResourceGone: returns-value
}

func text(err error) bool { return orText(err) == "OTSTunnelExist" }

// A string error whose values are all converted from the code of one error type.
type code string

func (c code) Error() string { return string(c) }

type brief struct{ err *tunnel.TunnelError }

func (b brief) Error() string   { return b.err.Message }
func (b brief) Unwrap() []error { return []error{b.err, code(b.err.Code)} }

const gone = code("OTSResourceGone")

func sentinel(call func() error) error {
	err := call()
	if errors.Is(err, code("OTSTunnelExist")) || errors.Is(err, gone) { // site tested alibaba.tablestore.tunnel OTSTunnelExist: drops; tested alibaba.tablestore.tunnel OTSResourceGone: drops
		return nil
	}
	c, _ := errors.AsType[code](err)
	switch c {
	case "OTSTunnelExpird", code("OTSTunnelExpired"): // site tested alibaba.tablestore.tunnel OTSTunnelExpird?: unknown; tested alibaba.tablestore.tunnel OTSTunnelExpired: drops
		return nil
	}
	return err
}

// An error whose Is method compares its code.
type asked struct{ *tunnel.TunnelError }

type kind string

func (k kind) Error() string { return string(k) }

func (a asked) Is(target error) bool {
	k, ok := target.(kind)
	return ok && a.Code == string(k)
}

// A string error that is never converted from a code.
type word string

func (w word) Error() string { return string(w) }

func isKind(err error) bool {
	return errors.Is(err, kind("OTSTunnelExist")) || errors.Is(err, word("OTSTunnelExist")) // site tested alibaba.tablestore.tunnel OTSTunnelExist: returns-value
}
