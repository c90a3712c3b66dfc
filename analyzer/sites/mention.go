package sites

import (
	"go/ast"
	"go/token"
	"go/types"
)

// made finds a code put into an error type's literal: &tunnel.TunnelError{Code: …}.
func (f *finder) made(fn *function, kv *ast.KeyValueExpr) {
	key, ok := kv.Key.(*ast.Ident)
	if !ok {
		return
	}
	field, ok := f.in.Info.Uses[key].(*types.Var)
	if !ok || !field.IsField() || len(f.b.carriers[field]) == 0 {
		return
	}
	if n, ok := f.names(kv.Value); ok {
		f.add(Made, n, &carrier{expr: kv.Key, ties: f.b.carriers[field]}, fn, nil)
	}
}

// stored finds a code assigned to a carrier: te.Code = "…".
func (f *finder) stored(fn *function, a *ast.AssignStmt) {
	if len(a.Lhs) != len(a.Rhs) {
		return
	}
	for i, l := range a.Lhs {
		if _, ok := ast.Unparen(l).(*ast.Ident); ok {
			continue
		}
		if c := f.carrier(l); c != nil {
			if n, ok := f.names(a.Rhs[i]); ok {
				f.add(Made, n, c, fn, nil)
			}
		}
	}
}

// mentions finds every other use of a bound constant, for editors.
func (f *finder) mentions(noted []section) {
	var behind token.Pos // of the last constant: its parts are no other use
	each(noted, func(at *note) {
		var use *ast.Ident
		switch x := at.node.(type) {
		case *ast.SelectorExpr:
			use = x.Sel
		case *ast.Ident:
			use = x
		}
		if use == nil || at.node.Pos() < behind {
			return
		}
		if _, bound := f.b.constants[f.in.Info.Uses[use]]; !bound {
			return
		}
		expr := at.node.(ast.Expr)
		if f.byExpr[expr] == nil {
			if named, ok := f.names(expr); ok {
				f.add(Mentioned, named, nil, nil, nil)
			}
		}
		behind = expr.End()
	})
}
