package flow

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/index"
)

// EffectsBefore returns what was done with the error before the node with index at of block b: it was logged, or it is
// kept elsewhere, whatever the paths from here do. It is kept elsewhere if it was stored or passed on since the
// attempt, if its variable belongs to another function, or if the function neither made the call nor returns anything:
// such a function only observes the error.
func (w *Walker) EffectsBefore(b *cfg.Block, at int) effects.Effect {
	if w.Assumed.Root == nil {
		return 0
	}
	if w.setsOuterResult() {
		return 0 // the paths of this function decide what is returned
	}
	if len(w.Attempts) == 0 && w.Func.Type.Results.NumFields() == 0 {
		return effects.Surfaced
	}
	if w.leavesInVariable() {
		return effects.Surfaced
	}
	isError := w.f.bind.IsError(w.Assumed.Root)
	if isError && (w.isOuterVariable() || w.isCaptured()) {
		return effects.Surfaced
	}
	eff := w.effectsSinceAttempt(b, at-1, map[*cfg.Block]bool{}, w.Func.Predecessors()) & (effects.Logged | effects.Surfaced)
	if !isError {
		return eff &^ effects.Surfaced // a response is read before its status is tested
	}
	return eff
}

// effectsSinceAttempt returns the effects of the statements between the attempts and the node after b.Nodes[from].
func (w *Walker) effectsSinceAttempt(b *cfg.Block, from int, seen map[*cfg.Block]bool, preds map[*cfg.Block][]*cfg.Block) effects.Effect {
	var eff effects.Effect
	for i := from; i >= 0; i-- {
		n := b.Nodes[i]
		if w.ContainsAttempt(n) {
			return eff
		}
		if _, expr := n.(ast.Expr); !expr {
			eff |= w.exprEffects(n)
		}
	}
	for _, p := range preds[b] {
		if !seen[p] {
			seen[p] = true
			eff |= w.effectsSinceAttempt(p, len(p.Nodes)-1, seen, preds)
		}
	}
	return eff
}

// setsOuterResult reports whether the function is deferred, and the error is a named result of the function around it.
func (w *Walker) setsOuterResult() bool {
	return w.Func.Deferred && w.Func.Outer != nil && w.Assumed.Root != nil && w.Func.Outer.IsResult(w.Assumed.Root)
}

// leavesInVariable reports whether the value that the match examines, or the one that it was computed from, is also in a
// variable that is declared outside the function, or in a field: it can be examined there again.
func (w *Walker) leavesInVariable() bool {
	values := map[types.Object]bool{w.Assumed.Root: true}
	for _, a := range w.Attempts {
		for _, arg := range a.Args {
			o := w.f.pkg.Object(arg)
			if o != nil && w.isSetIn(o) && !w.f.bind.IsError(w.Assumed.Root) {
				values[o] = true
			}
		}
	}
	for o := range values {
		if w.isOutside(o) && w.isSetIn(o) {
			return true
		}
	}
	found := false
	ast.Inspect(w.Func.Body, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && slices.ContainsFunc(a.Lhs, func(l ast.Expr) bool { return w.storesForCaller(l, a.Rhs) }) {
			found = true
		}
		lhs, rhs := index.AssignmentSides(n)
		for i, l := range lhs {
			id, ok := ast.Unparen(rhs[i]).(*ast.Ident)
			if ok && (values[w.f.pkg.Object(id)] || w.isTracked(id)) && w.isKept(l) {
				found = true
			}
		}
		return !found
	})
	return found
}

// isKept reports whether the target of an assignment is a variable that is declared outside the function, or belongs to
// one.
func (w *Walker) isKept(target ast.Expr) bool {
	if o := w.f.pkg.Object(target); o != nil {
		return w.isOutside(o)
	}
	switch target.(type) {
	case *ast.SelectorExpr, *ast.IndexExpr, *ast.StarExpr:
		o := w.BaseVar(target)
		return o != nil && (w.isOutside(o) || w.Func.IsParam(o) || o.Pos() < w.Func.Body.Pos())
	}
	return false
}

