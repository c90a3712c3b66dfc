package index_test

import (
	"go/ast"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/internal/index"
)

func TestCollectNodes(t *testing.T) {
	p := load(t, "errors", `
type E struct{}
func (*E) Error() string { return "" }
const Code, other = "A", "B"
type T struct{ f string }

var global = Code

func f(err error, m map[string]bool, t T) {
	_ = other
	_ = err == nil
	_ = nil == err
	_ = t.f != other
	_ = 1 < 2
	_ = true && m["A"]
	x := 1
	x = 2
	t.f = other
	e, ok := err.(*E)
	e, ok = errors.AsType[*E](err)
	func() { g(Code) }()
	_ = "text"
	_ = "\"methodConfig\""
	_ = T{f: other}
	switch x { case 1: }
	_, _, _ = x, e, ok
}

func g(string) {}`)
	p.CollectNodes(map[string]bool{"Code": true})
	want := []string{
		"global: Code",
		"f: nil == err", "f: t.f != other", "f: 1 < 2", `f: true && m["A"]`, `f: m["A"]`, "f: t.f = other",
		"f: e, ok := err.(*E)", "f: err.(*E)", "f: e, ok = errors.AsType[*E](err)", "f: errors.AsType[*E](err) calls AsType",
		"f: errors.AsType[*E]", "f: func() { g(Code) }()", "literal: g(Code) calls g", "literal: Code",
		`f: "\"methodConfig\""`, "f: f: other", "f: case 1:",
	}
	var got []string
	index.EachNode(p.NodesByFile[0], func(n *index.NodeInfo) {
		if id, ok := n.Node.(*ast.Ident); ok && p.Info.Defs[id] != nil {
			return // the declaration of Code
		}
		in := "global"
		if n.Func != nil {
			in = "literal"
			if d, ok := n.Func.Node.(*ast.FuncDecl); ok {
				in = d.Name.Name
			}
		}
		text := in + ": " + source(t, p, n.Node)
		if n.Callee != nil {
			text += " calls " + n.Callee.Name()
		}
		got = append(got, text)
	})
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
	for i, d := range p.NodesByFile[0] {
		if d.Decl != p.Files[0].Decls[i] {
			t.Errorf("declaration %d is another one", i)
		}
	}
}
