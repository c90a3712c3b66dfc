package helpers_test

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/helpers"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/analyzer/sitestest"
)

// imports are the packages that the sources of the tests import.
var imports = map[string]string{
	"errors": `package errors
		func As(err error, target any) bool { return false }
		func Is(err, target error) bool { return false }`,
	"reflect": `package reflect
		func DeepEqual(x, y any) bool { return false }`,
	"slices": `package slices
		func Contains[E comparable](s []E, e E) bool { return false }
		func ContainsFunc[E any](s []E, f func(E) bool) bool { return false }`,
	"strings": `package strings
		func Contains(s, part string) bool { return false }
		func Cut(s, sep string) (before, after string, found bool) { return }
		func EqualFold(s, t string) bool { return false }
		func HasPrefix(s, prefix string) bool { return false }
		func ToLower(s string) string { return s }`,
	"example.com/lib": `package lib
		func HasCode(err error, codes ...string) bool { return false }
		func OneOf(got string, codes ...string) bool { return false }
		func Other(err error, codes ...string) bool { return false }`,
}

const header = `package p

import (
	"errors"
	"example.com/lib"
	"reflect"
	"slices"
	"strings"
)

var (
	_ = errors.Is
	_ = lib.Other
	_ = reflect.DeepEqual
	_ = slices.Contains[string]
	_ = strings.Cut
)

type E struct {
	Code    string
	Message string
}

func (e *E) Error() string { return "" }

func (e *E) Has(code string) bool { return e.Code == code }

// isCode is a helper that others call.
func isCode(err error, code string) bool {
	var e *E
	return errors.As(err, &e) && e.Code == code
}

func oneOf(got string, codes ...string) bool { return slices.Contains(codes, got) }

func decode(text string, target any) {}

`

// load reads the helpers of the header and of more declarations. Package lib has the helpers HasCode and OneOf.
func load(t *testing.T, declarations string) (*index.Package, *helpers.Reader) {
	t.Helper()
	in, err := sitestest.Source(header+declarations, imports)
	if err != nil {
		t.Fatal(err)
	}
	in.Helper = func(fn *types.Func) *sites.Helper {
		if fn.Name() != "HasCode" && fn.Name() != "OneOf" {
			return nil
		}
		return &sites.Helper{Error: 0, Codes: 1, Match: sites.Prefix, OnMatch: sites.AnswerTrue, OnMiss: sites.AnswerFalse}
	}
	p := index.New(&in)
	rd := helpers.New(p, bind.New(&in, p))
	rd.ReadPackage()
	return p, rd
}

// summary describes what is known of the function f: the indexes of the error and the codes, and how they are compared.
func summary(rd *helpers.Reader, o types.Object) string {
	s := rd.Summary(o)
	if s == nil {
		return "no helper"
	}
	text := fmt.Sprintf("error %d, codes %d,", s.Err, s.Codes)
	for _, m := range []struct {
		match sites.Match
		name  string
	}{
		{sites.Exact, "exact"}, {sites.Fold, "fold"}, {sites.DotPrefix, "dot prefix"}, {sites.Prefix, "prefix"},
		{sites.Substring, "substring"}, {sites.InText, "in text"},
	} {
		if s.Match&m.match != 0 {
			text += " " + m.name
		}
	}
	if s.TakesCode {
		text += ", takes a code"
	}
	return text
}

