package index_test

import (
	"go/ast"
	"go/format"
	"go/types"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sitestest"
)

// imports are the packages that the sources of the tests may import.
var imports = map[string]string{
	"context": `package context
		type Context interface{ Err() error }`,
	"errors": `package errors
		func As(err error, target any) bool { return false }
		func AsType[E error](err error) (e E, ok bool) { return e, false }`,
	"log": `package log
		func Fatal(v ...any) {}
		func Println(v ...any) {}`,
	"os": `package os
		func Exit(code int) {}
		func Getenv(key string) string { return "" }`,
	"slices": `package slices
		func Concat[E any](s ...[]E) []E { return nil }
		func Contains[E comparable](s []E, e E) bool { return false }
		func ContainsFunc[E any](s []E, f func(E) bool) bool { return false }`,
	"time": `package time
		type Duration int64
		type Timer struct{}
		func Sleep(d Duration) {}`,
}

// load returns the index of a package with the given imports and declarations.
func load(t *testing.T, paths, declarations string) *index.Package {
	t.Helper()
	text := "package p\n"
	for path := range strings.FieldsSeq(paths) {
		text += `import "` + path + "\"\n"
	}
	in, err := sitestest.Source(text+declarations, imports)
	if err != nil {
		t.Fatal(err)
	}
	return index.New(&in)
}

// function returns the function or method of a package that is declared with a name.
func function(t *testing.T, p *index.Package, name string) *index.Function {
	t.Helper()
	for o, fn := range p.Decls {
		if o.Name() == name {
			return fn
		}
	}
	t.Fatalf("the source declares no function %s", name)
	return nil
}

// markedCalls returns the calls of the function mark in a node, in source order.
func markedCalls(root ast.Node) []*ast.CallExpr {
	var calls []*ast.CallExpr
	ast.Inspect(root, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && index.CalledName(call) == "mark" {
			calls = append(calls, call)
		}
		return true
	})
	return calls
}

// markedCall returns the only call of the function mark in a package.
func markedCall(t *testing.T, p *index.Package) *ast.CallExpr {
	t.Helper()
	calls := markedCalls(p.Files[0])
	if len(calls) != 1 {
		t.Fatalf("the source has %d calls of mark, want 1", len(calls))
	}
	return calls[0]
}

// source returns the formatted source of a node.
func source(t *testing.T, p *index.Package, n ast.Node) string {
	t.Helper()
	var text strings.Builder
	if err := format.Node(&text, p.Fset, n); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// exprString returns the source of an expression; "nil" for nil.
func exprString(e ast.Expr) string {
	if e == nil {
		return "nil"
	}
	return types.ExprString(e)
}
