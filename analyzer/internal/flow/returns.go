package flow

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
)

// returns ends a path at a return statement.
func (w *Walker) returns(r *ast.ReturnStmt, eff effects.Effect) {
	switch {
	case w.Callback != nil:
		w.end(w.callbackReturn(r, eff), eff)
	default:
		w.end(w.plainReturn(r, eff), eff)
	}
}

// plainReturn says what the caller of the function gets to see.
func (w *Walker) plainReturn(r *ast.ReturnStmt, eff effects.Effect) Ending {
	results := w.Func.Type.Results
	if results == nil || results.NumFields() == 0 {
		switch {
		case !w.setsResult():
			return EndsNothing
		case eff&effects.Cleared != 0:
			return EndsNil
		}
		return EndsError
	}
	at := w.Func.ErrorResult()
	if len(r.Results) == 0 {
		return w.bareReturn(at, eff)
	}
	if at < 0 {
		for _, e := range r.Results {
			if w.mentions(e) && !w.isComparison(e) {
				return EndsError
			}
		}
		return EndsAnswer
	}
	if len(r.Results) == 1 && results.NumFields() > 1 {
		return EndsError // return f(): whatever f says
	}
	if at < len(r.Results) && w.Assumed.Success && (w.f.pkg.IsNil(r.Results[at]) || w.f.eval.IsNil(r.Results[at], w.Assumed) == eval.Yes) {
		return EndsNil // return resp, nil
	}
	if at >= len(r.Results) || !w.f.pkg.IsNil(r.Results[at]) && !w.isCleared(r.Results[at], eff) {
		return EndsError
	}
	return w.besideNil(r, at)
}

// isCleared reports whether an expression is the error's variable, which was set to nil.
func (w *Walker) isCleared(e ast.Expr, eff effects.Effect) bool {
	return eff&effects.Cleared != 0 && w.Assumed.Root != nil && w.f.pkg.Object(e) == w.Assumed.Root
}

// besideNil judges what is returned beside a nil error: the carrier itself, a value that is an answer, or nothing.
func (w *Walker) besideNil(r *ast.ReturnStmt, at int) Ending {
	end := EndsNil
	for i, e := range r.Results {
		if i == at {
			continue
		}
		if w.mentions(e) {
			return EndsError
		}
		if !w.isZero(e) {
			end = EndsAnswer
		}
	}
	return end
}

// bareReturn judges the named results.
func (w *Walker) bareReturn(at int, eff effects.Effect) Ending {
	switch {
	case at < 0:
		return EndsAnswer
	case eff&effects.Cleared != 0 && w.Func.IsResult(w.Assumed.Root) && w.f.bind.IsError(w.Assumed.Root):
		return EndsNil
	case w.Assumed.Success && w.Assumed.Root != nil && w.Func.IsResult(w.Assumed.Root) && w.f.bind.IsError(w.Assumed.Root):
		return EndsNil
	}
	return EndsError
}

func (w *Walker) isComparison(e ast.Expr) bool {
	t := w.f.pkg.Info.TypeOf(e)
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// isZero reports whether an expression is nothing of its own: nil, "", 0, T{}, or what the failed call returned.
func (w *Walker) isZero(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.BasicLit:
		return e.Value == "0" || e.Value == `""` || e.Value == "``" || e.Value == "0.0"
	case *ast.CompositeLit:
		return len(e.Elts) == 0
	case *ast.Ident:
		if w.f.pkg.IsNil(e) {
			return true
		}
		return w.neverSet(w.f.pkg.Object(e)) || w.ofAttempt(w.f.pkg.Object(e))
	}
	return false
}

// neverSet reports whether a variable of the function only ever holds its zero value.
func (w *Walker) neverSet(o types.Object) bool {
	v, ok := o.(*types.Var)
	return ok && len(w.f.pkg.Assignments[o]) == 0 && w.Func.Body.Pos() <= v.Pos() && v.Pos() <= w.Func.Body.End()
}

// ofAttempt reports whether a variable only ever holds a result of the failed call.
func (w *Walker) ofAttempt(o types.Object) bool {
	as := w.f.pkg.Assignments[o]
	for _, a := range as {
		call, ok := ast.Unparen(a.RHS).(*ast.CallExpr)
		if a.RHS == nil || !ok {
			return false
		}
		for _, at := range w.Attempts {
			if at == call {
				ok = false
			}
		}
		if ok {
			return false
		}
	}
	return len(as) > 0
}
