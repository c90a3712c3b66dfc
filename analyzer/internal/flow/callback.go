package flow

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A Callback says which retry library calls a function, and how the library reads the function's results.
type Callback struct {
	Lib  *catalog.Library
	Rule *catalog.Callback
}

// decidesByError reports whether the library reads the function's result as an error.
func (c Callback) decidesByError() bool { return c.Rule != nil && c.Rule.By == "error" }

// callbackReturn returns how a path of a callback ends: the library tries again, or it stops and returns the error to its
// own caller.
func (w *Walker) callbackReturn(r *ast.ReturnStmt, eff effects.Effect) Ending {
	rule := w.Callback.Rule
	at := rule.Decides
	if at < 0 {
		at += w.Func.Type.Results.NumFields()
	}
	if at < 0 || at >= len(r.Results) {
		return EndsUnknown
	}
	e := ast.Unparen(r.Results[at])
	switch rule.By {
	case "bool":
		return endingOf(w.f.eval.Eval(e, w.Assumed), EndsRetry, EndsError)
	case "stop":
		return endingOf(w.f.eval.Eval(e, w.Assumed), EndsError, EndsUnknown) // another policy may still retry
	case "done":
		if err := r.Results[len(r.Results)-1]; !w.f.pkg.IsNil(err) {
			return EndsError
		}
		return endingOf(w.f.eval.Eval(e, w.Assumed), EndsAnswer, EndsRetry)
	}
	if w.f.pkg.IsNil(e) {
		return w.nilErrorReturn(r, at)
	}
	return w.errorEnding(e, rule, eff)
}

// endingOf returns the ending of a callback that returns a boolean.
func endingOf(result eval.Truth, ifYes, ifNo Ending) Ending {
	switch result {
	case eval.Yes:
		return ifYes
	case eval.No:
		return ifNo
	}
	return EndsUnknown
}

// errorEnding returns the ending of a callback that returns an error. A function of the library may mark the error as one
// to stop at or to retry; an error without a mark is retried if rule.Again is set.
func (w *Walker) errorEnding(e ast.Expr, rule *catalog.Callback, eff effects.Effect) Ending {
	if call, ok := e.(*ast.CallExpr); ok {
		return w.errorCallEnding(call, rule)
	}
	if lit := index.LiteralOf(e); lit != nil {
		return w.retryErrorEnding(lit)
	}
	id, ok := e.(*ast.Ident)
	switch {
	case !ok:
		return EndsUnknown
	case rule.Again && w.isTracked(id) && eff&effects.Overwritten == 0:
		return EndsRetry
	}
	return w.madeErrorEnding(id, rule)
}

// madeErrorEnding is errorEnding for a variable: all errors that it may hold are made by calls that end in the same way.
func (w *Walker) madeErrorEnding(id *ast.Ident, rule *catalog.Callback) Ending {
	end := EndsUnknown
	for i, call := range w.madeErrors(id) {
		next := w.errorCallEnding(call, rule)
		if i > 0 && next != end {
			return EndsUnknown
		}
		end = next
	}
	return end
}

// errorCallEnding is errorEnding for an error that a call returns.
func (w *Walker) errorCallEnding(call *ast.CallExpr, rule *catalog.Callback) Ending {
	fn, _ := w.f.pkg.Callee(call).(*types.Func)
	if fn != nil && w.f.bind.Libraries[fn.Pkg()] != nil {
		switch {
		case slices.Contains(rule.StopMarks, fn.Name()):
			return EndsError
		case slices.Contains(rule.AgainMarks, fn.Name()):
			return EndsRetry
		}
		return EndsUnknown
	}
	answer := w.f.eval.CallAnswer(call, w.Assumed)
	if step := w.f.eval.StepAnswer(call, w.Assumed); step != sites.AnswerUnknown {
		answer = step
	}
	switch answer {
	case sites.AnswerRetry:
		return EndsRetry
	case sites.AnswerStop:
		return EndsError
	case sites.AnswerNil:
		return EndsNil
	case sites.AnswerError:
		if rule.Again && w.Assumed.Step != nil {
			return EndsRetry
		}
	}
	path, name := w.f.pkg.Qualified(call)
	switch {
	case !rule.Again || path != "fmt" && path != "errors" || name == "":
		return EndsUnknown
	case w.containsStopMark(call):
		return EndsError
	}
	return EndsRetry
}

// mayMark reports whether an expression is a call that may mark the error for the library: of a function that is not known
// to return it as it is.
func (w *Walker) mayMark(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || !w.mentions(call) || w.isPure(call) || w.f.bind.TakenFrom(call) != nil {
		return false
	}
	switch w.f.eval.CallAnswer(call, w.Assumed) {
	case sites.AnswerError, sites.AnswerRetry:
		return false
	}
	return true
}

// containsStopMark reports whether a node contains a call that marks an error as one to stop at, or of a function that
// does. Libraries look for the mark with errors.As, so it may be wrapped.
func (w *Walker) containsStopMark(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && !found {
			fn, _ := w.f.pkg.Callee(call).(*types.Func)
			found = fn != nil && w.f.bind.Libraries[fn.Pkg()] != nil && slices.Contains(w.Callback.Rule.StopMarks, fn.Name()) ||
				w.f.eval.CallAnswer(call, w.Assumed) == sites.AnswerStop
		}
		return !found
	})
	return found
}
