package find

import (
	"go/ast"
	"go/token"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// findMentions finds the uses of bound constants that no other step has found. Editors show them.
func (f *finder) findMentions(decls []index.DeclNodes) {
	var end token.Pos // of the last constant; its parts are not other uses
	index.EachNode(decls, func(at *index.NodeInfo) {
		var use *ast.Ident
		switch x := at.Node.(type) {
		case *ast.SelectorExpr:
			use = x.Sel
		case *ast.Ident:
			use = x
		}
		if use == nil || at.Node.Pos() < end {
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
		end = expr.End()
	})
}
