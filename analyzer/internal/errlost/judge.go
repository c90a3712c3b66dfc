package errlost

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/errflow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// judge adds the errors that come to a place as text although it asks for more. An error counts if it certainly has what
// is asked for, or if it may have it and all errors that come to the place are text, so that the place never gets an
// answer.
func (f *Finder) judge(a *errflow.Ask, o errflow.Occasion) {
	ways := o.Ways
	if f.asksOwnType(a) {
		return
	}
	if !slices.ContainsFunc(ways, func(w errflow.Way) bool { return w.Flattened() != nil }) {
		return
	}
	onlyText := (o.Call == nil || f.answers(o.Call)) && !slices.ContainsFunc(ways, func(w errflow.Way) bool { return !f.hasNothing(&w, a) })
	for i := range ways {
		w := &ways[i]
		if s := w.Flattened(); s != nil && (f.has(w, a) || onlyText && f.mayHave(w, a)) {
			lost := sites.LostError{Asks: a.Node, What: whatOf(a), Wraps: a.How != errflow.Assert && a.How != errflow.Equal, Type: a.Type}
			if a.How == errflow.Is || a.How == errflow.Equal {
				lost.Target = a.Target
			}
			f.add(s, lost)
		}
	}
}

// asksOwnType reports whether a place is in a method of the type that it asks for, which may copy what errors of the type
// have and the others have not.
func (f *Finder) asksOwnType(a *errflow.Ask) bool {
	tn := sites.TypeNameOf(a.Type)
	if tn == nil || a.Func == nil {
		return false
	}
	recv := a.Func.Params()[0]
	return recv != nil && sites.TypeNameOf(recv.Type()) == tn
}

// answers reports whether a call returns something about the error that is passed to it, and not only an error or
// nothing, as a logger does.
func (f *Finder) answers(call *ast.CallExpr) bool {
	t := f.pkg.Info.TypeOf(call)
	if tuple, ok := t.(*types.Tuple); ok {
		return tuple.Len() > 1
	}
	return t != nil && !index.IsError(t)
}

// whatOf returns what a place asks for.
func whatOf(a *errflow.Ask) sites.Wanted {
	switch a.How {
	case errflow.Is, errflow.Equal:
		return sites.WantsValue
	case errflow.Code:
		return sites.WantsCode
	}
	if a.Type == nil && a.Target == nil {
		return sites.WantsValue
	}
	return sites.WantsType
}

// hasNothing reports whether an error that comes in one way has nothing to answer a place with: it is nil, it is text, or
// it has another type.
func (f *Finder) hasNothing(w *errflow.Way, a *errflow.Ask) bool {
	switch {
	case w.Kind == errflow.Nil || w.Kind == errflow.Text || w.Flattened() != nil:
		return true
	case w.Kind == errflow.Typed:
		return !index.IsUnknown(a.Type) && !types.IsInterface(a.Type) && !types.Identical(w.Type, a.Type) && !unwraps(w.Type)
	case w.Kind == errflow.Sentinel:
		return (a.How == errflow.Is || a.How == errflow.Equal) && w.Var != f.pkg.Named(a.Target)
	}
	return false
}

// unwraps reports whether an error type has a method Unwrap, Is or As.
func unwraps(t types.Type) bool {
	for _, name := range []string{"Unwrap", "Is", "As"} {
		if o, _, _ := types.LookupFieldOrMethod(t, true, nil, name); o != nil {
			return true
		}
	}
	return false
}

// has reports whether the error with which a way begins certainly has what a place asks for, or comes from a client of
// the service whose codes it asks for.
func (f *Finder) has(w *errflow.Way, a *errflow.Ask) bool {
	switch w.Kind {
	case errflow.Typed:
		return a.Type != nil && types.Identical(w.Type, a.Type)
	case errflow.Sentinel:
		return w.Var != nil && w.Var == f.pkg.Named(a.Target)
	case errflow.Called:
		ties := a.Ties
		if tn := sites.TypeNameOf(a.Type); tn != nil {
			ties = f.bind.Errors[tn]
		}
		return slices.ContainsFunc(ties, func(t bind.Tie) bool { return f.comesFrom(w, t) })
	}
	return false
}

