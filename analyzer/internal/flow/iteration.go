package flow

import (
	"go/ast"
	"go/constant"
	"go/token"

	"github.com/errls/errls/analyzer/internal/eval"
)

// evalLaterIteration evaluates a condition about the counter of a retry loop in any iteration but the first, as in
// if i > 0 { wait() }.
func (w *Walker) evalLaterIteration(cond ast.Expr) eval.Truth {
	x, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok {
		return eval.Unknown
	}
	start, counter := w.counterStart(x.X)
	v := w.f.pkg.Info.Types[x.Y].Value
	if !counter || v == nil || v.Kind() != constant.Int {
		return eval.Unknown
	}
	n, exact := constant.Int64Val(v)
	if !exact {
		return eval.Unknown
	}
	if x.Op == token.GEQ || x.Op == token.LSS {
		n-- // i >= n is i > n-1
	}
	switch {
	case n > start:
		return eval.Unknown
	case x.Op == token.GTR, x.Op == token.GEQ, x.Op == token.NEQ:
		return eval.Yes
	case x.Op == token.EQL, x.Op == token.LEQ, x.Op == token.LSS:
		return eval.No
	}
	return eval.Unknown
}

// counterStart returns the value of an expression in the first iteration of a retry loop; ok is false unless the loop
// increments it in each iteration.
func (w *Walker) counterStart(e ast.Expr) (start int64, ok bool) {
	o := w.f.pkg.Object(e)
	if o == nil {
		return 0, false
	}
	for _, l := range w.RetryLoops {
		switch s := l.Stmt.(type) {
		case *ast.RangeStmt:
			if s.Key != nil && w.f.pkg.Object(s.Key) == o {
				return 0, true
			}
		case *ast.ForStmt:
			if step, ok := s.Post.(*ast.IncDecStmt); ok && step.Tok == token.INC && w.f.pkg.Object(step.X) == o && w.f.pkg.IsCounter(o) {
				return w.f.pkg.CounterStart(o), true
			}
		}
	}
	return 0, false
}
