package flow

import (
	"go/ast"
	"go/types"
	"net/http"
	"strconv"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// ExpectsFailure reports whether a function expects the error of a test, as a check does that a server refuses something:
// success ends in an error or leads to another attempt, or every error with another code ends the program.
func (f *Follower) ExpectsFailure(fn *index.Function, expr ast.Expr, e *eval.Assumption) bool {
	b, i, ok := fn.Locate(expr)
	if !ok || f.Callbacks[fn.Node].Rule != nil {
		return false
	}
	calls := f.CallsReaching(fn, b, i, e)
	success, other := *e, e.WithOtherCode()
	success.Success = true
	if f.FailureResult(fn) < 0 {
		w := f.NewWalker(fn, &other)
		w.Attempts, w.Start = calls, b.Nodes[i]
		w.Follow(b, i, State{Flags: w.FlagsAt(b, i-1), Values: w.Func.ValuesAt(b, i-1)})
		if w.surelyFails(false) {
			return true
		}
	}
	waits := f.waitsForFailure(fn, calls, e)
	if !f.failsAfter(fn, calls, &success, waits) {
		return false
	}
	if e.Cat == nil || !e.Cat.HTTP {
		return true
	}
	for _, status := range []int{http.StatusCreated, http.StatusAccepted, http.StatusNoContent, http.StatusPartialContent} {
		created := *e
		created.Entry, created.Text, created.Number = e.Cat.Lookup(strconv.Itoa(status)), strconv.Itoa(status), status
		if !f.failsAfter(fn, calls, &created, waits) {
			return false
		}
	}
	return true
}

// failsAfter reports whether a function surely fails after calls under an assumption, or from its start if the error is a
// parameter. If waits is set, it may make another attempt instead.
func (f *Follower) failsAfter(fn *index.Function, calls []*ast.CallExpr, e *eval.Assumption, waits bool) bool {
	w := f.NewWalker(fn, e)
	w.Attempts = calls
	for _, c := range calls {
		at, i, ok := fn.Locate(c)
		if !ok {
			return false
		}
		w.RunAfter(at, i)
	}
	if len(calls) == 0 {
		if e.Root == nil || !fn.IsParam(e.Root) {
			return false
		}
		w.Run(fn.Graph().Blocks[0], 0)
	}
	return w.surelyFails(waits)
}

// waitsForFailure reports whether a function may make a call again and again until it fails with the code of an
// assumption: it uses nothing that the call returns except the error, and the code ends the attempts.
func (f *Follower) waitsForFailure(fn *index.Function, calls []*ast.CallExpr, e *eval.Assumption) bool {
	if fn.ErrorResult() < 0 || len(calls) != 1 || !f.returnsOnlyError(calls[0], e) {
		return false
	}
	at, i, ok := fn.Locate(calls[0])
	if !ok {
		return false
	}
	w := f.NewWalker(fn, e)
	w.Attempts = calls
	w.RunAfter(at, i)
	for r := range w.Results {
		if r.End == EndsRetry {
			return false
		}
	}
	return len(w.Results) > 0
}

// surelyFails reports whether all paths that were followed end the program, or return an error that is not nil. If waits is
// set, they may also lead to another attempt, with nothing changed before it.
func (w *Walker) surelyFails(waits bool) bool {
	for r := range w.Results {
		again := waits && r.End == EndsRetry && r.Effect&effects.Changed == 0
		if r.End != EndsError && !again {
			return false
		}
	}
	at := w.f.FailureResult(w.Func)
	for r := range w.returns {
		if at < 0 || at >= len(r.Results) || !w.f.isSurelyError(r.Results[at], index.MaxDepth) && !(waits && w.f.endsContext(r.Results[at])) {
			return false
		}
	}
	return len(w.Results) > 0
}

// endsContext reports whether an expression is the error of a context, with which a function ends that waits for as long as
// the context allows.
func (f *Follower) endsContext(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Err" {
		return false
	}
	t := f.pkg.Info.TypeOf(sel.X)
	return t != nil && index.IsContext(t)
}

// isSurelyError reports whether an expression is an error that is not nil.
func (f *Follower) isSurelyError(e ast.Expr, depth int) bool {
	if depth == 0 {
		return false
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return true
	case *ast.UnaryExpr:
		return index.LiteralOf(x) != nil
	case *ast.Ident:
		return f.isErrorObject(f.pkg.Object(x), depth)
	case *ast.SelectorExpr:
		o, ok := f.pkg.Info.Uses[x.Sel].(*types.Var)
		return ok && !o.IsField() && index.IsError(o.Type())
	case *ast.CallExpr:
		return f.makesError(x, depth)
	}
	return false
}

// isErrorObject reports whether a variable is an error of package level, or always holds an error that is not nil.
func (f *Follower) isErrorObject(o types.Object, depth int) bool {
	v, ok := o.(*types.Var)
	if !ok {
		return false
	}
	if _, global := f.pkg.Globals[v]; global {
		return index.IsError(v.Type())
	}
	a, once := f.pkg.OnlyAssignment(v)
	return once && f.isSurelyError(a.RHS, depth-1)
}

// makesError reports whether a call returns an error that is not nil: it makes one, or calls a function that always
// returns one.
func (f *Follower) makesError(call *ast.CallExpr, depth int) bool {
	if path, name := f.pkg.Qualified(call); path == "fmt" && name == "Errorf" || path == "errors" && name == "New" {
		return true
	}
	if tv, ok := f.pkg.Info.Types[call.Fun]; ok && tv.IsType() && len(call.Args) == 1 {
		return f.isSurelyError(call.Args[0], depth-1) || index.IsString(tv.Type)
	}
	callee, _ := f.pkg.Callee(call).(*types.Func)
	if callee != nil && (f.bind.MakesError(callee) || f.makesFailure(callee)) {
		return true
	}
	fn := f.pkg.CalledFunction(call)
	if fn == nil || f.FailureResult(fn) < 0 {
		return false
	}
	return f.alwaysFails(fn, depth-1)
}

// makesFailure reports whether a function of the package of a listed type makes a value of it, and not from an error, which
// may be nil.
func (f *Follower) makesFailure(callee *types.Func) bool {
	sig := callee.Signature()
	if sig.Results().Len() != 1 || !f.bind.IsFailure(sig.Results().At(0).Type()) {
		return false
	}
	for p := range sig.Params().Variables() {
		if index.IsError(p.Type()) {
			return false
		}
	}
	return callee.Pkg() == sites.TypeNameOf(sig.Results().At(0).Type()).Pkg()
}

// alwaysFails reports whether each return statement of a function returns an error that is not nil.
func (f *Follower) alwaysFails(fn *index.Function, depth int) bool {
	at, all, found := f.FailureResult(fn), true, false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			found = true
			results := fn.ReturnedAt(n).Results
			all = all && at < len(results) && f.isSurelyError(results[at], depth)
		}
		return all
	})
	return all && found
}