func TestSummary(t *testing.T) {
	for _, test := range []struct{ decl, want string }{
		// Which parameter is which.
		{`func f(err *E, code string) bool { return err.Code == code }`, "error 0, codes 1, exact"},
		{`func f(code string, err *E) bool { return code == err.Code }`, "error 1, codes 0, exact"},
		{`func (e *E) f(code string) bool { return e.Code != code }`, "error -1, codes 0, exact"},
		{`func f(n int, err *E, codes ...string) bool { for _, c := range codes { if err.Code == c { return true } }; return n > 0 }`, "error 1, codes 2, exact"},
		{`func f(err *E, code string) error { switch err.Code { case code: return nil }; return err }`, "error 0, codes 1, exact"},
		{`func f(err *E, codes map[string]bool) bool { return codes[err.Code] }`, "error 0, codes 1, exact"},
		{`func f(err *E, codes []string) bool { return slices.Contains(codes, err.Code) }`, "error 0, codes 1, exact"},
		{`func f(err *E, codes []string) bool { return slices.ContainsFunc(codes, func(c string) bool { return c == err.Code }) }`, "error 0, codes 1, exact"},
		{`func f(err error, code string) bool { e, ok := err.(*E); return ok && e.Code == code }`, "error 0, codes 1, exact"},
		{`func f(err error, code string) bool { var e *E; return errors.As(err, &e) && e.Code == code }`, "error 0, codes 1, exact"},
		{`func f(err error, code string) bool { switch e := err.(type) { case *E: return e.Code == code }; return false }`, "error 0, codes 1, exact"},
		{`func f(err error, code string) bool { return isCode(err, code) }`, "error 0, codes 1, exact"},
		{`func f(err error, codes []string) bool { for _, c := range codes { if isCode(err, c) { return true } }; return false }`, "error 0, codes 1, exact"},
		{`func f(err error, code string) bool { return lib.HasCode(err, code) }`, "error 0, codes 1, prefix"},
		{`func f(got string, codes ...string) bool { return slices.Contains(codes, got) }`, "error 0, codes 1, exact, takes a code"},
		{`func f(got, code string) bool { return oneOf(got, code) }`, "error 0, codes 1, exact, takes a code"},
		{`func f(got, code string) bool { return lib.OneOf(got, code) }`, "error 0, codes 1, prefix, takes a code"},
		{`func f(list, got any) bool { for _, c := range list.([]any) { if c == got { return true } }; return false }`, "error 1, codes 0, exact, takes a code"},
		{`func f(err error, code string) bool { return late(err, code) }; func late(err error, code string) bool { return isCode(err, code) }`, "error 0, codes 1, exact"},

		// How the codes are compared.
		{`func f(err *E, code string) bool { return strings.EqualFold(err.Code, code) }`, "error 0, codes 1, fold"},
		{`func f(err *E, code string) bool { return strings.ToLower(err.Code) == code }`, "error 0, codes 1, fold"},
		{`func f(err *E, code string) bool { return strings.HasPrefix(err.Code, code) }`, "error 0, codes 1, prefix"},
		{`func f(err *E, code string) bool { return strings.HasPrefix(err.Code, code+".") }`, "error 0, codes 1, dot prefix"},
		{`func f(err *E, code string) bool { head, _, _ := strings.Cut(err.Code, "."); return head == code }`, "error 0, codes 1, dot prefix"},
		{`func f(err *E, code string) bool { return strings.Contains(err.Code, code) }`, "error 0, codes 1, substring"},
		{`func f(err error, code string) bool { return strings.Contains(err.Error(), code) }`, "error 0, codes 1, in text"},
		{`func f(err *E, code string) bool { return strings.Contains(err.Message, code) }`, "error 0, codes 1, substring"},
		{`func f(err *E, code string) bool { return strings.Contains(strings.ToLower(err.Message), code) }`, "error 0, codes 1, fold substring"},
		{`func f(body string, codes []string) bool { return slices.Contains(codes, body) }`, "error 0, codes 1, exact, takes a code"},
		{`func f(body string, codes []string) bool { var e E; decode(body, &e); return slices.Contains(codes, e.Code) }`, "error 0, codes 1, exact, takes a code"},
		{`func f(err *E, code string) bool { return err.Code == code || strings.HasPrefix(err.Code, code) }`, "error 0, codes 1, exact prefix"},

		// Functions that are not helpers.
		{`func f(err *E, code string) {}`, "no helper"},
		{`func f(err *E, code string) bool { return err.Code == "A" || code == "" }`, "no helper"},
		{`func f(err *E, code int) bool { return len(err.Code) == 3 }`, "no helper"},
		{`func f(code, message string) bool { return code == message }`, "no helper"},
		{`func f(a, b error) bool { return errors.Is(a, b) }`, "no helper"},
		{`func f(err error, code string) bool { return lib.Other(err, code) }`, "no helper"},
		{`func f(err *E, code string, a, b, c, d, e, g int) bool { return err.Code == code }`, "no helper"},
	} {
		p, rd := load(t, test.decl)
		for o := range p.Decls {
			if o.Name() == "f" {
				if got := summary(rd, o); got != test.want {
					t.Errorf("%s: got %s, want %s", test.decl, got, test.want)
				}
			}
		}
	}
}

