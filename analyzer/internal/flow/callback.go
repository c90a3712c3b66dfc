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

// A Callback is a function that a retry library calls, and how its answer is read.
type Callback struct {
	Lib  *catalog.Library
	Rule *catalog.Callback
}

// byError reports whether what a callback returns is an error to its library.
func (c Callback) byError() bool { return c.Rule != nil && c.Rule.By == "error" }

// callbackReturn reads the answer of a callback as the library's table says: again, or stop. Stopping shows the
// error to whoever called the library.
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
		return says(w.f.eval.Eval(e, w.Assumed), EndsAgain, EndsError)
	case "stop":
		return says(w.f.eval.Eval(e, w.Assumed), EndsError, EndsUnknown) // another policy may still say again
	case "done":
		if err := r.Results[len(r.Results)-1]; !w.f.pkg.IsNil(err) {
			return EndsError
		}
		return says(w.f.eval.Eval(e, w.Assumed), EndsAnswer, EndsAgain)
	}
	if w.f.pkg.IsNil(e) {
		return w.besideNil(r, at)
	}
	return w.marked(e, rule, eff)
}

// says is the ending of a callback that answers yes or no.
func says(answer eval.Truth, ifYes, ifNo Ending) Ending {
	switch answer {
	case eval.Yes:
		return ifYes
	case eval.No:
		return ifNo
	}
	return EndsUnknown
}

// marked says what an error means that a callback returns: the library's functions mark it, else Again does.
func (w *Walker) marked(e ast.Expr, rule *catalog.Callback, eff effects.Effect) Ending {
	if call, ok := e.(*ast.CallExpr); ok {
		fn, _ := w.f.pkg.Callee(call).(*types.Func)
		if fn != nil && w.f.bind.Libraries[fn.Pkg()] != nil {
			switch {
			case slices.Contains(rule.StopMarks, fn.Name()):
				return EndsError
			case slices.Contains(rule.AgainMarks, fn.Name()):
				return EndsAgain
			}
			return EndsUnknown
		}
		switch w.f.eval.CallAnswer(call, w.Assumed) {
		case sites.AnswerRetry:
			return EndsAgain
		case sites.AnswerStop:
			return EndsError
		}
		path, name := w.f.pkg.Qualified(call)
		switch {
		case !rule.Again || path != "fmt" && path != "errors" || name == "":
			return EndsUnknown
		case w.holdsMark(call):
			return EndsError
		}
		return EndsAgain
	}
	if lit := index.LiteralOf(e); lit != nil {
		return w.markedByHand(lit)
	}
	id, ok := e.(*ast.Ident)
	if rule.Again && ok && w.isTracked(id) && eff&effects.Overwritten == 0 {
		return EndsAgain
	}
	return EndsUnknown
}

// holdsMark reports whether an expression holds a library's mark that stops: libraries look for it with errors.As.
func (w *Walker) holdsMark(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && !found {
			fn, _ := w.f.pkg.Callee(call).(*types.Func)
			found = fn != nil && w.f.bind.Libraries[fn.Pkg()] != nil && slices.Contains(w.Callback.Rule.StopMarks, fn.Name())
		}
		return !found
	})
	return found
}
