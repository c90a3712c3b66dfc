package load

import (
	"fmt"
	"go/ast"
	"strings"
	"testing"
)

// TestErrorsOfUnknownCallsAreErrors holds the types of variables that unknown calls define. A comment behind a
// line says which.
func TestErrorsOfUnknownCallsAreErrors(t *testing.T) {
	src := `package a

import (
	"errors"
	"example.com/other/sdk"
	"example.com/queue-go"
)

var client, pkgErr = sdk.New() // pkgErr error

func f(c *sdk.Client, list []any) (int, error) {
	err := c.Do() // err error
	v1, ok := c.Lookup() // ok invalid type
	v2, problem := c.Lookup(); if problem != nil { return 0, problem } // problem error
	v3, found := c.Lookup(list...); if _, is := found.(*queue.Error); is { return 0, nil } // found error
	v4, target := c.Lookup(&queue.Error{Code: "x"}); var te *queue.Error; if errors.As(target, &te) { return 0, nil } // target error
	only := c.Only(); if only != nil { return 0, nil } // only invalid type
	a, b, last := c.Three(func(inner string) error { deep, deepErr := c.Deep(inner); _ = deep; return deepErr }); _ = last.Error() // last error deepErr error inner string
	next, nextErr := c.Next(); again, againErr := next.Again() // nextErr error againErr error next invalid type
	typed, typedErr := known() // typed string typedErr *queue.Error
	var specErr = c.Do() // specErr error
	for i, e := range c.All() { _, _ = i, e } // e invalid type
	_, _, _, _, _, _, _, _ = v1, v2, v3, v4, a, b, again, typed
	return 0, err
}

func known() (string, *queue.Error) { return "", nil }
`
	dir := unpack(t, "-- go.mod --\nmodule example.com/m\n-- a.go --\n"+src)
	packages, problems := quick(t, Config{Set: demo(), Dir: dir})
	if len(packages) != 1 || len(problems) > 0 {
		t.Fatal(summary(dir, packages, problems))
	}
	checked := 0
	for line := range strings.Lines(src) {
		_, comment, _ := strings.Cut(line, "// ")
		words := strings.Fields(strings.ReplaceAll(comment, "invalid type", "invalid"))
		for i := 0; i+1 < len(words); i += 2 {
			got := strings.ReplaceAll(fmt.Sprint(typeOf(packages[0], words[i])), "invalid type", "invalid")
			if got != "["+words[i+1]+"]" {
				t.Errorf("%s has types %s, want %s", words[i], got, words[i+1])
			}
			checked++
		}
	}
	if checked < 15 {
		t.Errorf("only %d variables were checked", checked)
	}
	ast.Inspect(packages[0].Files[0], func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && strings.HasPrefix(id.Name, "errls") {
			t.Errorf("the syntax tree still holds %s", id.Name)
		}
		return true
	})
}
