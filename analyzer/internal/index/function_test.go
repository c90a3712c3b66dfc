package index_test

import (
	"go/ast"
	"go/types"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/internal/index"
)

func TestSignatures(t *testing.T) {
	for _, test := range []struct {
		decl        string
		params      string // "-" for an element that is nil
		errorResult int
		returnsBool bool
		exported    bool
	}{
		{"func F()", "-", -1, false, true},
		{"func f(err error, codes ...string) bool { return false }", "- err codes", -1, true, false},
		{"func (t *T) f(a, b int) (int, error) { return 0, nil }", "t a b", 1, false, false},
		{"func (T) F(string, int) error { return nil }", "- - -", 0, false, true},
		{"func F(_ int) (n int, e1, e2 error) { return }", "- _", 2, false, true},
		{"func F() (error, string) { return nil, `` }", "-", 0, false, true},
		{"func F() (ok bool, err *E) { return }", "-", 1, true, true},
		{"func F() flag { return false }", "-", -1, false, true},
	} {
		p := load(t, "", `
type T struct{}
type E struct{}
func (*E) Error() string { return "" }
type flag bool
`+test.decl+bodyOf(test.decl))
		fn := function(t, p, nameOf(test.decl))
		var params []string
		for _, o := range fn.Params() {
			if o == nil {
				params = append(params, "-")
			} else {
				params = append(params, o.Name())
			}
		}
		if got := strings.Join(params, " "); got != test.params {
			t.Errorf("%s: Params = %s, want %s", test.decl, got, test.params)
		}
		if got := fn.ErrorResult(); got != test.errorResult {
			t.Errorf("%s: ErrorResult = %d, want %d", test.decl, got, test.errorResult)
		}
		if got := fn.ReturnsBool(); got != test.returnsBool {
			t.Errorf("%s: ReturnsBool = %t", test.decl, got)
		}
		if got := fn.IsExported(); got != test.exported {
			t.Errorf("%s: IsExported = %t", test.decl, got)
		}
	}
}

// nameOf returns the name that a function declaration declares: f or F.
func nameOf(decl string) string {
	if strings.Contains(decl, " F(") {
		return "F"
	}
	return "f"
}

// bodyOf returns an empty body if a function declaration has none.
func bodyOf(decl string) string {
	if strings.HasSuffix(decl, "}") {
		return ""
	}
	return " {}"
}

func TestArguments(t *testing.T) {
	for _, test := range []struct{ decl, call, want string }{
		{"func mark(a, b int)", "mark(1, 2)", "a=1 b=2"},
		{"func mark(a int, _ string, rest ...int)", "mark(1, ``, 2, 3)", "a=1 _=`` rest=2"},
		{"func mark(a int, rest ...int)", "mark(1)", "a=1"},
		{"func mark(int, string)", "mark(1, ``)", ""},
		{"func (t T) mark(a int)", "v.mark(1)", "t=v a=1"},
		{"func (T) mark(a int)", "v.mark(1)", "a=1"},
	} {
		p := load(t, "", "type T struct{}\nvar v T\nfunc f() {"+test.call+"}\n"+test.decl+" {}")
		var got []string
		for _, a := range function(t, p, "mark").Arguments(markedCall(t, p)) {
			got = append(got, a.Param.Name()+"="+exprString(a.Arg))
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%s of %s: got %s, want %s", test.call, test.decl, got, test.want)
		}
	}
}

func TestParamsAndResults(t *testing.T) {
	p := load(t, "", "func (r T) f(a int) (b int) { c := a; return c }\ntype T struct{}")
	fn := function(t, p, "f")
	for id, o := range p.Info.Defs {
		if _, ok := o.(*types.Var); !ok {
			continue
		}
		if got, want := fn.IsParam(o), id.Name == "a"; got != want {
			t.Errorf("IsParam(%s) = %t", id.Name, got)
		}
		if got, want := fn.IsResult(o), id.Name == "b"; got != want {
			t.Errorf("IsResult(%s) = %t", id.Name, got)
		}
	}
}

func TestDeferMaySetResult(t *testing.T) {
	for text, want := range map[string]bool{
		"func f() (err error) { defer func() { err = nil }(); return }":   true,
		"func f() (err error) { defer clear(&err); return }":              true,
		"func f() (err error) { defer func() {}(); err = nil; return }":   false,
		"func f() error { var err error; defer clear(&err); return err }": false,
		"func f() { defer clear(nil) }":                                   false,
	} {
		p := load(t, "", text+"\nfunc clear(*error) {}")
		if got := function(t, p, "f").DeferMaySetResult(); got != want {
			t.Errorf("%s: got %t", text, got)
		}
	}
}

func TestFunctionAt(t *testing.T) {
	p := load(t, "", `
func f() {
	mark()
	_ = func() { mark() }
	mark()
}

var _ = mark()

func mark() int { return 0 }
`)
	calls := markedCalls(p.Files[0])
	want := []string{"*ast.FuncDecl", "*ast.FuncLit", "*ast.FuncDecl", "nil"}
	for i, call := range calls {
		got := "nil"
		if fn := p.FunctionAt(call.Pos()); fn != nil {
			got = nodeType(fn.Node)
		}
		if got != want[i] {
			t.Errorf("call %d is in %s, want %s", i, got, want[i])
		}
	}
	for node, fn := range p.Functions {
		if _, literal := node.(*ast.FuncLit); literal && fn.Outer != function(t, p, "f") {
			t.Error("the outer function of the literal is not f")
		}
	}
}

func TestParents(t *testing.T) {
	p := load(t, "", `
func f() {
	g(((mark())), func() { h() })
}

func g(int, func()) {}
func h()            {}
func mark() int     { return 0 }
`)
	fn := function(t, p, "f")
	cache := index.ParentCache{}
	parents := cache.Of(fn)
	if got := nodeType(parents.Enclosing(markedCall(t, p))); got != "*ast.CallExpr" {
		t.Errorf("the call of mark is enclosed by %s, want the call of g", got)
	}
	if got := nodeType(parents[markedCall(t, p)]); got != "*ast.ParenExpr" {
		t.Errorf("the parent of the call of mark is %s, want the parentheses", got)
	}
	if parents[fn.Body] != fn.Node {
		t.Error("the parent of the body is not the function")
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok {
			if parents[lit] == nil || parents[lit.Body] != nil {
				t.Error("the literal has no parent, or its body has one")
			}
		}
		return true
	})
	parents[fn.Body] = nil
	if cache.Of(fn)[fn.Body] != nil {
		t.Error("the parents are computed again")
	}
}
