package flow

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
)

// Match follows the paths from a match on; understood is false where the match does not matter by itself.
func (w *Walker) Match(b *cfg.Block, i int, expr ast.Expr) (understood bool) {
	cond, st := index.BranchCondition(b), State{w.Before(b, i), w.FlagsAt(b, i)}
	if cond == nil || i != len(b.Nodes)-1 {
		w.Start = b.Nodes[i]
		w.Follow(b, i, st)
		return true
	}
	w.Assumed.Flags.Values = st.Flags
	edges := w.matchEdges(cond, expr)
	if len(edges) == 1 && edges[0] == 1 && w.expected(b) {
		w.end(EndsError, 0)
		return true
	}
	if len(edges) == 1 && w.Func.ErrorResult() < 0 && w.Callback == nil && w.f.endsInErrors(w.Func, &eval.Assumption{}, b.Succs[1-edges[0]]) {
		// Without an error to return, all that does not match ends the program: it waits for this code.
		w.end(EndsError, 0)
		return true
	}
	if len(edges) == 2 && w.narrows(cond, true) {
		st.Effect |= effects.Narrowed
	}
	for _, edge := range edges {
		w.Region = region(b.Succs[edge], cond, w.Func)
		w.Follow(b.Succs[edge], 0, st)
	}
	return edges != nil
}

// expected reports whether success fails the test as well, and ends in an error: the code is what the program wants
// to see, as in a test that asks a server to refuse.
func (w *Walker) expected(b *cfg.Block) bool {
	for _, a := range w.Attempts {
		s := w.AfterSuccess(a, nil)
		at, _, _ := w.Func.Locate(a)
		reached := at == b
		reached = reached || s.walk.Blocks()[b.Index]
		if !reached {
			continue
		}
		return w.f.endsInErrors(w.Func, s.Assumed, b.Succs[0]) && s.decide(index.BranchCondition(b), b, s.Assumed) == eval.Yes
	}
	return false
}

// endsInErrors reports whether all paths from a block end in an error, or end the program.
func (f *Follower) endsInErrors(fn *index.Function, e *eval.Assumption, b *cfg.Block) bool {
	w := f.NewWalker(fn, e)
	w.Run(b, 0)
	for r := range w.Results {
		if r.End != EndsError {
			return false
		}
	}
	return len(w.Results) > 0
}

// matchEdges returns the successors to which a match leads: the one that the assumption decides for, or both where
// something else has a say beside the test. There are none where the test does not matter by itself.
func (w *Walker) matchEdges(cond, expr ast.Expr) []int {
	if w.f.pkg.Tags[cond] != nil {
		if cond == expr {
			return []int{0}
		}
		return nil
	}
	switch w.f.eval.Eval(cond, w.Assumed) {
	case eval.Yes:
		return []int{0}
	case eval.No:
		return []int{1}
	}
	flipped := *w.Assumed
	flipped.Flip = ast.Unparen(expr)
	if w.f.eval.Eval(cond, &flipped) != eval.Unknown {
		return []int{0, 1}
	}
	if c := w.beyondBound(cond, expr); c != cond && w.f.eval.Eval(c, w.Assumed) == eval.Yes && w.f.eval.Eval(c, &flipped) != eval.Yes {
		return []int{0, 1}
	}
	return nil
}

// beyondBound returns what a condition asks beside how often or how long: a || code == X of (a || code == X) && n < 5.
func (w *Walker) beyondBound(cond, expr ast.Expr) ast.Expr {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || b.Op != token.LAND {
		return cond
	}
	inner, bound := b.X, b.Y
	if bound.Pos() <= expr.Pos() && expr.End() <= bound.End() {
		inner, bound = bound, inner
	}
	if !w.isBound(bound) || w.mentions(bound) {
		return cond
	}
	return w.beyondBound(inner, expr)
}

// region returns the branch in which something may be done about the code: the body that the match leads into,
// or, where it falls through an early exit, the block around the test.
func region(to *cfg.Block, cond ast.Expr, fn *index.Function) ast.Node {
	switch to.Kind {
	case cfg.KindIfThen:
		return to.Stmt.(*ast.IfStmt).Body
	case cfg.KindIfElse:
		return to.Stmt.(*ast.IfStmt).Else
	case cfg.KindSwitchCaseBody:
		return to.Stmt
	}
	var inner ast.Node
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if n == nil || n.Pos() > cond.Pos() || cond.End() > n.End() {
			return false
		}
		switch n.(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
			inner = n
		}
		return true
	})
	return inner
}
