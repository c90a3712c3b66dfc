package find_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/find"

	"github.com/google/go-cmp/cmp"

	"github.com/errls/errls/analyzer/sites"
)

var matches = []struct {
	match sites.Match
	name  string
}{
	{sites.Exact, "exact"}, {sites.Fold, "fold"}, {sites.DotPrefix, "head"}, {sites.Prefix, "prefix"}, {sites.Substring, "part"}, {sites.InText, "text"},
}

func matchText(m sites.Match) string {
	var names []string
	for _, way := range matches {
		if m&way.match != 0 {
			names = append(names, way.name)
		}
	}
	return strings.Join(names, "+")
}

var answers = map[sites.Answer]string{
	sites.AnswerUnknown: "?", sites.AnswerTrue: "true", sites.AnswerFalse: "false", sites.AnswerRetry: "again",
	sites.AnswerStop: "stop", sites.AnswerNil: "nil", sites.AnswerError: "error",
}

// helperText formats a helper: "has 0<1 exact+head true/false loose catalogs catalog=codes".
func helperText(name string, h *sites.Helper) string {
	text := fmt.Sprintf("%s %d<%d %s %s/%s", name, h.Error, h.Codes, matchText(h.Match), answers[h.OnMatch], answers[h.OnMiss])
	if h.Loose {
		text += " loose"
	}
	if h.TestsStatus {
		text += " polled"
	}
	if len(h.Catalogs) > 0 {
		text += " " + strings.Join(h.Catalogs, ",")
	}
	for _, id := range slices.Sorted(maps.Keys(h.Own)) {
		text += " " + id + "=" + strings.Join(h.Own[id], ",")
	}
	return text
}

// broken type-checks declarations with imports of which some are not known, as an editor does.
func broken(t testing.TB, body string) sites.Input {
	t.Helper()
	in, ok := loader.Broken("p.go", []byte("package p\n"+body))
	if !ok {
		t.Fatal("no package")
	}
	return in
}

