// Package p has codes that are converted, passed on or decoded before they are compared.
package p

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel/protocol"
	cls "github.com/tencentcloud/tencentcloud-cls-sdk-go"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/pts/v20210728"
	"google.golang.org/grpc/codes"
)

func parsed(s *v20210728.ErrorSummary) string {
	n, err := strconv.Atoi(*s.Result)
	if err != nil {
		return ""
	}
	switch n {
	case 1202, 1010: // site tested tencent.pts.engine 1202: returns-value; tested tencent.pts.engine 1010: returns-value
		return "reset"
	}
	return ""
}

func parsed64(s *v20210728.ErrorSummary) bool {
	n, _ := strconv.ParseInt(*s.Result, 10, 64)
	u, _ := strconv.ParseUint(*s.Result, 0, 64)
	return n == 1202 || u == 1203 // site tested tencent.pts.engine 1202: returns-value; tested tencent.pts.engine 1203: returns-value
}

func numberOf(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func parsedByHelper(s *v20210728.ErrorSummary) bool { return numberOf(*s.Result) == 1202 } // site tested tencent.pts.engine 1202: returns-value

func notParsed(te *tunnel.TunnelError, s *v20210728.ErrorSummary) bool {
	n, _ := strconv.Atoi(te.Code)
	m, _ := strconv.ParseInt(*s.Result, 2, 64)
	return n == 1202 || m == 1202
}

func formatted(resp *http.Response) bool {
	return strconv.Itoa(resp.StatusCode) == "429" || fmt.Sprint(resp.StatusCode) == "503" || strconv.FormatInt(int64(resp.StatusCode), 10) == "500" // site tested http.status 429: returns-value; tested http.status 503: returns-value; tested http.status 500: returns-value
}

func sprintf(te *tunnel.TunnelError) bool {
	return fmt.Sprintf("%s", te.Code) == "OTSTunnelExpired" || fmt.Sprintf("%v", te.Code) == "OTSTunnelExist" // site tested alibaba.tablestore.tunnel OTSTunnelExpired: returns-value; tested alibaba.tablestore.tunnel OTSTunnelExist: returns-value
}

// The text of an error, of a code with a String method and of other formats is not the code.
func notPrinted(te *tunnel.TunnelError, code codes.Code, resp *http.Response) bool {
	return fmt.Sprint(te) == "OTSTunnelExpired" || fmt.Sprint(code) == "5" || fmt.Sprintf("%q", te.Code) == "OTSTunnelExpired" || // site searched alibaba.tablestore.tunnel OTSTunnelExpired: unknown
		fmt.Sprintf("%x", resp.StatusCode) == "500" || strconv.FormatInt(int64(resp.StatusCode), 16) == "500"
}

func folded(e *cls.CLSError, s *v20210728.ErrorSummary) bool {
	reset := strconv.Itoa(1202)
	return e.Code == strconv.Itoa(http.StatusForbidden) || *s.Result == reset || *s.Result == fmt.Sprint(1010) // site tested tencent.cls 403?: unknown; mentioned http.status 403: unknown; tested tencent.pts.engine 1202: returns-value; tested tencent.pts.engine 1010: returns-value
}

func unfolded(e *cls.CLSError, n int) bool {
	return e.Code == strconv.Itoa(n) || e.Code == fmt.Sprint("TopicClosed", n) || e.Code == fmt.Sprintf("%d", n)
}

func pointerTo[T any](v T) *T { return &v }

func madePointers(s *v20210728.ErrorSummary) *v20210728.ErrorSummary {
	s.Result = common.StringPtr("1202") // site made tencent.pts.engine 1202: unknown
	*s.Result = "1203"                  // site made tencent.pts.engine 1203: unknown
	code := "1010"                      // site made tencent.pts.engine 1010: unknown
	s.Result = &code
	s.Result = pointerTo("1011")                        // site made tencent.pts.engine 1011?: unknown
	return &v20210728.ErrorSummary{Result: new("1010")} // site made tencent.pts.engine 1010: unknown
}

func changedPointers(s *v20210728.ErrorSummary, given string) {
	code := "1010"
	code = given
	s.Result = &code
	s.Result = &given
	s.Message = common.StringPtr("1010")
	s.Result = new(string)
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func value[T any](p *T) T {
	var zero T
	if p == nil {
		return zero
	}
	return *p
}

func valueOr[T any](p *T, otherwise T) T {
	if p != nil {
		return *p
	}
	return otherwise
}

func named(p *string) (s string) {
	if p != nil {
		s = *p
	}
	return
}

func dereferenced(s *v20210728.ErrorSummary, e *protocol.Error) bool {
	code := deref(e.Code)
	return deref(s.Result) == "1202" || value(s.Result) == "1010" || code == "OTSResourceGone" || valueOr(s.Result, "") == "1202" || named(s.Result) == "1203" // site tested tencent.pts.engine 1202: returns-value; tested tencent.pts.engine 1010: returns-value; tested alibaba.tablestore.tunnel OTSResourceGone: returns-value; tested tencent.pts.engine 1202: returns-value; tested tencent.pts.engine 1203: returns-value
}

func behindPointer(s *v20210728.ErrorSummary) bool {
	result := s.Result
	return result != nil && *result == "1202" // site tested tencent.pts.engine 1202: returns-value
}

func second(p, q *string) string {
	if p == nil {
		return *q
	}
	return *p
}

func orReset(p *string) string {
	if p == nil {
		return "1202"
	}
	return *p
}

func moved(p *string) string {
	p = common.StringPtr("1202")
	return *p
}

func notDereferenced(s *v20210728.ErrorSummary) bool {
	return second(s.Result, s.Message) == "1202" || orReset(s.Result) == "1202" || moved(s.Result) == "1202" ||
		valueOr(s.Result, "1202") == "1202" || deref(s.Message) == "1202"
}

func decodedMap(body io.Reader) string {
	var m map[string]string
	if err := json.NewDecoder(body).Decode(&m); err != nil {
		return ""
	}
	if m["errorcode"] == "TopicClosed" { // site tested tencent.cls TopicClosed: surfaces
		return m["errormessage"]
	}
	return ""
}

func decodedAny(body []byte) string {
	var m map[string]any
	json.Unmarshal(body, &m)
	code, _ := m["errorcode"].(string)
	if m["errorcode"] == "TopicClosed" || code == "TopicNotExist" || fmt.Sprint(m["errorcode"]) == "NotAllowed" { // site tested tencent.cls TopicClosed: surfaces; tested tencent.cls TopicNotExist: surfaces; tested tencent.cls NotAllowed: surfaces
		return fmt.Sprint(m["errormessage"])
	}
	return ""
}

func otherMap(m, n map[string]string, key string) bool {
	return m["errorcode"] == "TopicClosed" || n["errormessage"] == "TopicClosed" || n[key] == "TopicClosed"
}
