package flow

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
)

// returnEnding returns how a path ends at a return statement.
func (w *Walker) returnEnding(r *ast.ReturnStmt, eff effects.Effect) Ending {
	if w.Callback != nil {
		return w.callbackReturn(r, eff)
	}
	return w.plainReturn(r, eff)
}

// returnsLater reports whether the error that a statement returns is made only of variables that contain other errors than
// the one that is followed.
func (w *Walker) returnsLater(r *ast.ReturnStmt, eff effects.Effect) bool {
	at := w.f.FailureResult(w.Func)
	if at < 0 || at >= len(r.Results) || eff&effects.Surfaced != 0 {
		return false
	}
	later := false
	followed := false
	ast.Inspect(r.Results[at], func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := w.f.pkg.Info.Uses[id].(*types.Var)
		switch {
		case !ok:
		case w.isTracked(id) && (v != w.Assumed.Root || eff&effects.Overwritten == 0):
			followed = true
		case !v.IsField() && !index.IsPackageVar(v) && index.IsError(v.Type()):
			later = true
		}
		return true
	})
	return later && !followed
}

// plainReturn returns what the caller of the function receives.
func (w *Walker) plainReturn(r *ast.ReturnStmt, eff effects.Effect) Ending {
	results := w.Func.Type.Results
	if results == nil || results.NumFields() == 0 {
		switch {
		case !w.setsOuterResult():
			return EndsNothing
		case eff&effects.Cleared != 0:
			return EndsNil
		}
		return EndsError
	}
	at := w.f.FailureResult(w.Func)
	if len(r.Results) == 0 {
		return w.bareReturn(at, eff)
	}
	if at < 0 {
		for _, e := range r.Results {
			if w.mentions(e) && !w.isBoolExpr(e) {
				return EndsError
			}
		}
		return EndsAnswer
	}
	if len(r.Results) == 1 && results.NumFields() > 1 {
		return EndsError // return f(): f decides
	}
	if at < len(r.Results) && w.Assumed.Success && (w.f.pkg.IsNil(r.Results[at]) || w.f.eval.IsNil(r.Results[at], w.Assumed) == eval.Yes) {
		return EndsNil // return resp, nil
	}
	if at >= len(r.Results) || !w.f.pkg.IsNil(r.Results[at]) && !w.isCleared(r.Results[at], eff) {
		return EndsError
	}
	return w.nilErrorReturn(r, at)
}

// isCleared reports whether an expression is the error's variable, and the variable was set to nil.
func (w *Walker) isCleared(e ast.Expr, eff effects.Effect) bool {
	return eff&effects.Cleared != 0 && w.Assumed.Root != nil && w.f.pkg.Object(e) == w.Assumed.Root
}

// nilErrorReturn returns the ending of a return statement whose result with index at is a nil error: the other results may
// contain the error, be an answer, or be zero values. Zero values of a function that a library polls are an answer too.
func (w *Walker) nilErrorReturn(r *ast.ReturnStmt, at int) Ending {
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
	if end == EndsNil && w.isPolled() {
		return EndsAnswer // there is no answer yet
	}
	return end
}

// bareReturn returns the ending of a return statement without operands. At is the index of the error result, or -1.
func (w *Walker) bareReturn(at int, eff effects.Effect) Ending {
	isNil := eff&effects.Cleared != 0 || w.Assumed.Success
	switch {
	case at < 0:
		return EndsAnswer
	case isNil && w.Assumed.Root != nil && w.Func.IsResult(w.Assumed.Root) && w.f.bind.IsError(w.Assumed.Root):
		if w.isPolled() {
			return EndsAnswer
		}
		return EndsNil
	}
	return EndsError
}

// isBoolExpr reports whether an expression is a boolean, such as a comparison.
func (w *Walker) isBoolExpr(e ast.Expr) bool {
	t := w.f.pkg.Info.TypeOf(e)
	return t != nil && index.IsBool(t)
}

// isZero reports whether a returned expression contains no answer: nil, "", 0, T{}, a variable that has its zero value,
// or another result of the failed call.
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
		return w.isNeverSet(w.f.pkg.Object(e)) || w.isAttemptResult(w.f.pkg.Object(e))
	}
	return false
}

// isNeverSet reports whether a variable of the function always has its zero value.
func (w *Walker) isNeverSet(o types.Object) bool {
	v, ok := o.(*types.Var)
	return ok && len(w.f.pkg.Assignments[o]) == 0 && w.Func.Body.Pos() <= v.Pos() && v.Pos() <= w.Func.Body.End()
}

// isAttemptResult reports whether a variable is set to nothing but results of the attempts.
func (w *Walker) isAttemptResult(o types.Object) bool {
	as := w.f.pkg.Assignments[o]
	for _, a := range as {
		call, ok := ast.Unparen(a.RHS).(*ast.CallExpr)
		if a.RHS == nil || !ok || !slices.Contains(w.Attempts, call) {
			return false
		}
	}
	return len(as) > 0
}
