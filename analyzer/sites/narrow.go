package sites

import (
	"go/ast"
	"go/token"
	"go/types"
)

// narrows reports whether a condition asks something else of the error that the assumption does not answer: its
// message, a header. Then the code alone does not decide. In the condition of the match itself, a mode (a boolean of
// the program's own) decides with it too; a bound does not.
func (w *walker) narrows(cond ast.Expr, match bool) bool {
	switch x := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			return w.narrows(x.X, match)
		}
	case *ast.BinaryExpr:
		if x.Op == token.LAND || x.Op == token.LOR {
			if w.f.eval(x, w.env) != unknown {
				return false
			}
			return w.narrows(x.X, match) || w.narrows(x.Y, match)
		}
	case *ast.CallExpr:
		if w.f.isFunc(x, "errors", "Is") || w.f.isFunc(x, "errors", "As") {
			return false
		}
	}
	if w.f.tags[cond] != nil || w.f.eval(cond, w.env) != unknown {
		return false
	}
	return w.mentions(cond) || match && !w.isBound(cond)
}

// isBound reports whether a condition asks how often or how long: a comparison, the clock, a context.
func (w *walker) isBound(cond ast.Expr) bool {
	switch x := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		return true
	case *ast.CallExpr:
		if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok {
			t := w.f.in.Info.TypeOf(sel.X)
			return t != nil && t != types.Typ[types.Invalid] && (isTime(t) || isContext(t))
		}
	}
	return false
}
