package sites

import (
	"go/ast"
	"go/types"
)

// fieldShape ties a struct field: te.Code, *summary.Result, resp.StatusCode, e.HTTPCode, through embedding too.
func (f *finder) fieldShape(e ast.Expr, depth int) *carrier {
	if star, ok := e.(*ast.StarExpr); ok {
		e = ast.Unparen(star.X)
	}
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	field, ok := f.in.Info.Uses[sel.Sel].(*types.Var)
	if !ok {
		return nil
	}
	ties := f.tiesOf(sel, field)
	if len(ties) == 0 {
		return nil
	}
	return f.tied(e, ties, sel.X, depth)
}