// comesFrom reports whether a way begins with a call that returns errors of a catalog: a method of a client, a function
// of the package that makes or carries the codes, or a method of a generated gRPC client for the codes of gRPC.
func (f *Finder) comesFrom(w *errflow.Way, t bind.Tie) bool {
	call, ok := ast.Unparen(w.Expr).(*ast.CallExpr)
	if !ok {
		return false
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if slices.Contains(f.bind.Clients[sites.TypeNameOf(f.pkg.Info.TypeOf(sel.X))], t.Cat) {
			return true
		}
	}
	fn := f.trace.Callee(w)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	if f.trace.IsStubCall(call) {
		return errflow.IsStatusCatalog(t.Cat)
	}
	return slices.ContainsFunc(f.bind.Set.Package(fn.Pkg().Path()), func(b catalog.Bound) bool {
		return b.Catalog == t.Cat && slices.ContainsFunc(b.Binding.Helpers, func(h catalog.Helper) bool { return h.Error == catalog.MakesError && h.At == sites.HelperName(fn) })
	})
}

// judgeCallback adds the errors that a callback returns as text to a retry library which looks for its own mark, or asks
// for something of the error.
func (f *Finder) judgeCallback(c Callback) {
	at := c.Rule.Decides
	n := c.Func.Type.Results.NumFields()
	if at < 0 {
		at += n
	}
	if c.Rule.By != "error" || at < 0 || at >= n {
		return
	}
	ways := f.trace.ResultWays(c.Func, at)
	for i := range ways {
		w := &ways[i]
		s := w.Flattened()
		if s == nil {
			continue
		}
		if mark := f.mark(w, c); mark != nil {
			f.add(s, sites.LostError{Asks: c.Func.Node, What: sites.WantsMark, Mark: mark, Library: c.Lib, Wraps: true})
		} else if c.Rule.Asks != "" && f.isLastCall(w, ways, c.Func) {
			f.add(s, sites.LostError{Asks: c.Func.Node, What: sites.WantsCode, Predicate: c.Rule.Asks, Library: c.Lib, Wraps: true})
		}
	}
}

// mark returns the function of a retry library that put its mark on the error with which a way begins, or nil.
func (f *Finder) mark(w *errflow.Way, c Callback) *types.Func {
	fn := f.trace.Callee(w)
	if fn == nil || fn.Pkg() == nil || f.bind.Libraries[fn.Pkg()] != c.Lib {
		return nil
	}
	if slices.Contains(c.Rule.StopMarks, fn.Name()) || slices.Contains(c.Rule.AgainMarks, fn.Name()) {
		return fn
	}
	return nil
}

// isLastCall reports whether a way of a callback begins with the last of the calls whose errors the callback returns. If a
// library repeats the callback because of what another program has done, it is the last call, which changes something,
// that fails for this reason.
func (f *Finder) isLastCall(w *errflow.Way, ways []errflow.Way, callback *index.Function) bool {
	at := f.placeIn(callback, w)
	if w.Kind != errflow.Called || !at.IsValid() {
		return false
	}
	for i := range ways {
		other := &ways[i]
		if other.Kind != errflow.Called {
			continue
		}
		switch place := f.placeIn(callback, other); {
		case !place.IsValid() || place > at:
			return false
		case place == at && other.Expr.Pos() > w.Expr.Pos(): // both are in a function that the callback calls
			return false
		}
	}
	return true
}

// placeIn returns the place in a callback of the call with which a way begins, or of the call of the function that
// contains it. It is not valid if there is none, or if the callback calls the function several times.
func (f *Finder) placeIn(callback *index.Function, w *errflow.Way) token.Pos {
	if w.Func == callback {
		return w.Expr.Pos()
	}
	at := token.NoPos
	if w.Func == nil {
		return at
	}
	calls := 0
	ast.Inspect(callback.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && f.pkg.CalledFunction(call) == w.Func {
			at = call.Pos()
			calls++
		}
		return true
	})
	if calls != 1 {
		return token.NoPos
	}
	return at
}
