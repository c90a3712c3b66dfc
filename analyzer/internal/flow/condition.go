package flow

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
)

// narrows reports whether a condition tests something of the error that the assumption does not answer, such as its
// message or a header: the code alone does not decide then. In the condition of the match itself (match is true), a
// boolean of the program, such as an option, decides too; a bound does not (see isBound).
func (w *Walker) narrows(cond ast.Expr, match bool) bool {
	switch x := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			return w.narrows(x.X, match)
		}
	case *ast.BinaryExpr:
		if x.Op == token.LAND || x.Op == token.LOR {
			if w.f.eval.Eval(x, w.Assumed) != eval.Unknown {
				return false
			}
			return w.narrows(x.X, match) || w.narrows(x.Y, match)
		}
	case *ast.CallExpr:
		if w.f.pkg.IsCallTo(x, "errors", "Is") || w.f.pkg.IsCallTo(x, "errors", "As") {
			return false
		}
	}
	if w.f.pkg.Tags[cond] != nil || w.f.eval.Eval(cond, w.Assumed) != eval.Unknown {
		return false
	}
	return w.mentions(cond) || match && !w.isBound(cond)
}

// isBound reports whether a condition limits how often or how long something is tried: it compares two values, or calls a
// method of a time or a context.
func (w *Walker) isBound(cond ast.Expr) bool {
	switch x := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		return true
	case *ast.CallExpr:
		if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok {
			t := w.f.pkg.Info.TypeOf(sel.X)
			return t != nil && t != types.Typ[types.Invalid] && (index.IsTime(t) || index.IsContext(t))
		}
	}
	return false
}
