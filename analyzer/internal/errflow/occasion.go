package errflow

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
)

// An Occasion is one chain of calls through which an error comes to a place. If the place is in a function whose
// parameter is the error, there is one for each call of the function in the package.
type Occasion struct {
	Call *ast.CallExpr // the outermost call that passes the error; nil if the place itself has it
	Ways []Way
	Open bool // a function of the chain may also be called in other places: it is exported, or used as a value
}

const (
	maxOccasions    = 64 // the number of occasions of one place
	maxCallerLevels = 3  // the number of calls from the outermost one to the place
)

// Occasions returns the occasions of an expression in fn. The ways of an occasion contain no parameter, except that of a
// function that is not called in the package.
func (t *Tracer) Occasions(fn *index.Function, e ast.Expr) []Occasion {
	defer t.pkg.Work.For(t.pkg.Work.For(fn))
	var out []Occasion
	t.expand(&out, Occasion{Ways: t.Ways(fn, e)}, maxCallerLevels)
	return out
}

// expand adds an occasion to out, or, if its ways begin with a parameter, the occasions of all calls of the function.
func (t *Tracer) expand(out *[]Occasion, o Occasion, levels int) {
	i := slices.IndexFunc(o.Ways, func(w Way) bool { return w.Kind == Param })
	var calls []index.CallSite
	if i >= 0 && levels > 0 {
		calls = t.callsOf(o.Ways[i].Func)
	}
	if len(calls) == 0 {
		*out = append(*out, o)
		return
	}
	fn := o.Ways[i].Func
	for _, c := range calls {
		if len(*out) >= maxOccasions {
			return
		}
		if c.Func == nil || c.Func == fn {
			continue
		}
		t.steps = maxQuerySteps
		next := Occasion{Call: c.Call, Ways: t.passed(fn, o.Ways, c.Func, c.Call), Open: o.Open || fn.IsExported() || t.isValue(fn)}
		t.expand(out, next, levels-1)
	}
}

// isValue reports whether a declared function is used other than by calling it.
func (t *Tracer) isValue(fn *index.Function) bool {
	if t.values == nil {
		t.values = map[types.Object]bool{}
		called := map[*ast.Ident]bool{}
		for _, calls := range t.pkg.Calls {
			for _, c := range calls {
				called[calledIdent(c.Call)] = true
			}
		}
		for id, o := range t.pkg.Info.Uses {
			if f, ok := o.(*types.Func); ok && f.Pkg() == t.pkg.Types && !called[id] {
				t.values[f.Origin()] = true
			}
		}
	}
	d, ok := fn.Node.(*ast.FuncDecl)
	return ok && t.values[t.pkg.Info.Defs[d.Name]]
}

// calledIdent returns the identifier of the function that a call calls, or nil.
func calledIdent(call *ast.CallExpr) *ast.Ident {
	e := ast.Unparen(call.Fun)
	switch x := e.(type) {
	case *ast.IndexExpr:
		e = x.X
	case *ast.IndexListExpr:
		e = x.X
	}
	switch x := e.(type) {
	case *ast.Ident:
		return x
	case *ast.SelectorExpr:
		return x.Sel
	}
	return nil
}

// callsOf returns the calls of a declared function in the package.
func (t *Tracer) callsOf(fn *index.Function) []index.CallSite {
	d, ok := fn.Node.(*ast.FuncDecl)
	if !ok {
		return nil
	}
	o := t.pkg.Info.Defs[d.Name]
	if o == nil {
		return nil
	}
	return t.pkg.Calls[o]
}

// Callee returns the function that is called by the call with which a way begins; nil if it is not known, or not a
// declared function or method.
func (t *Tracer) Callee(w *Way) *types.Func {
	call, ok := ast.Unparen(w.Expr).(*ast.CallExpr)
	if !ok {
		return nil
	}
	fn, _ := t.pkg.Callee(call).(*types.Func)
	return fn
}
