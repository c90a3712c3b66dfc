package index_test

import (
	"go/ast"
	"reflect"
	"testing"

	"github.com/errls/errls/analyzer/internal/index"
)

// nodeType returns the type of a node, such as *ast.CallExpr; "nil" for nil.
func nodeType(n ast.Node) string {
	if n == nil {
		return "nil"
	}
	return reflect.TypeOf(n).String()
}

// outerCall returns the call that is the only argument of the only call of mark.
func outerCall(t *testing.T, p *index.Package) *ast.CallExpr {
	t.Helper()
	call, ok := markedCall(t, p).Args[0].(*ast.CallExpr)
	if !ok {
		t.Fatal("the argument of mark is not a call")
	}
	return call
}

func TestCallee(t *testing.T) {
	for _, test := range []struct{ call, callee, name, path, qualified string }{
		{`os.Getenv("A")`, "func os.Getenv(key string) string", "Getenv", "os", "Getenv"},
		{`local()`, "func example.com/p.local() bool", "local", "", ""},
		{`(local)()`, "func example.com/p.local() bool", "local", "", ""},
		{`v.method()`, "func (example.com/p.T).method() bool", "method", "", ""},
		{`generic[int](1)`, "func example.com/p.generic[E any](e E) E", "", "", ""},
		{`generic(1)`, "func example.com/p.generic[E any](e E) E", "generic", "", ""},
		{`slices.Concat[int]()`, "func slices.Concat[E any](s ...[]E) []E", "", "slices", "Concat"},
		{`variable()`, "var variable func() bool", "variable", "", ""},
		{`func() bool { return true }()`, "<nil>", "", "", ""},
	} {
		p := load(t, "os slices", `
type T struct{}
func (T) method() bool { return false }
var v T
func local() bool { return false }
func generic[E any](e E) E { return e }
func f(variable func() bool) { mark(`+test.call+`) }
func mark(any) {}
var _, _ = os.Getenv, slices.Contains[int]`)
		call := outerCall(t, p)
		callee := "<nil>"
		if o := p.Callee(call); o != nil {
			callee = o.String()
		}
		if callee != test.callee {
			t.Errorf("%s: Callee = %s, want %s", test.call, callee, test.callee)
		}
		if got := index.CalledName(call); got != test.name {
			t.Errorf("%s: CalledName = %q, want %q", test.call, got, test.name)
		}
		if path, name := p.Qualified(call); path != test.path || name != test.qualified {
			t.Errorf("%s: Qualified = %q, %q, want %q, %q", test.call, path, name, test.path, test.qualified)
		}
		if test.path != "" && !p.IsCallTo(call, test.path, test.qualified) || p.IsCallTo(call, test.path, "Other") || p.IsCallTo(call, "other", test.qualified) {
			t.Errorf("%s: IsCallTo does not agree with Qualified", test.call)
		}
	}
}

func TestCalledFunction(t *testing.T) {
	for _, test := range []struct {
		call      string
		line      int // of the function that is called; 0 if it is not known
		predicate bool
	}{
		{`local()`, 3, true},
		{`maker()`, 4, false},
		{`variable()`, 7, false},
		{`made()`, 4, false},
		{`twice()`, 0, false},
		{`chosen()`, 0, false},
		{`param()`, 0, false},
		{`func() bool { return true }()`, 11, false},
	} {
		p := load(t, "", `
func local() bool { return false }
func maker() func() bool { return func() bool { return true } }
func choose(b bool) func() bool { if b { return func() bool { return true } }; return func() bool { return b } }
func f(param func() bool) {
	variable := func() bool { return true }
	made := maker()
	twice := func() bool { return true }; twice = nil
	chosen := choose(true)
	mark(`+test.call+`)
	_, _, _, _ = variable, made, twice, chosen
}
func mark(any) {}`)
		call := outerCall(t, p)
		line := 0
		if fn := p.CalledFunction(call); fn != nil {
			line = p.Fset.Position(fn.Node.Pos()).Line
		}
		if line != test.line {
			t.Errorf("%s calls the function in line %d, want %d", test.call, line, test.line)
		}
		if got := p.CalledPredicate(call) != nil; got != test.predicate {
			t.Errorf("%s: a predicate: %t", test.call, got)
		}
	}
}
