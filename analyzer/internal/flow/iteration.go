package flow

import (
	"go/ast"
	"go/constant"
	"go/token"

	"github.com/errls/errls/analyzer/internal/compare"
	"github.com/errls/errls/analyzer/internal/eval"
)

// evalLaterIteration evaluates a condition about the counter of a retry loop in any iteration but the first, as in
// if i > 0 { wait() }.
func (w *Walker) evalLaterIteration(cond ast.Expr, depth int) eval.Truth {
	if depth == 0 {
		return eval.Unknown
	}
	switch x := w.f.pkg.Condition(cond).(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			return w.evalLaterIteration(x.X, depth-1).Not()
		}
	case *ast.BinaryExpr:
		if v := w.compareLaterIteration(x.X, x.Op, x.Y); v != eval.Unknown {
			return v
		}
		return w.compareLaterIteration(x.Y, compare.Mirrored(x.Op), x.X)
	}
	return eval.Unknown
}

// compareLaterIteration evaluates a comparison of the counter of a retry loop with a constant in any iteration but the
// first.
func (w *Walker) compareLaterIteration(x ast.Expr, op token.Token, y ast.Expr) eval.Truth {
	start, counter := w.counterStart(x)
	v := w.f.pkg.Info.Types[y].Value
	if !counter || v == nil || v.Kind() != constant.Int {
		return eval.Unknown
	}
	n, exact := constant.Int64Val(v)
	if !exact {
		return eval.Unknown
	}
	if op == token.GEQ || op == token.LSS {
		n-- // i >= n is i > n-1
	}
	switch {
	case n > start:
		return eval.Unknown
	case op == token.GTR, op == token.GEQ, op == token.NEQ:
		return eval.Yes
	case op == token.EQL, op == token.LEQ, op == token.LSS:
		return eval.No
	}
	return eval.Unknown
}

// counterStart returns the value of an expression in the first iteration of a retry loop; ok is false unless the loop
// increments it in each iteration.
func (w *Walker) counterStart(e ast.Expr) (start int64, ok bool) {
	o := w.f.pkg.CopiedVar(w.f.pkg.Object(e))
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