// TestHelpers checks what Helpers returns for functions like those of real programs, also with SDKs that no catalog binds.
func TestHelpers(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"by a field of several types", `
import (
	"strings"
	"example.org/tea"
	"example.org/sls"
)
type wrapped struct{ Cause error }
func (w *wrapped) Error() string { return w.Cause.Error() }
func isExpected(err error, codes []string) bool {
	if err == nil {
		return false
	}
	if e, ok := err.(*wrapped); ok {
		return isExpected(e.Cause, codes)
	}
	if e, ok := err.(*tea.SDKError); ok {
		for _, code := range codes {
			if *e.Code == code || strings.HasPrefix(code, *e.Code) || strings.Contains(*e.Data, code) {
				return true
			}
		}
		return false
	}
	if e, ok := err.(*sls.Error); ok {
		for _, code := range codes {
			if e.Code == code || tea.StringValue(e.Code) == code {
				return true
			}
		}
	}
	for _, code := range codes {
		if strings.Contains(err.Error(), code) {
			return true
		}
	}
	return false
}`, "isExpected 0<1 exact+part+text true/false loose"},
		{"a status of its own", `
import "github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
func gone(err error) bool {
	e, ok := err.(*sdkerr.ServiceResponseError)
	return ok && e.StatusCode == 404
}
func note(err error) {
	if e, ok := err.(*sdkerr.ServiceResponseError); ok && e.StatusCode == 404 {
		println("gone")
	}
}`, "gone 0<-1 exact ?/? polled"},
		{"up to a dot, through a list of anything", `
import (
	"reflect"
	"strings"
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)
func contains(array interface{}, value interface{}) bool {
	vv := reflect.ValueOf(array)
	for i := 0; i < vv.Len(); i++ {
		if reflect.DeepEqual(value, vv.Index(i).Interface()) {
			return true
		}
	}
	return false
}
func isExpected(err error, codes []string) bool {
	e, ok := err.(*tunnel.TunnelError)
	if !ok {
		return false
	}
	long := e.Code
	if contains(codes, long) {
		return true
	}
	if strings.Contains(long, ".") {
		short := strings.Split(long, ".")[0]
		return contains(codes, short)
	}
	return false
}`, "contains 1<0 exact true/false; isExpected 0<1 exact+head true/false alibaba.tablestore.tunnel"},
		{"a trailing list of codes of one type", `
import (
	"errors"
	"slices"
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)
func has(err error, codes ...string) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && slices.Contains(codes, te.Code)
}
func hasOne(err error, code string) bool { return has(err, code) }`,
			"has 0<1 exact true/false alibaba.tablestore.tunnel; hasOne 0<1 exact true/false alibaba.tablestore.tunnel"},
		{"status codes", `
import (
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)
func has(err error, want ...codes.Code) bool {
	got := status.Code(err)
	for _, c := range want {
		if c == got {
			return true
		}
	}
	return false
}`, "has 0<1 exact true/false grpc.code"},
		{"ways of comparing", `
import "strings"
type failure struct{ code string }
func (f *failure) Error() string { return f.code }
func fold(f *failure, code string) bool { return strings.EqualFold(f.code, code) }
func head(f *failure, code string) bool { return f.code == code || strings.HasPrefix(f.code, code+".") }
func (f *failure) Has(code string) bool { return f.code == code }
func part(f *failure, codes map[string]bool) bool {
	for c := range codes {
		if strings.Contains(f.code, c) {
			return true
		}
	}
	return false
}
func set(f *failure, codes map[string]struct{}) bool {
	_, ok := codes[f.code]
	return ok
}
func cases(f *failure, a string) bool {
	switch f.code {
	case a:
		return true
	}
	return false
}`, "cases 0<1 exact true/false loose; failure.Has -1<0 exact true/false loose; fold 0<1 fold true/false loose; head 0<1 exact+head true/false loose; part 0<1 part true/false loose; set 0<1 exact true/false loose"},
		{"a code key beside the codes, and an error as the answer", `
import (
	"encoding/json"
	"errors"
	"example.org/sdk"
	"example.org/jmespath"
)
func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
func convert(err error, key string, codes ...string) error {
	var err400 sdk.ErrDefault400
	if !errors.As(err, &err400) {
		return err
	}
	var body interface{}
	if e := json.Unmarshal(err400.Body, &body); e != nil {
		return err
	}
	code, searchErr := jmespath.Search(key, body)
	if searchErr != nil {
		return err
	}
	if text, ok := code.(string); ok && contains(codes, text) {
		return sdk.ErrDefault404{}
	}
	return err
}`, "contains 1<0 exact true/false; convert 0<2 exact error/error loose"},
		{"codes of its own", `
import (
	"errors"
	"regexp"
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/cenkalti/backoff/v5"
)
var busy = map[string]bool{"OTSTunnelServerUnavailable": true, "OTSClientError": true}
func isBusy(err error) bool {
	var te *tunnel.TunnelError
	return errors.As(err, &te) && busy[te.Code]
}
func mayRetry(err error) (retry bool) {
	te, ok := errors.AsType[*tunnel.TunnelError](err)
	if !ok {
		return
	}
	retry = true
	switch te.Code {
	case tunnel.ErrCodePermissionDenied, "OTSParameterInvalid":
		retry = false
	}
	return
}
func decide(err error) error {
	if isBusy(err) {
		return err
	}
	return backoff.Permanent(err)
}
func byPattern(te *tunnel.TunnelError) bool {
	return te.Code == "OTSClientError" || regexp.MustCompile("Busy").MatchString(te.Code)
}
func byMode(te *tunnel.TunnelError, quiet bool) bool {
	if quiet {
		return false
	}
	return te.Code == "OTSClientError"
}`, "byPattern 0<-1 exact true/? alibaba.tablestore.tunnel=OTSClientError; decide 0<-1 exact error/stop alibaba.tablestore.tunnel=OTSClientError,OTSTunnelServerUnavailable; " +
			"mayRetry 0<-1 exact false/true alibaba.tablestore.tunnel=OTSParameterInvalid,OTSPermissionDenied"},
		{"results for a retry library", `
import (
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
)
func is(te *tunnel.TunnelError, codes []string) bool {
	for _, c := range codes {
		if te.Code == c {
			return true
		}
	}
	return false
}
func check(err error, codes ...string) *retry.RetryError {
	if err == nil {
		return nil
	}
	switch e := err.(type) {
	case *tunnel.TunnelError:
		if is(e, codes) {
			return retry.RetryableError(err)
		}
	}
	return retry.NonRetryableError(err)
}
var always = []string{"OTSTunnelServerUnavailable"}
func most(err error, codes ...string) *retry.RetryError {
	switch e := err.(type) {
	case *tunnel.TunnelError:
		if is(e, always) {
			return retry.RetryableError(err)
		}
		if len(codes) > 0 {
			if is(e, codes) {
				return retry.RetryableError(err)
			}
		}
	}
	return retry.NonRetryableError(err)
}
func only(err error, codes ...string) error {
	if te, ok := err.(*tunnel.TunnelError); ok && is(te, codes) {
		return nil
	}
	return err
}
func outer(err error) *retry.RetryError { return check(err, "OTSClientError") }`,
			"check 0<1 exact again/stop alibaba.tablestore.tunnel; is 0<1 exact true/false alibaba.tablestore.tunnel; " +
				"most 0<1 exact again/stop alibaba.tablestore.tunnel alibaba.tablestore.tunnel=OTSTunnelServerUnavailable; only 0<1 exact nil/error alibaba.tablestore.tunnel; outer 0<-1 exact again/stop alibaba.tablestore.tunnel=OTSClientError"},
		{"no helpers", `
import "strings"
type service struct{}
func describe(id string) (map[string]string, error) { return nil, nil }
func (s *service) refresh(id string, failed []string) (string, error) {
	object, err := describe(id)
	for _, state := range failed {
		if object["status"] == state {
			return "", err
		}
	}
	return "", nil
}
func wrap(err error, message string) error {
	if message == "" {
		return err
	}
	return nil
}
func same(a, b string) bool { return a == b }
func lower(s string, n int) bool { return len(s) == n }
func trimmed(err error, prefix string) string { return strings.TrimPrefix(err.Error(), prefix) }
`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			found := find.Helpers(broken(t, test.body))
			var got []string
			for _, name := range slices.Sorted(maps.Keys(found)) {
				got = append(got, helperText(name, found[name]))
			}
			if diff := cmp.Diff(test.want, strings.Join(got, "; ")); diff != "" {
				t.Errorf("helpers (-want +got):\n%s", diff)
			}
		})
	}
}
