package analyzer_test

import (
	"strings"
	"testing"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sitestest"
	"github.com/errls/errls/catalog"
)

// acme is a service whose errors are values, and whose list of codes is closed: no embedded catalog of a service is
// like this.
const acme = `id: acme.orders
title: Acme Orders
vendor: Acme
kind: string
pattern: '[A-Za-z-]+'
closed: true
sources:
  - key: page
    title: Errors
    date: 2026-01-02
go:
  - package: acme.test/orders
    name: orders
    module: acme.test/orders
    version: v1.2.3
    errors:
      - Error
    carriers:
      - Error.Code
      - at: Error.Status
        catalog: http.status
    constants:
      CodeGone: order-gone
      CodeDone: order-done
    helpers:
      - at: Fail
        arg: 1
      - at: Wrap
        arg: 0
    declares: |
      type Error struct{ Code string; Status int }
      func (e Error) Error() string
      func (e Error) Same(other Error) bool
      func Fail(text, code string) error
      func Wrap(code string) *Error
codes:
  - id: order-gone
    http: 410
    canonical: NOT_FOUND
    description: The order is gone.
    handling: return-to-caller
    retry: never
    basis: inferred
    by: caller
    subcodes: true
    variants:
      - when: it was never there
        http: 404
        handling: return-to-caller
        retry: never
        basis: inferred
  - id: order-done
    canonical: OK
    description: The order is done.
    handling: none
    retry: n/a
    basis: inferred
    by: n/a
`

// ownService are bodies of functions with a parameter err, each with a rule, a part of the message that it reports,
// and the body after its fix; both are empty if there is none.
var ownService = []struct{ rule, body, want, fixed string }{
	{"nevermatch", `var e *orders.Error; return errors.As(err, &e) && e.Code == "order-gone"`,
		"the error type is orders.Error, not *orders.Error",
		`var e orders.Error; return errors.As(err, &e) && e.Code == "order-gone"`},
	{"nevermatch", `e, ok := err.(*orders.Error); return ok && e.Code == "order-gone"`,
		"the error type is orders.Error", `e, ok := err.(orders.Error); return ok && e.Code == "order-gone"`},
	{"nevermatch", `switch e := err.(type) { case *orders.Error: return e.Code != "" }; return false`,
		"the error type is orders.Error", `switch e := err.(type) { case orders.Error: return e.Code != "" }; return false`},
	{"nevermatch", `e := new(orders.Error); return errors.As(err, &e)`, "the error type is orders.Error", ""},
	{"nevermatch", `var e *orders.Error; return errors.As(err, &e) && e != nil`, "the error type is orders.Error", ""},
	{"nevermatch", `var e orders.Error; return errors.As(err, &e) && e.Code == "order-gone"`, "", ""},
	{"nevermatch", `e := new(orders.Error); return errors.As(err, e)`, "", ""},
	{"nevermatch", `switch err.(type) { case orders.Error, *orders.Error: return true }; return false`, "", ""},
	{"nevermatch", `if err == nil { err = &orders.Error{} }; _, ok := err.(*orders.Error); return ok`, "", ""},
	{"statusmismatch", `e, ok := err.(orders.Error); return ok && e.Code == "order-gone" && e.Status == 403`,
		"order-gone comes with HTTP 404 or 410, never with 403", ""},
	{"statusmismatch", `e, ok := err.(orders.Error); return ok && e.Code == "order-gone" && e.Status == 404`, "", ""},
	{"statusmismatch", `e, ok := err.(orders.Error); return ok && e.Code == "order-done" && e.Status == 404`, "", ""},
	{"statusmismatch", `e, ok := err.(orders.Error); return ok && e.Code == "order-gone.twice" && e.Status == 403`, "", ""},
	{"okerror", `err = orders.Fail("?", orders.CodeDone); return err == nil`, "", ""}, // err also has another value
	{"okerror", `lost := orders.Fail("?", orders.CodeDone); return lost == nil`, `orders.Fail(…, "order-done") returns nil`, ""},
	{"okerror", `lost := orders.Fail("order-done", orders.CodeGone); return lost == nil`, "", ""},
	{"okerror", `var lost error = orders.Wrap("order-done"); return lost == nil`, "", ""},
	{"unknowncode", `e, ok := err.(orders.Error); return ok && e.Code == "Nothing"`, `"Nothing" is not a known code of Acme Orders`, ""},
	{"unknowncode", `e, ok := err.(orders.Error); return ok && e.Code == "OTSTunnelExpired"`, "", ""},
	{"foreigncode", `e, ok := err.(orders.Error); return ok && e.Code == "OTSTunnelExpired"`, `"OTSTunnelExpired" is a code of`, ""},
	{"foreigncode", `e, ok := err.(orders.Error); return ok && e.Code == "Nothing"`, "", ""},
	{"foreigncode", `e, ok := err.(orders.Error); return ok && e.Code == "TopicNotExist"`, "", ""}, // it has the form of the service's own codes
	{"foreigncode", `return orders.Fail("?", "OTSTunnelExpired") == err`, "but this error belongs to Acme Orders", ""},
}

func TestOwnService(t *testing.T) {
	c, err := catalog.Parse("acme.yaml", []byte(acme))
	if err != nil {
		t.Fatal(err)
	}
	with, err := set.With(c)
	if err != nil {
		t.Fatal(err)
	}
	loader := sitestest.New(with)
	const head = "package p\n\nimport (\n\t\"errors\"\n\n\t\"acme.test/orders\"\n)\n\nvar _ = errors.New\n\nfunc f(err error) bool {\n"
	for _, test := range ownService {
		source := []byte(head + strings.ReplaceAll(test.body, "; ", "\n") + "\n}\n")
		in, err := loader.Files(map[string][]byte{"p.go": source})
		if err != nil {
			t.Errorf("%s: %v", test.body, err)
			continue
		}
		suite, err := analyzer.New(with, analyzer.Config{Rules: []string{test.rule}})
		if err != nil {
			t.Fatal(err)
		}
		findings := suite.Check(find.Find(in))
		switch {
		case test.want == "" && len(findings) == 0:
			continue
		case len(findings) != 1 || test.want == "" || !strings.Contains(findings[0].Message, test.want):
			t.Errorf("%s\n%s: got %v, want %q", test.body, test.rule, findings, test.want)
			continue
		}
		fixed, n := apply(t, in.Fset, findings, source)
		if want := head + strings.ReplaceAll(test.fixed, "; ", "\n") + "\n}\n"; n > 0 != (test.fixed != "") || n > 0 && string(fixed) != want {
			t.Errorf("%s\nafter its fix: %s", test.body, fixed)
		}
	}
}
