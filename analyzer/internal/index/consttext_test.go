package index_test

import (
	"go/ast"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sitestest"
)

func TestConstText(t *testing.T) {
	const constants = `
const named = "first"
const joined = named + " second"
const (
	declared = "A"
	repeated
)
`
	// Source is the source of the bytes of part; "" if the text is not read.
	for _, test := range []struct{ expr, part, source string }{
		{`"abc"`, "b", "b"},
		{"`abc`", "bc", "bc"},
		{`"a\tbc"`, "\tb", `\tb`},
		{`"a\u00e9b"`, "\u00e9", `\u00e9`},
		{`"a\u00e9b"`, "b", "b"},
		{`"aéb"`, "b", "b"},
		{`"a" + "b"`, "b", "b"},
		{`"a" + "b"`, "ab", `a" + "b`},
		{`("a" + named)`, "first", "first"},
		{`joined`, "second", "second"},
		{`declared`, "A", "A"},

		{`repeated`, "A", ""},
		{`""`, "", ""},
		{`string("a")`, "a", ""},
		{`param`, "", ""},
		{`1`, "", ""},
	} {
		text := "package p\n" + constants + "func f(param string) { mark(" + test.expr + ") }\nfunc mark(any) {}"
		in, err := sitestest.Source(text, nil)
		if err != nil {
			t.Fatal(err)
		}
		p := index.New(&in)
		c, ok := p.ConstText(markedCall(t, p).Args[0])
		if ok != (test.source != "") {
			t.Errorf("%s: ok = %t", test.expr, ok)
		}
		if !ok {
			continue
		}
		start := strings.Index(c.Text, test.part)
		from, to := c.Span(start, start+len(test.part))
		base := p.Files[0].FileStart
		if got := text[from-base : to-base]; got != test.source {
			t.Errorf("%s: the source of %q is %q, want %q", test.expr, test.part, got, test.source)
		}
		first, _ := c.Span(0, 1)
		_, last := c.Span(len(c.Text)-1, len(c.Text))
		if from, to := c.Span(-5, 1000); from != first || to != last {
			t.Errorf("%s: Span does not limit its indexes", test.expr)
		}
	}
}

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
		"f: nil == err", "f: t.f != other", `f: true && m["A"]`, `f: m["A"]`, "f: t.f = other",
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
