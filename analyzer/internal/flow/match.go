package flow

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
)

// Match follows the paths from a match of the code, which is expr in the node with index i of block b. It returns false if
// the match alone does not decide which paths are taken; then nothing is followed.
func (w *Walker) Match(b *cfg.Block, i int, expr ast.Expr) (understood bool) {
	w.match = w.f.pkg.PlaceOfExpr(w.Func, ast.Unparen(expr))
	if !w.followMatch(b, i, expr) {
		return false
	}
	for r := range w.Results {
		if r.Effect&effects.Narrowed == 0 && (r.End != EndsError || w.Callback != nil) && w.narrowedByGuards(b) {
			w.narrowResults()
			break
		}
	}
	return true
}

// narrowResults adds Narrowed to all results.
func (w *Walker) narrowResults() {
	narrowed := map[PathEnd]bool{}
	for r := range w.Results {
		r.Effect |= effects.Narrowed
		narrowed[r] = true
	}
	w.Results = narrowed
}

// followMatch follows the paths from a match, without regard to the guards of the block.
func (w *Walker) followMatch(b *cfg.Block, i int, expr ast.Expr) (understood bool) {
	cond, st := index.BranchCondition(b), State{Effect: w.EffectsBefore(b, i), Flags: w.FlagsAt(b, i), Values: w.Func.ValuesAt(b, i-1)}
	if cond == nil || i != len(b.Nodes)-1 {
		w.Start = b.Nodes[i]
		w.Follow(b, i, st)
		return true
	}
	w.Assumed.Flags.Values = st.Flags
	edges := w.matchEdges(cond, expr)
	if len(edges) == 2 && w.narrows(cond, true) {
		st.Effect |= effects.Narrowed
	}
	for _, edge := range edges {
		w.Region = branchRegion(b.Succs[edge], cond, w.Func)
		w.Follow(b.Succs[edge], 0, st)
	}
	return edges != nil
}

// matchEdges returns the indexes of the successors that a match may take: one if the assumption decides the condition,
// and both if something else decides too. It returns none if the match alone makes no difference.
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
	if c := w.withoutBounds(cond, expr); c != cond && w.f.eval.Eval(c, w.Assumed) == eval.Yes && w.f.eval.Eval(c, &flipped) != eval.Yes {
		return []int{0, 1}
	}
	return nil
}

// withoutBounds returns a condition without the operands that limit how often or how long something is tried:
// a || code == X for (a || code == X) && n < 5.
func (w *Walker) withoutBounds(cond, expr ast.Expr) ast.Expr {
	b, ok := w.f.pkg.Condition(cond).(*ast.BinaryExpr)
	if !ok || b.Op != token.LAND {
		return cond
	}
	inner, bound := b.X, b.Y
	if w.f.pkg.ContainsCondition(bound, ast.Unparen(expr)) {
		inner, bound = bound, inner
	}
	if !w.isBound(bound) || w.mentions(bound) {
		return cond
	}
	return w.withoutBounds(inner, expr)
}

// branchRegion returns the statements that are executed for the code only: the body that a match leads to, or the block
// around the condition if the other branch leaves it.
func branchRegion(to *cfg.Block, cond ast.Expr, fn *index.Function) ast.Node {
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
