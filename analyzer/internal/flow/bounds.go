package flow

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/index"
)

// withinBounds returns the successors of a block that control takes as long as nothing ends the attempts: no limit is
// reached, no shutdown is signaled, and the calls other than the attempt succeed. The assumption does not decide the
// condition of the block. Overwritten means that the variable that held the error has the result of another call.
func (w *Walker) withinBounds(b *cfg.Block, cond ast.Expr, overwritten bool) []*cfg.Block {
	if b.Kind == cfg.KindRangeLoop && w.RetryLoops[b.Stmt] != nil {
		return b.Succs[:1] // for range attempts
	}
	if edge, ok := w.otherSucceeds(cond, overwritten); ok {
		return b.Succs[edge : edge+1]
	}
	if !w.isSignal(b) && (cond == nil || !w.f.eval.IsBound(cond, w.Assumed)) {
		return b.Succs
	}
	first, second := w.leadsToAttempt(b.Succs[0]), w.leadsToAttempt(b.Succs[1])
	switch {
	case first && !second && !w.isSignal(b):
		return b.Succs[:1]
	case second && !first || w.isSignal(b) && !first:
		return b.Succs[1:]
	}
	return b.Succs
}

// isSignal reports whether a block branches to a case of a select that receives no value, as from the channel that is
// closed when a context ends.
func (w *Walker) isSignal(b *cfg.Block) bool {
	if b.Succs[0].Kind != cfg.KindSelectCaseBody {
		return false
	}
	clause, ok := b.Succs[0].Stmt.(*ast.CommClause)
	if !ok {
		return false
	}
	_, ok = clause.Comm.(*ast.ExprStmt)
	return ok
}

// otherSucceeds returns the index of the successor that control takes if another call than the attempt returned no error;
// ok is false unless the condition compares the error of such a call with nil.
func (w *Walker) otherSucceeds(cond ast.Expr, overwritten bool) (edge int, ok bool) {
	if cond == nil {
		return 0, false
	}
	normal, negated := w.f.pkg.Condition(cond), 0
	if not, ok := normal.(*ast.UnaryExpr); ok && not.Op == token.NOT {
		normal, negated = ast.Unparen(not.X), 1
	}
	x, ok := normal.(*ast.BinaryExpr)
	if !ok || x.Op != token.EQL && x.Op != token.NEQ {
		return 0, false
	}
	operand := x.X
	switch {
	case w.f.pkg.IsNil(x.X):
		operand = x.Y
	case !w.f.pkg.IsNil(x.Y):
		return 0, false
	}
	o := w.f.pkg.CopiedVar(w.f.pkg.Object(operand))
	if o == nil || !index.IsError(o.Type()) || !w.isOtherResult(o, overwritten) {
		return 0, false
	}
	if x.Op == token.NEQ {
		return 1 - negated, true
	}
	return negated, true
}

// isOtherResult reports whether an error variable holds the result of a call that has nothing to do with the assumed error.
func (w *Walker) isOtherResult(o types.Object, overwritten bool) bool {
	root := w.Assumed.Root
	if o == root {
		return overwritten
	}
	for _, a := range w.f.pkg.Assignments[o] {
		if a.RHS == nil || w.ContainsAttempt(a.RHS) || root != nil && w.f.bind.IsError(root) && w.mentions(a.RHS) {
			return false
		}
		if _, call := ast.Unparen(a.RHS).(*ast.CallExpr); !call {
			return false
		}
	}
	return len(w.f.pkg.Assignments[o]) > 0
}

// leadsToAttempt reports whether control may get from the start of a block to an attempt.
func (w *Walker) leadsToAttempt(b *cfg.Block) bool {
	seen := map[*cfg.Block]bool{}
	var reaches func(b *cfg.Block) bool
	reaches = func(b *cfg.Block) bool {
		if seen[b] {
			return false
		}
		seen[b] = true
		for _, n := range b.Nodes {
			if w.ContainsAttempt(n) || w.containsRecursion(n) || w.returnsToLibrary(n) {
				return true
			}
		}
		for _, s := range b.Succs {
			if reaches(s) {
				return true
			}
		}
		return false
	}
	return reaches(b)
}

// returnsToLibrary reports whether a node is a return statement of a callback after which the library may try again.
func (w *Walker) returnsToLibrary(n ast.Node) bool {
	r, ok := n.(*ast.ReturnStmt)
	if !ok || w.Callback == nil {
		return false
	}
	end := w.callbackReturn(w.Func.ReturnedAt(r), 0)
	return end == EndsRetry || end == EndsUnknown
}

// containsRecursion reports whether a node contains one of the calls in Recursions.
func (w *Walker) containsRecursion(n ast.Node) bool {
	for call := range w.Recursions {
		if index.Contains(n, call) {
			return true
		}
	}
	return false
}
