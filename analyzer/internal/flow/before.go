package flow

import (
	"go/ast"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/effects"
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

// isOuterVariable reports whether the error's variable is declared outside the function.
func (w *Walker) isOuterVariable() bool {
	at := w.Assumed.Root.Pos()
	return at < w.Func.Node.Pos() || w.Func.Node.End() < at
}

// isCaptured reports whether a function literal or a deferred call uses the error's variable.
func (w *Walker) isCaptured() bool {
	found := false
	ast.Inspect(w.Func.Body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit, *ast.DeferStmt:
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
