package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
)

// waitsButOnce reports whether a condition lets at most one attempt follow without a wait: on one side, each path to the
// next attempt waits, and the other side can be taken only once, as in if n > 0 { wait() }.
func (w *Walker) waitsButOnce(b *cfg.Block, cond ast.Expr, st State) bool {
	if w.inOnce || st.Effect&effects.NextAttempt != 0 || len(w.RetryLoops) == 0 {
		return false
	}
	often := b.Succs[0]
	switch w.evalLaterIteration(cond, 2) {
	case eval.Yes:
	case eval.No:
		often = b.Succs[1]
	default:
		edge, ok := w.flagEdge(b, cond)
		if !ok {
			return false
		}
		often = b.Succs[edge]
	}
	side := w.f.NewWalker(w.Func, w.Assumed)
	side.Attempts, side.Inputs, side.Callback, side.Loops, side.Region, side.Scope, side.match = w.Attempts, w.Inputs, w.Callback, w.Loops, w.Region, w.Scope, w.match
	side.Assumed.Flags.Vars = w.Assumed.Flags.Vars
	side.nesting, side.inOnce = w.nesting, true
	side.Follow(often, 0, st)
	again := false
	for r := range side.Results {
		if r.End == EndsRetry {
			if r.Effect&effects.Waited == 0 {
				return false
			}
			again = true
		}
	}
	return again
}

// flagEdge returns the index of the successor that a condition about a boolean variable leads to each time but the first:
// the first time, the variable is set to this value before the next attempt, and nothing in the loops changes it back.
func (w *Walker) flagEdge(b *cfg.Block, cond ast.Expr) (edge int, ok bool) {
	x, value := w.f.pkg.Condition(cond), true
	if not, negated := x.(*ast.UnaryExpr); negated && not.Op == token.NOT {
		x, value = ast.Unparen(not.X), false
	}
	flag, isVar := w.f.pkg.Object(x).(*types.Var)
	if !isVar || flag.IsField() || w.isOutside(flag) {
		return 0, false
	}
	var sets []ast.Node
	for _, a := range w.f.pkg.Assignments[flag] {
		inside := false
		for _, l := range w.RetryLoops {
			inside = inside || a.Node != nil && l.Contains(a.Node)
		}
		if a.Node == nil || a.Func != w.Func || a.RHS == nil {
			return 0, false
		}
		if !inside {
			continue
		}
		v := w.f.pkg.Info.Types[a.RHS].Value
		if v == nil || v.Kind() != constant.Bool {
			return 0, false
		}
		at := 0
		if constant.BoolVal(v) != value {
			at = 1
		}
		if len(sets) > 0 && at != edge {
			return 0, false
		}
		edge = at
		sets = append(sets, a.Node)
	}
	for _, l := range w.RetryLoops {
		if l.Stmt.Pos() <= flag.Pos() && flag.Pos() < l.Stmt.End() {
			return 0, false
		}
	}
	return edge, len(sets) > 0 && !w.attemptsBefore(b.Succs[1-edge], sets, map[*cfg.Block]bool{})
}

// attemptsBefore reports whether control may get from the start of a block to an attempt without one of the given
// statements.
func (w *Walker) attemptsBefore(b *cfg.Block, sets []ast.Node, seen map[*cfg.Block]bool) bool {
	if seen[b] {
		return false
	}
	seen[b] = true
	for _, n := range b.Nodes {
		if slices.Contains(sets, n) {
			return false
		}
		if w.ContainsAttempt(n) {
			return true
		}
	}
	return slices.ContainsFunc(b.Succs, func(s *cfg.Block) bool { return w.attemptsBefore(s, sets, seen) })
}
