package index_test

import (
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
