package find

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// made finds a code put into an error type's literal: &tunnel.TunnelError{Code: …}.
func (f *finder) findLiteralField(fn *index.Function, kv *ast.KeyValueExpr) {
	key, ok := kv.Key.(*ast.Ident)
	if !ok {
		return
	}
	field, ok := f.pkg.Info.Uses[key].(*types.Var)
	if !ok || !field.IsField() || len(f.bind.Carriers[field]) == 0 {
		return
	}
	if n, ok := f.bind.CodeExpr(kv.Value); ok {
		f.addSite(sites.Made, n, &bind.Carrier{Expr: kv.Key, Ties: f.bind.Carriers[field]}, fn, nil)
	}
}

// stored finds a code assigned to a carrier: te.Code = "…".
func (f *finder) findAssignments(fn *index.Function, a *ast.AssignStmt) {
	if len(a.Lhs) != len(a.Rhs) {
		return
	}
	for i, l := range a.Lhs {
		if _, ok := ast.Unparen(l).(*ast.Ident); ok {
			continue
		}
		if c := f.bind.Carrier(l); c != nil {
			if n, ok := f.bind.CodeExpr(a.Rhs[i]); ok {
				f.addSite(sites.Made, n, c, fn, nil)
			}
		}
	}
}

// mentions finds every other use of a bound constant, for editors.
func (f *finder) findMentions(noted []index.DeclNodes) {
	var behind token.Pos // of the last constant: its parts are no other use
	index.EachNode(noted, func(at *index.NodeInfo) {
		var use *ast.Ident
		switch x := at.Node.(type) {
		case *ast.SelectorExpr:
			use = x.Sel
		case *ast.Ident:
			use = x
		}
		if use == nil || at.Node.Pos() < behind {
			return
		}
		if _, bound := f.bind.Constants[f.pkg.Info.Uses[use]]; !bound {
			return
		}
		expr := at.Node.(ast.Expr)
		if f.found.SiteAt[expr] == nil {
			if named, ok := f.bind.CodeExpr(expr); ok {
				f.addSite(sites.Mentioned, named, nil, nil, nil)
			}
		}
		behind = expr.End()
	})
}
