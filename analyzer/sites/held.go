package sites

import (
	"go/ast"

	"golang.org/x/tools/go/cfg"
)

// held says what has become of the error before the match: it was logged, or somebody else holds it and will see it
// whatever the path does. That is so where it was stored or passed on between the attempt and the test, where
// another function has it, and where this one neither made the call nor returns anything: it looks on.
func (w *walker) held(b *cfg.Block, at int) effect {
	if w.env.root == nil {
		return 0
	}
	if len(w.attempts) == 0 && w.fn.typ.Results.NumFields() == 0 {
		return surfaced
	}
	failure := w.f.failure(w.env.root)
	if failure && (w.outside() || w.captured()) {
		return surfaced
	}
	eff := w.before(b, at-1, map[*cfg.Block]bool{}, predecessors(w.fn.cfg())) & (logged | surfaced)
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
