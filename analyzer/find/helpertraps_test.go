package find_test

import (
	"testing"

	"github.com/errls/errls/analyzer/find"
)

// TestNoSites checks code that seems to compare codes with an error of a catalog but does not: it has no sites.
func TestNoSites(t *testing.T) {
	for _, test := range []struct{ name, body string }{
		{"a code that is no error's", `
import "slices"
type answer struct{ Success struct{ Code string } }
func ok(resp *answer) bool { return resp.Success.Code != "OTSTunnelExist" && slices.Contains([]string{"OTSTunnelExist"}, resp.Success.Code) }`},
		{"an unknown SDK's type", `
import "example.org/sdk"
func is(err error, codes ...string) bool {
	e, ok := err.(*sdk.Error)
	for _, c := range codes {
		if ok && e.Code == c {
			return true
		}
	}
	return false
}
func uses(err error) bool { return is(err, "OTSTunnelExist", "OTSTunnelExpird") }`},
		{"messages in a list for the text of an error", `
import (
	"strings"
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)
func is(err error, parts []string) bool {
	te, ok := err.(*tunnel.TunnelError)
	for _, p := range parts {
		if strings.Contains(err.Error(), p) || ok && te.Code == p {
			return true
		}
	}
	return false
}
func uses(err error) bool { return is(err, []string{"no such host", "OTSTunnelExpird"}) }`},
		{"a wrapper whose code is somebody else's", `
import "github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
type failure struct {
	code  string
	cause *tunnel.TunnelError
}
func (f *failure) Error() string { return f.code }
func (f *failure) is(code string) bool { return f.code == code }
func uses(f *failure) bool { return f.is("OTSTunnelExpird") }`},
		{"a function of words", `
import "github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
func uses(te *tunnel.TunnelError, state string) bool { return contains([]string{"OTSTunnelExpird"}, state) }`},
		{"one value of a list is not seen", `
import "github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
func is(te *tunnel.TunnelError, codes []string) bool {
	for _, c := range codes {
		if te.Code == c {
			return true
		}
	}
	return false
}
func uses(te *tunnel.TunnelError, more func() []string) bool {
	codes := []string{"OTSTunnelExpird"}
	codes = more()
	return is(te, codes)
}`},
		{"a code that is set from two sides", `
import "github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
func codeOf(te *tunnel.TunnelError, other string) string {
	if te == nil {
		return other
	}
	return te.Code
}
func uses(te *tunnel.TunnelError) bool { return codeOf(te, "") == "OTSTunnelExpird" }`},
	} {
		t.Run(test.name, func(t *testing.T) {
			found := find.Find(broken(t, test.body))
			for _, s := range found.Sites {
				t.Errorf("a site: %s", describe(found, s))
			}
		})
	}
}

// TestRecursivePredicates checks predicates that call each other: the result must not depend on their order in the source.
func TestRecursivePredicates(t *testing.T) {
	const predicates = `
import "github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
type wrapped struct{ Cause error }
func (w *wrapped) Error() string { return "" }
func outer(err error) bool {
	if w, ok := err.(*wrapped); ok {
		return inner(w.Cause)
	}
	te, ok := err.(*tunnel.TunnelError)
	return ok && te.Code == "OTSClientError"
}
func inner(err error) bool { return outer(err) }
`
	first := `
func a(do func() error) { for { if err := do(); !outer(err) { return } } }
func b(do func() error) { for { if err := do(); !inner(err) { return } } }
`
	second := `
func b(do func() error) { for { if err := do(); !inner(err) { return } } }
func a(do func() error) { for { if err := do(); !outer(err) { return } } }
`
	for _, body := range []string{predicates + first, predicates + second} {
		found := find.Find(broken(t, body))
		if len(found.Sites) != 1 || len(found.Sites[0].Retries) != 2 {
			t.Errorf("%d sites, the first with %d constructs", len(found.Sites), len(found.Sites[0].Retries))
		}
	}
}
