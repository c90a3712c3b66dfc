package sites

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"
)

// held says what has become of the error before the match: it was logged, or somebody else holds it and will see it
// whatever the path does. That is so where it was stored or passed on between the attempt and the test, where
// another function has it, and where this one neither made the call nor returns anything: it looks on.
func (w *walker) held(b *cfg.Block, at int) effect {
	if w.env.root == nil {
		return 0
	}
	if w.setsResult() {
		return 0 // a deferred function decides what becomes of it
	}
	if len(w.attempts) == 0 && w.fn.typ.Results.NumFields() == 0 {
		return surfaced
	}
	failure := w.f.failure(w.env.root)
	if failure && (w.outside() || w.captured()) {
		return surfaced
	}
	eff := w.before(b, at-1, map[*cfg.Block]bool{}, w.fn.predecessors()) & (logged | surfaced)
	if !failure {
		return eff &^ surfaced // a response is read before its status is looked at
	}
	return eff
}

// before sums up what the statements between the attempts and a test do.
func (w *walker) before(b *cfg.Block, from int, seen map[*cfg.Block]bool, preds map[*cfg.Block][]*cfg.Block) effect {
	var eff effect
	for i := from; i >= 0; i-- {
		n := b.Nodes[i]
		if w.holdsAttempt(n) {
			return eff
		}
		if _, expr := n.(ast.Expr); !expr {
			eff |= w.exprEffects(n)
		}
	}
	for _, p := range preds[b] {
		if !seen[p] {
			seen[p] = true
			eff |= w.before(p, len(p.Nodes)-1, seen, preds)
		}
	}
	return eff
}

// setsResult reports whether the function is a deferred one and the error the named result of the function around it.
func (w *walker) setsResult() bool {
	return w.fn.deferred && w.fn.outer != nil && w.env.root != nil && w.fn.outer.hasResult(w.env.root)
}

// outside reports whether the error's variable belongs to a function around this one, or to the package.
func (w *walker) outside() bool {
	at := w.env.root.Pos()
	return at < w.fn.node.Pos() || w.fn.node.End() < at
}

// captured reports whether a function literal or a deferred call holds the error's variable.
func (w *walker) captured() bool {
	found := false
	ast.Inspect(w.fn.body, func(n ast.Node) bool {
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
func (w *walker) usedBehind(loop ast.Node) bool {
	root := w.env.root
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
			if r, ok := n.(*ast.ReturnStmt); w.mentions(n) || ok && len(r.Results) == 0 && w.fn.hasResult(root) {
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
	for _, b := range w.fn.cfg().Blocks {
		if b.Live && b.Stmt == loop && (b.Kind == cfg.KindForDone || b.Kind == cfg.KindRangeDone) && used(b) {
			return true
		}
	}
	return false
}

// hasResult reports whether a variable is a named result of the function.
func (fn *function) hasResult(o types.Object) bool {
	r := fn.typ.Results
	return r != nil && r.Pos() <= o.Pos() && o.Pos() < r.End()
}