func TestReading(t *testing.T) {
	_, rd := load(t, `
func f(err *E, code string) bool {
	return err.Code != code || err.Code == "A"
}

func g(err *E, codes []string) bool {
	return slices.ContainsFunc(codes, func(c string) bool { return c == err.Code })
}`)
	for fn, r := range rd.Readings {
		if fn.Name() != "f" {
			continue
		}
		if !r.ComparesParams() || r.ErrParam().Name() != "err" || r.CodesParam().Name() != "code" {
			t.Error("f is not read as a helper for err and code")
		}
		if h := r.Helper(); h.Error != 0 || h.Codes != 1 || h.Match != sites.Exact {
			t.Errorf("Helper = %+v", h)
		}
	}
	var got []string
	for n, c := range rd.Comparisons {
		comparison := c.Err.Name() + " with " + c.Codes.Name()
		if c.Negated {
			comparison += ", negated"
		}
		got = append(got, types.ExprString(n.(ast.Expr))+": "+comparison)
	}
	for _, want := range []string{
		"err.Code != code: err with code, negated",
		"slices.ContainsFunc(codes, (func(c string) bool literal)): err with codes",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("no comparison %s in %q", want, got)
		}
	}
}

func TestCallArguments(t *testing.T) {
	for _, test := range []struct {
		call, err, codes, spread string
		takesCode                bool
	}{
		{`isCode(err, "A")`, "err", `"A"`, `"A"`, false},
		{`e.Has("A")`, "e", `"A"`, `"A"`, false},
		{`hasCode(err, "A", "B")`, "err", `"A"`, `"A" "B"`, false},
		{`hasCode(err)`, "err", "", "none", false},
		{`hasCode(err, codes...)`, "err", "codes", "list", false},
		{`inList(err, codes)`, "err", "codes", "list", false},
		{`lib.HasCode(err, "A")`, "err", `"A"`, `"A"`, false},
		{`oneOf(word, "A")`, "word", `"A"`, `"A"`, true},
		{`lib.OneOf(word, "A")`, "word", `"A"`, `"A"`, true},
	} {
		p, rd := load(t, `
func hasCode(err error, codes ...string) bool { for _, c := range codes { if isCode(err, c) { return true } }; return false }

func inList(err error, codes []string) bool { return hasCode(err, codes...) }

func g(e *E, err error, word string, codes []string) { `+test.call+` }`)
		var call *ast.CallExpr
		for o, fn := range p.Decls {
			if o.Name() == "g" {
				call = fn.Body.List[0].(*ast.ExprStmt).X.(*ast.CallExpr)
			}
		}
		s := rd.SummaryOf(call)
		if s == nil {
			t.Errorf("%s is not a call of a helper", test.call)
			continue
		}
		if s.TakesCode != test.takesCode {
			t.Errorf("%s: TakesCode = %t", test.call, s.TakesCode)
		}
		spread := "list"
		if codes, ok := s.Spread(call); ok {
			spread = "none"
			if len(codes) > 0 {
				spread = strings.Join(texts(codes), " ")
			}
		}
		if err, codes := text(s.ErrArg(call)), text(s.CodesArg(call)); err != test.err || codes != test.codes || spread != test.spread {
			t.Errorf("%s: error %s, codes %s, spread %s; want %s, %s, %s", test.call, err, codes, spread, test.err, test.codes, test.spread)
		}
	}
}

// text returns the source of an expression; "" for nil.
func text(e ast.Expr) string {
	if e == nil {
		return ""
	}
	return types.ExprString(e)
}

func texts(es []ast.Expr) []string {
	var all []string
	for _, e := range es {
		all = append(all, text(e))
	}
	return all
}

func TestNeedsCode(t *testing.T) {
	_, rd := load(t, `
func needsRange(err error, codes ...string) bool { for _, c := range codes { if isCode(err, c) { return true } }; return false }

func needsSearch(err *E, codes []string) bool { return slices.Contains(codes, err.Code) }

func needsBoth(err *E, codes []string) bool { return err != nil && slices.Contains(codes, err.Code) }

func needsIf(err *E, codes []string) bool { if slices.Contains(codes, err.Code) { return true }; return false }

func needsOther(err *E, codes ...string) bool { return needsRange(err, codes...) }

func eitherWay(err *E, codes []string) bool { return err.Code == "A" || slices.Contains(codes, err.Code) }

func allOthers(err *E, codes []string) bool { return !slices.Contains(codes, err.Code) }

func noBool(err *E, codes []string) error { if slices.Contains(codes, err.Code) { return nil }; return err }

func needsImported(err error, codes ...string) bool { return lib.HasCode(err, codes...) }`)
	var got []string
	for fn := range rd.Readings {
		if rd.NeedsCode(fn, index.MaxDepth) {
			got = append(got, fn.Name())
		}
	}
	slices.Sort(got)
	if want := "needsBoth needsIf needsImported needsOther needsRange needsSearch oneOf"; strings.Join(got, " ") != want {
		t.Errorf("helpers that need a code: got %s, want %s", strings.Join(got, " "), want)
	}
}
