package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
)

// eachValue parses a Go file and calls visit for each name that a constant or variable specification declares at package
// level, with its value if it has one.
func eachValue(file string, visit func(name string, value ast.Expr, spec *ast.ValueSpec)) error {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("parsing the source code of an SDK: %w", err)
	}
	for _, d := range f.Decls {
		d, ok := d.(*ast.GenDecl)
		if !ok || d.Tok != token.CONST && d.Tok != token.VAR {
			continue
		}
		for _, spec := range d.Specs {
			spec := spec.(*ast.ValueSpec)
			for i, name := range spec.Names {
				var value ast.Expr
				if i < len(spec.Values) {
					value = spec.Values[i]
				}
				visit(name.Name, value, spec)
			}
		}
	}
	return nil
}

// text returns the value of a string literal; ok is false for any other expression.
func text(e ast.Expr) (s string, ok bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// number returns the value of an integer literal, which may have a sign; ok is false for any other expression.
func number(e ast.Expr) (n int, ok bool) {
	if neg, isUnary := e.(*ast.UnaryExpr); isUnary && neg.Op == token.SUB {
		n, ok = number(neg.X)
		return -n, ok
	}
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.INT {
		return 0, false
	}
	n, err := strconv.Atoi(lit.Value)
	return n, err == nil
}

// called returns the arguments of a call of a function with a name; nil for any other expression.
func called(e ast.Expr, name string) []ast.Expr {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return nil
	}
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		if fun.Name == name {
			return call.Args
		}
	case *ast.SelectorExpr:
		if fun.Sel.Name == name {
			return call.Args
		}
	}
	return nil
}
