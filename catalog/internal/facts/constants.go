package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
)

// A constant is a constant of a Go package with a value in quotes.
type constant struct{ name, value string }

// constantsOf returns the constants in a Go file that are declared with a type and a value: Name Type = "value".
func constantsOf(file, typeName string) ([]constant, error) {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("reading constants: %w", err)
	}
	var all []constant
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Names) != 1 || len(spec.Values) != 1 {
			return true
		}
		t, ok := spec.Type.(*ast.Ident)
		lit, isLit := spec.Values[0].(*ast.BasicLit)
		if !ok || !isLit || t.Name != typeName || lit.Kind != token.STRING {
			return true
		}
		value, err := strconv.Unquote(lit.Value)
		if err == nil {
			all = append(all, constant{spec.Names[0].Name, value})
		}
		return true
	})
	if len(all) == 0 {
		return nil, fmt.Errorf("%s has no constants of type %s", file, typeName)
	}
	return all, nil
}
