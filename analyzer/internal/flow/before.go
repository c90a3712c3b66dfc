package flow

import (
	"go/ast"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/effects"
)

// Before says what has become of the error before the match: it was logged, or somebody else holds it and will see it
// whatever the path does. That is so where it was stored or passed on between the attempt and the test, where
// another function has it, and where this one neither made the call nor returns anything: it looks on.
func (w *Walker) Before(b *cfg.Block, at int) effects.Effect {
	if w.Assumed.Root == nil {
		return 0
	}
	if w.setsResult() {
		return 0 // a deferred function decides what becomes of it
	}
	if len(w.Attempts) == 0 && w.Func.Type.Results.NumFields() == 0 {
		return effects.Surfaced
	}
	failure := w.f.bind.IsError(w.Assumed.Root)
	if failure && (w.outside() || w.captured()) {
		return effects.Surfaced
	}
	eff := w.effectsBefore(b, at-1, map[*cfg.Block]bool{}, w.Func.Predecessors()) & (effects.Logged | effects.Surfaced)
	if !failure {
		return eff &^ effects.Surfaced // a response is read before its status is looked at
	}
	return eff
}

// effectsBefore sums up what the statements between the attempts and a test do.
func (w *Walker) effectsBefore(b *cfg.Block, from int, seen map[*cfg.Block]bool, preds map[*cfg.Block][]*cfg.Block) effects.Effect {
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
			eff |= w.effectsBefore(p, len(p.Nodes)-1, seen, preds)
		}
	}
	return eff
}

// setsResult reports whether the function is a deferred one and the error the named result of the function around it.
func (w *Walker) setsResult() bool {
	return w.Func.Deferred && w.Func.Outer != nil && w.Assumed.Root != nil && w.Func.Outer.IsResult(w.Assumed.Root)
}

// outside reports whether the error's variable belongs to a function around this one, or to the package.
func (w *Walker) outside() bool {
	at := w.Assumed.Root.Pos()
	return at < w.Func.Node.Pos() || w.Func.Node.End() < at
}

// captured reports whether a function literal or a deferred call holds the error's variable.
func (w *Walker) captured() bool {
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

// usedBehind reports whether the error's variable outlives a loop and is used behind it before it is set anew: it
// holds the error of the last item there.
func (w *Walker) usedBehind(loop ast.Node) bool {
	root := w.Assumed.Root
	if root == nil || loop.Pos() <= root.Pos() && root.Pos() < loop.End() {
		return false
	}
	seen := map[*cfg.Block]bool{}
	var used func(b *cfg.Block) bool
	used = func(b *cfg.Block) bool {
		if seen[b] {
			return false
		}
		seen[b] = true
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
			if used(s) {
				return true
			}
		}
		return false
	}
	for _, b := range w.Func.Graph().Blocks {
		if b.Live && b.Stmt == loop && (b.Kind == cfg.KindForDone || b.Kind == cfg.KindRangeDone) && used(b) {
			return true
		}
	}
	return false
}
