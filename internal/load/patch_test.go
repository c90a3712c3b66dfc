package load

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"testing"
)

// TestErrorsOfUnknownCalls checks the types of variables that are assigned from calls of unknown functions. The comment at
// the end of a line names the variables and their types.
func TestErrorsOfUnknownCalls(t *testing.T) {
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
	if len(packages) != 1 || len(withSource(problems)) > 0 {
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
			t.Errorf("the syntax tree still contains %s", id.Name)
		}
		return true
	})
}

// TestFunctionsAreCheckedAgain has unknown calls only in function bodies. Only these are type-checked a second time; the
// type information must be the same as if the whole package had been.
func TestFunctionsAreCheckedAgain(t *testing.T) {
	src := `package a

import (
	"example.com/other/sdk"
	"example.com/queue-go"
)

type client struct{ inner *sdk.Client }

func (c *client) push(name string) (result string, failure error) {
	_, err := c.inner.Do(name) // err error
	if te, ok := err.(*queue.Error); ok && te.Code == "QueueGone" { return c.name(), nil } // te *queue.Error
	failure = err
	return
}

func (c *client) name() string { return "x" }

func init() {
	_, initErr := sdk.New() // initErr error
	_ = initErr
}

func each[T any](list []T) error {
	for range list {
		_, genericErr := sdk.New() // genericErr error
		if genericErr != nil { return genericErr }
	}
	return nil
}
`
	for name, text := range map[string]string{"again": src[:strings.Index(src, "func each")], "whole": src} {
		dir := unpack(t, "-- go.mod --\nmodule example.com/m\n-- a.go --\n"+text)
		packages, problems := quick(t, Config{Set: demo(), Dir: dir})
		if len(packages) != 1 || len(withSource(problems)) > 0 {
			t.Fatal(summary(dir, packages, problems))
		}
		p := packages[0]
		for _, line := range strings.Split(text, "\n") {
			if _, comment, ok := strings.Cut(line, "// "); ok {
				words := strings.Fields(comment)
				if got := fmt.Sprint(typeOf(p, words[0])); got != "["+words[1]+"]" {
					t.Errorf("%s: %s has types %s, want %s", name, words[0], got, words[1])
				}
			}
		}
		ast.Inspect(p.Files[0], func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			use := p.Info.Uses[id]
			switch id.Name {
			case "c", "failure", "name": // a use must refer to the object of its declaration
				if use != nil && !declares(p, use) {
					t.Errorf("%s: %s at %s refers to an object without a declaration", name, id.Name, p.Fset.Position(id.Pos()))
				}
			}
			return true
		})
		if _, ok := p.Info.Defs[p.Files[0].Decls[2].(*ast.FuncDecl).Name]; !ok {
			t.Errorf("%s: push has no object", name)
		}
	}
}

// declares reports whether an identifier of the package declares an object.
func declares(p *Package, o types.Object) bool {
	for id, declared := range p.Info.Defs {
		if declared == o && id.Name == o.Name() {
			return true
		}
	}
	return false
}

// withSource returns the problems except those about packages without source: the SDKs of the sources in tests do not exist.
func withSource(problems []Problem) []Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p Problem) bool { return len(p.Missing) > 0 })
}
