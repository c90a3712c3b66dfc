package index_test

import (
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/internal/index"
)

func TestListLiterals(t *testing.T) {
	const declarations = `
type codes []string

var (
	fixed      = []string{"A", "B"}
	reassigned = []string{"A"}
	extended   = map[string]bool{"A": true}
)

func change() { reassigned = nil; extended["X"] = true }

func list() []string { return nil }

func use(any) {}

func mark(any) {}

var _ = slices.Contains[string]
`
	// Each list of want ends in "+" if it is open and in "!" if it is reassigned.
	for _, test := range []struct{ body, want string }{
		{`mark([]string{"A", "B"})`, `["A" "B"]`},
		{`mark([...]string{1: "A"})`, `["A"]`},
		{`mark(map[string]int{"A": 1})`, `["A"]`},
		{`mark([]string{})`, `[]`},
		{`mark(fixed)`, `["A" "B"]`},
		{`mark((fixed)[1:])`, `["A" "B"]+`},
		{`mark(reassigned)`, `["A"]+!`},
		{`mark(extended)`, `["A"]+!`},
		{`mark(codes(fixed))`, `["A" "B"]`},
		{`mark(append(fixed, "C"))`, `["A" "B"]+ ["C"]+`},
		{`mark(append(fixed, reassigned...))`, `["A" "B"]+ ["A"]+!`},
		{`mark(slices.Concat(fixed, []string{"C"}))`, `["A" "B"]+ ["C"]+`},
		{`cs := []string{"A"}; mark(cs)`, `["A"]`},
		{`cs := []string{"A"}; cs = []string{"B"}; mark(cs)`, `["A"]+ ["B"]+`},
		{`cs := []string{"A"}; cs = append(cs, "B"); mark(cs)`, `["A"]+ ["B"]+`},
		{`cs := []string{"A"}; cs = append(cs, fixed...); mark(cs)`, `["A"]+ ["A" "B"]+`},
		{`cs := []string{"A"}; cs[0] = "B"; mark(cs)`, `["A"]+`},

		{`mark(list())`, `unknown`},
		{`mark(param)`, `unknown`},
		{`cs := []string{"A"}; cs = list(); mark(cs)`, `unknown`},
		{`cs := []string{"A"}; use(&cs); mark(cs)`, `unknown`},
		{`var cs []string; mark(cs)`, `unknown`},
		{`mark(append(list(), "C"))`, `unknown`},
	} {
		p := load(t, "slices", declarations+"func f(param []string) {"+test.body+"}")
		lists, ok := p.ListLiterals(markedCall(t, p).Args[0], index.MaxDepth)
		if got := listsString(lists, ok); got != test.want {
			t.Errorf("%s: got %s, want %s", test.body, got, test.want)
		}
	}
}

func listsString(lists []index.ListLiteral, ok bool) string {
	if !ok {
		return "unknown"
	}
	var texts []string
	for _, l := range lists {
		var elems []string
		for _, e := range l.Elems {
			elems = append(elems, exprString(e))
		}
		text := "[" + strings.Join(elems, " ") + "]"
		if l.Open {
			text += "+"
		}
		if l.Reassigned {
			text += "!"
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, " ")
}

func TestListLiteralsStopAtDepth(t *testing.T) {
	p := load(t, "", `
func f() {
	a := []string{"A"}
	b := a
	mark(b)
}

func mark(any) {}
`)
	e := markedCall(t, p).Args[0]
	if _, ok := p.ListLiterals(e, 2); ok {
		t.Error("two steps follow two variables and a literal")
	}
	if _, ok := p.ListLiterals(e, 3); !ok {
		t.Error("three steps do not follow two variables and a literal")
	}
}

func TestListOf(t *testing.T) {
	for _, test := range []struct{ body, want string }{
		{`for _, c := range list { mark(c) }`, `list`},
		{`for c := range set { mark(c) }`, `set`},
		{`for i := range list { mark(list[i]) }`, `list`},
		{`slices.ContainsFunc(list, func(c string) bool { mark(c); return false })`, `list`},

		{`for i := range list { mark(i) }`, `nil`},
		{`for _, v := range set { mark(v) }`, `nil`},
		{`mark(set["A"])`, `nil`},
		{`mark(list)`, `nil`},
		{`mark("A")`, `nil`},
	} {
		p := load(t, "slices", `
func f(list []string, set map[string]bool) { `+test.body+` }
func mark(any) {}
var _ = slices.Contains[string]`)
		if got := exprString(p.ListOf(markedCall(t, p).Args[0])); got != test.want {
			t.Errorf("%s: got %s, want %s", test.body, got, test.want)
		}
	}
}
