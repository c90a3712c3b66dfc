package effects

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// unknownEffect returns what a call may do of a function that is not listed and whose body is not available, as far as its
// types show.
func (c *Calls) unknownEffect(call *ast.CallExpr) Effect {
	fn, _ := c.pkg.Callee(call).(*types.Func)
	if fact := c.factOf(call, fn); fact != nil && fact.Does != sites.DoesAnything {
		return ofFact(fact)
	}
	switch {
	case c.isCancel(call), c.Releases(call), c.readsError(call), c.onlyReads(call), len(c.bind.Predicates(call)) > 0:
		return 0
	case c.onlyWaits(call), c.returnsWait(call):
		return Waited
	case fn == nil || fn.Pkg() == nil:
		return Changed | Waited
	case c.setsText(fn):
		return Changed
	case len(c.bind.Carriers[fn]) > 0 || c.bind.Libraries[fn.Pkg()] != nil, isReport(fn.Signature()), convertsError(fn.Signature()), makesReporter(fn.Signature()), isReporterMethod(fn.Signature()):
		return 0
	}
	return Changed | Waited
}

// setsText reports whether a function is a method of the standard library that gets only texts and returns nothing, as
// http.Header.Set. It changes its receiver and does not wait.
func (c *Calls) setsText(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Recv() == nil || sig.Params().Len() == 0 || sig.Results().Len() > 0 || !index.IsStandard(fn.Pkg().Path()) {
		return false
	}
	for p := range sig.Params().Variables() {
		if !index.IsString(p.Type()) {
			return false
		}
	}
	return true
}

// isCancel reports whether a call calls a context.CancelFunc.
func (c *Calls) isCancel(call *ast.CallExpr) bool {
	t := c.pkg.Info.TypeOf(call.Fun)
	return t != nil && index.IsContext(t)
}

// Releases reports whether a call releases what the program holds: it calls the method of io.Closer, or a method without
// arguments that is listed as one that changes nothing.
func (c *Calls) Releases(call *ast.CallExpr) bool {
	if len(call.Args) > 0 {
		return false
	}
	fn, ok := c.pkg.Callee(call).(*types.Func)
	if !ok || fn.Signature().Recv() == nil {
		return c.isCancel(call)
	}
	results := fn.Signature().Results()
	if fn.Name() == "Close" {
		return results.Len() == 0 || results.Len() == 1 && types.Identical(results.At(0).Type(), index.ErrorType)
	}
	return results.Len() == 0 && c.DoesNothing(call)
}

// readsError reports whether a call calls a method of an error without arguments, or the method of fmt.Stringer.
func (c *Calls) readsError(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || len(call.Args) > 0 {
		return false
	}
	if t := c.pkg.Info.TypeOf(sel.X); t != nil && t != types.Typ[types.Invalid] && index.IsError(t) {
		return true
	}
	fn, ok := c.pkg.Callee(call).(*types.Func)
	if !ok || fn.Name() != "String" || fn.Signature().Recv() == nil {
		return false
	}
	results := fn.Signature().Results()
	return results.Len() == 1 && types.Identical(results.At(0).Type(), types.Typ[types.String])
}

// onlyWaits reports whether a function gets a duration, and nothing else but contexts and numbers: it can do nothing but wait
// with them. A method may change what it belongs to, so it does not count.
func (c *Calls) onlyWaits(call *ast.CallExpr) bool {
	if fn, ok := c.pkg.Callee(call).(*types.Func); ok && fn.Signature().Recv() != nil {
		return false
	}
	if _, name := c.pkg.Qualified(call); name == "" && c.pkg.Callee(call) == nil {
		return false
	}
	duration := false
	for _, arg := range call.Args {
		t := c.pkg.Info.TypeOf(arg)
		switch {
		case t == nil || t == types.Typ[types.Invalid]:
			return false
		case index.IsDuration(t):
			duration = true
		case !index.IsContext(t) && !index.IsNumber(t):
			return false
		}
	}
	return duration
}

// onlyReads reports whether a function gets nothing but readers and closers of package io, such as the body of a response: it
// can do nothing with them that lets the next attempt succeed.
func (c *Calls) onlyReads(call *ast.CallExpr) bool {
	if _, name := c.pkg.Qualified(call); name == "" || len(call.Args) == 0 {
		return false
	}
	for _, arg := range call.Args {
		tn := sites.TypeNameOf(c.pkg.Info.TypeOf(arg))
		if tn == nil || tn.Pkg() == nil || tn.Pkg().Path() != "io" || !types.IsInterface(tn.Type()) {
			return false
		}
		if writer, _, _ := types.LookupFieldOrMethod(tn.Type(), false, tn.Pkg(), "Write"); writer != nil {
			return false
		}
	}
	return true
}

// isReport reports whether a function with this signature takes a message: it returns nothing, and its last parameters are a
// text and any number of values, as those of a logger are. What it does with them is not known, but it changes nothing that
// lets the next attempt succeed.
func isReport(sig *types.Signature) bool {
	params := sig.Params()
	n := params.Len()
	if !sig.Variadic() || sig.Results().Len() > 0 || n < 2 || !index.IsString(params.At(n-2).Type()) {
		return false
	}
	values, ok := params.At(n - 1).Type().(*types.Slice)
	if !ok {
		return false
	}
	elem, ok := values.Elem().Underlying().(*types.Interface)
	return ok && elem.Empty()
}

// convertsError reports whether a function with this signature makes an error of another one: it takes an error and texts,
// numbers or any values, and returns only an error. A method does not count.
func convertsError(sig *types.Signature) bool {
	if sig.Recv() != nil || sig.Results().Len() != 1 || !types.Identical(sig.Results().At(0).Type(), index.ErrorType) {
		return false
	}
	takesError := false
	for i := range sig.Params().Len() {
		t := sig.Params().At(i).Type()
		if s, ok := t.(*types.Slice); ok && sig.Variadic() && i == sig.Params().Len()-1 {
			t = s.Elem()
		}
		switch u := t.Underlying().(type) {
		case *types.Basic:
		case *types.Interface:
			switch {
			case types.Identical(t, index.ErrorType):
				takesError = true
			case !u.Empty():
				return false
			}
		default:
			return false
		}
	}
	return takesError
}
