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
	return te.Code == "OTSTunnelExpired" // site tested alibaba.tablestore.tunnel OTSTunnelExpired: answers
}

func unlisted(te *tunnel.TunnelError) bool {
	return te.Code == "OTSBusy" || te.Code == "" // site tested alibaba.tablestore.tunnel OTSBusy?: unknown; tested alibaba.tablestore.tunnel ""?: unknown
}

func pointer(e *protocol.Error, s *v20210728.ErrorSummary) bool {
	return *e.Code == "OTSResourceGone" || *s.Result == "1202" // site tested alibaba.tablestore.tunnel OTSResourceGone: answers; tested tencent.pts.engine 1202: answers
}

func accessor(e *protocol.Error, r *cls.Result) bool {
	return e.GetCode() == "OTSResourceGone" || r.GetErrorCode() == cls.INTERNAL_SERVER_ERROR // site tested alibaba.tablestore.tunnel OTSResourceGone: answers; tested tencent.cls InternalError: answers
}

func statusFunction(err error) bool {
	return status.Code(err) == codes.NotFound || status.Convert(err).Code() == 14 // site tested grpc.code NOT_FOUND: answers; tested grpc.code 14: answers
}

func enum(code codes.Code) bool {
	return code == codes.Aborted // site tested grpc.code ABORTED: answers
}

func response(resp *http.Response) bool {
	return resp.StatusCode == 404 || resp.StatusCode == http.StatusConflict // site tested http.status 404: answers; tested http.status 409: answers
}

func constant(status int) bool {
	return status == http.StatusTooManyRequests && status != 429 // site tested http.status 429: answers
}

func indirect(e *cls.CLSError, s *sdkerr.ServiceResponseError) bool {
	return e.HTTPCode == 500 || s.StatusCode == http.StatusForbidden // site tested http.status (500): unknown; tested http.status (403): unknown
}

func shared(s *sdkerr.ServiceResponseError) bool {
	return s.ErrorCode == "CTS.0214" || s.ErrorCode == "cts.0300" || s.ErrorCode == "ECS.0300" // site tested huawei.cts CTS.0214: answers; tested huawei.cts cts.0300?: unknown
}

type failure struct {
	Code    string `json:"errorcode"`
	Message string `json:"errormessage"`
}

func body(f *failure, m map[string]any) bool {
	return f.Code == "TopicClosed" && m["error_code"] == "CTS.0001" // site tested tencent.cls TopicClosed: answers; tested huawei.cts CTS.0001: answers
}

func byAs(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && te.Code != tunnel.ErrCodeTunnelExist // site tested alibaba.tablestore.tunnel OTSTunnelExist: answers
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

var list = []string{"OTSTunnelExpired", "OTSGone"} // site listed alibaba.tablestore.tunnel OTSTunnelExpired: answers; listed alibaba.tablestore.tunnel OTSGone?: unknown

var set = map[codes.Code]bool{
	codes.Unavailable: true, // site listed grpc.code UNAVAILABLE: answers
	codes.NotFound:    true, // site listed grpc.code NOT_FOUND: answers
}

func searched(te *tunnel.TunnelError, code codes.Code) bool {
	return slices.Contains(list, te.Code) || set[code] ||
		slices.Index([]string{"OTSPermissionDenied"}, te.Code) >= 0 // site listed alibaba.tablestore.tunnel OTSPermissionDenied: answers
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