// storesForCaller reports whether an assignment of the results of a call stores the error where the caller finds it, and the
// function examines it there: *errp, out.Err or errs[i].
func (w *Walker) storesForCaller(target ast.Expr, values []ast.Expr) bool {
	if len(values) != 1 || w.f.pkg.Object(target) != nil {
		return false
	}
	_, call := ast.Unparen(values[0]).(*ast.CallExpr)
	t := w.f.pkg.Info.TypeOf(target)
	if !call || t == nil || !index.IsError(t) || !w.leadsOutside(target) {
		return false
	}
	o := w.BaseVar(target)
	return o != nil && o == w.Assumed.Root && !w.isSetIn(o) && w.isKept(ast.Unparen(target))
}

// leadsOutside reports whether a target is reached through a pointer, a slice or a map, so that a copy of the variable to
// which it belongs leads to the same place.
func (w *Walker) leadsOutside(target ast.Expr) bool {
	var inner ast.Expr
	switch x := ast.Unparen(target).(type) {
	case *ast.StarExpr:
		return true
	case *ast.SelectorExpr:
		inner = x.X
	case *ast.IndexExpr:
		inner = x.X
	default:
		return false
	}
	if t := w.f.pkg.Info.TypeOf(inner); t != nil {
		switch t.Underlying().(type) {
		case *types.Pointer, *types.Slice, *types.Map:
			return true
		}
	}
	return w.leadsOutside(inner)
}

// isSetIn reports whether the function sets a variable to the result of a call or to another variable.
func (w *Walker) isSetIn(o types.Object) bool {
	for _, a := range w.f.pkg.Assignments[o] {
		if a.Func == w.Func && a.RHS != nil && !w.f.pkg.IsNil(a.RHS) {
			return true
		}
	}
	return false
}

// isOutside reports whether a variable is declared outside the function.
func (w *Walker) isOutside(o types.Object) bool {
	at := o.Pos()
	return at < w.Func.Node.Pos() || w.Func.Node.End() < at
}

// isOuterVariable reports whether the error's variable is declared outside the function.
func (w *Walker) isOuterVariable() bool {
	return w.isOutside(w.Assumed.Root)
}

// isCaptured reports whether a function literal or a deferred call uses the error's variable.
func (w *Walker) isCaptured() bool {
	found := false
	ast.Inspect(w.Func.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			found = found || w.mentions(n) && !w.f.pkg.IsOnlyCalled(n)
			return false
		case *ast.DeferStmt:
			found = found || w.mentions(n)
			return false
		}
		return !found
	})
	return found
}

// usedAfter reports whether the error's variable is declared outside a loop and is used after it, before it is set again:
// there it holds the error of the last item.
func (w *Walker) usedAfter(loop ast.Node) bool {
	root := w.Assumed.Root
	if root == nil || loop.Pos() <= root.Pos() && root.Pos() < loop.End() {
		return false
	}
	seen := map[*cfg.Block]bool{}
	for _, b := range w.Func.Graph().Blocks {
		if b.Live && b.Stmt == loop && (b.Kind == cfg.KindForDone || b.Kind == cfg.KindRangeDone) && w.usedFrom(b, seen) {
			return true
		}
	}
	return false
}

// usedFrom reports whether a path from a block uses the error's variable before it is set again.
func (w *Walker) usedFrom(b *cfg.Block, seen map[*cfg.Block]bool) bool {
	if seen[b] {
		return false
	}
	seen[b] = true
	root := w.Assumed.Root
	for _, n := range b.Nodes {
		if _, condition := n.(ast.Expr); condition {
			continue
		}
		if _, sets := w.f.sets(n, root); sets {
			return false
		}
		if r, ok := n.(*ast.ReturnStmt); w.mentions(n) || ok && len(r.Results) == 0 && w.Func.IsResult(root) {
			return true
		}
	}
	for _, s := range b.Succs {
		if w.usedFrom(s, seen) {
			return true
		}
	}
	return false
}
