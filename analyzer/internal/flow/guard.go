package flow

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
)

// maxGuards bounds how many guards of one block are examined. In a chain of more conditions, the outer ones are ignored.
const maxGuards = 200

// A Guard is a condition on which it depends whether a block is reached: that of an if statement around it, or of one
// before it whose branch leaves.
type Guard struct {
	Cond   ast.Expr
	Block  *cfg.Block // the block that Cond ends
	Holds  bool       // the block is reached if Cond is true; otherwise, if it is false
	Target *cfg.Block // the block that is reached
}

// GuardsOf returns the guards of a block, the nearest first. Paths begin after the given calls, or at the start of the
// function if there are none.
func (f *Follower) GuardsOf(fn *index.Function, target *cfg.Block, calls []*ast.CallExpr) []Guard {
	starts := map[*cfg.Block]bool{}
	for _, c := range calls {
		if b, _, ok := fn.Locate(c); ok {
			starts[b] = true
		}
	}
	if starts[target] {
		return nil
	}
	reaching, queue := map[*cfg.Block]bool{target: true}, []*cfg.Block{target}
	for i := 0; i < len(queue); i++ {
		if starts[queue[i]] {
			continue
		}
		for _, p := range fn.Predecessors()[queue[i]] {
			if !reaching[p] {
				reaching[p] = true
				queue = append(queue, p)
			}
		}
	}
	var guards []Guard
	for _, b := range queue {
		cond := index.BranchCondition(b)
		if cond == nil || b == target || len(guards) == maxGuards {
			continue
		}
		leads := func(s *cfg.Block) bool { return reaching[s] && !(starts[s] && s != target) }
		if yes, no := leads(b.Succs[0]), leads(b.Succs[1]); yes != no {
			guards = append(guards, Guard{cond, b, yes, target})
		}
	}
	return guards
}

// narrowedByGuards reports whether a guard of the block of the match narrows the code, as another operand of the condition
// would.
func (w *Walker) narrowedByGuards(b *cfg.Block) bool {
	if w.Assumed.Root == nil {
		return false
	}
	for _, g := range w.f.GuardsOf(w.Func, b, w.Attempts) {
		w.f.countVisit(w.Func)
		e := *w.Assumed
		e.Flags.Values = w.FlagsAt(g.Block, len(g.Block.Nodes)-1)
		at := *w
		at.Assumed = &e
		if at.guardNarrows(g) {
			return true
		}
	}
	return false
}

// guardNarrows is narrowedByGuards for one guard.
func (w *Walker) guardNarrows(g Guard) bool {
	if tag := w.f.pkg.Tags[g.Cond]; tag != nil {
		return w.mentions(tag) && w.decide(g.Cond, g.Block, w.Assumed) == eval.Unknown && w.f.bind.Carrier(tag) == nil
	}
	return w.operandNarrows(g.Cond, g.Holds, !g.Holds, index.MaxDepth)
}

// operandNarrows reports whether an operand of a guard narrows the code, if the operand must have a value for the match to
// be reached. A test of the whole error that must fail, in the condition of a statement that leaves or of an else, does
// not: it deals with other errors first.
func (w *Walker) operandNarrows(x ast.Expr, holds, leaves bool, depth int) bool {
	x = w.f.pkg.Condition(x)
	if depth == 0 || w.f.eval.Eval(x, w.Assumed) != eval.Unknown {
		return false
	}
	switch e := x.(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return w.operandNarrows(e.X, !holds, leaves, depth-1)
		}
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			return w.operandNarrows(e.X, holds, leaves, depth-1) || w.operandNarrows(e.Y, holds, leaves, depth-1)
		}
	case *ast.Ident:
		if a, ok := w.f.pkg.OnlyAssignment(w.f.pkg.Object(e)); ok && a.Func == w.Func && len(a.LHS) == 1 && w.isBoolExpr(a.RHS) {
			return w.operandNarrows(a.RHS, holds, leaves, depth-1)
		}
	}
	if !holds && leaves && w.testsWholeError(x) {
		return false
	}
	return w.narrows(x, true)
}

// testsWholeError reports whether an operand is a call that has the error itself as an argument or receiver, such as a
// predicate, or tests its type.
func (w *Walker) testsWholeError(x ast.Expr) bool {
	if w.testsType(x) {
		return true
	}
	call, ok := x.(*ast.CallExpr)
	if !ok {
		return false
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && len(call.Args) == 0 && w.isErrorVariable(sel.X) {
		return true // err.Temporary()
	}
	for _, arg := range call.Args {
		if w.isErrorVariable(arg) {
			return true
		}
	}
	return false
}

// isErrorVariable reports whether an expression is a variable that holds the assumed error.
func (w *Walker) isErrorVariable(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && w.isTracked(id) && w.f.bind.IsError(w.f.pkg.Object(id))
}

// testsType reports whether an operand is the result of a type assertion of the error, or of a function that looks for a
// type in it, such as ok in e, ok := err.(*T).
func (w *Walker) testsType(x ast.Expr) bool {
	a, ok := w.f.pkg.OnlyAssignment(w.f.pkg.Object(x))
	if !ok {
		return false
	}
	switch rhs := ast.Unparen(a.RHS).(type) {
	case *ast.TypeAssertExpr:
		return a.Index == 1 && w.mentions(rhs.X)
	case *ast.CallExpr:
		src := w.f.bind.TakenFrom(rhs)
		return a.Index == 1 && src != nil && w.mentions(src)
	}
	return false
}
