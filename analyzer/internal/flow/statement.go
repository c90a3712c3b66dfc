package flow

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/index"
)

// statement adds what one statement does. What a select waits for is added where it comes: see opens.
func (w *Walker) statement(n ast.Node, st State) State {
	if s, ok := n.(ast.Stmt); ok {
		if _, comm := w.f.pkg.NonBlocking[s]; comm {
			return st
		}
	}
	eff := st.Effect.Then(w.waiting(n, w.nodeEffects(n)))
	return State{eff, w.f.eval.FlagsAfter(n, w.Assumed)}
}

// waiting notes what waits.
func (w *Walker) waiting(n ast.Node, eff effects.Effect) effects.Effect {
	if eff&effects.Waited != 0 {
		w.Waits[n] = true
	}
	return eff
}

// opens says what has happened where a block begins: a select has waited for one of its cases, unless it has a
// default, and a range over a channel or a function for its next value.
func (w *Walker) opens(b *cfg.Block) effects.Effect {
	switch s := b.Stmt.(type) {
	case *ast.CommClause:
		if b.Kind != cfg.KindSelectCaseBody {
			return 0
		}
		eff := w.nodeEffects(s.Comm) &^ effects.Waited
		if !w.f.pkg.NonBlocking[s.Comm] {
			eff |= effects.Waited
		}
		return w.waiting(s.Comm, eff)
	case *ast.RangeStmt:
		if b.Kind == cfg.KindRangeBody && w.f.pkg.RangeBlocks(s.X) {
			return w.waiting(s, effects.Waited)
		}
	}
	return 0
}

// receives reports whether a node is the variable that a case of a select receives into: its block begins with it.
func receives(b *cfg.Block, n ast.Node) bool {
	c, ok := b.Stmt.(*ast.CommClause)
	if !ok || b.Kind != cfg.KindSelectCaseBody {
		return false
	}
	a, ok := c.Comm.(*ast.AssignStmt)
	return ok && n == a.Lhs[0]
}

// nodeEffects says what one statement does.
func (w *Walker) nodeEffects(n ast.Node) effects.Effect {
	if tag, ok := n.(ast.Expr); ok && len(w.f.pkg.Cases[tag]) > 0 {
		return w.conditionEffects(tag)
	}
	switch n := n.(type) {
	case *ast.AssignStmt:
		return w.assignEffects(n.Lhs, n.Rhs, n.Tok) | w.exprEffects(n)
	case *ast.ValueSpec:
		return w.assignEffects(index.DeclaredNames(n), n.Values, token.DEFINE) | w.exprEffects(n)
	case *ast.IncDecStmt:
		return w.doneAt(n)
	case *ast.SendStmt:
		return w.exprEffects(n) | w.doneAt(n)
	case *ast.GoStmt:
		return w.exprEffects(n) | w.doneAt(n) | effects.Changed
	}
	return w.exprEffects(n)
}

// assignEffects says what an assignment does beside its calls: the error's variable may lose it, the request may
// change, something may be noted.
func (w *Walker) assignEffects(lhs, rhs []ast.Expr, tok token.Token) effects.Effect {
	var eff effects.Effect
	for i, l := range lhs {
		o := w.f.pkg.Object(l)
		if o == nil {
			if id, ok := ast.Unparen(l).(*ast.Ident); !ok || id.Name != "_" {
				eff |= w.doneAt(l)
				if w.Inputs[w.BaseVar(l)] {
					eff |= effects.Changed
				}
			}
			continue
		}
		if w.tracked[o] && o == w.Assumed.Root && !w.derives(rhs) {
			eff |= effects.Overwritten
			if i < len(rhs) && w.f.pkg.IsNil(rhs[i]) {
				eff |= effects.Cleared
			}
		}
		if _, steers := w.Assumed.Flag(o); steers && !w.leavesWork(l, o) {
			continue // its value is followed
		}
		if w.Inputs[o] {
			eff |= effects.Changed
		}
		if tok != token.DEFINE && o != w.Assumed.Root && i < len(rhs) && !w.takes(rhs[i]) {
			eff |= w.doneAt(l)
			if !index.IsError(o.Type()) && !w.numeric(o) {
				eff |= effects.Changed
			}
		}
	}
	return eff
}

// takes reports whether an assignment takes something out of the error: not the error as it is.
func (w *Walker) takes(rhs ast.Expr) bool {
	_, whole := ast.Unparen(rhs).(*ast.Ident)
	r, _ := w.f.bind.RootAt(rhs, index.MaxDepth)
	return !whole && r != nil && r == w.Assumed.Root
}

// leavesWork reports whether an assignment in a loop over work sets a variable that outlives an item.
func (w *Walker) leavesWork(at ast.Node, o types.Object) bool {
	for _, l := range w.Func.Loops {
		if _, work := w.WorkLoops[l.Stmt]; work && l.Contains(at) && (o.Pos() < l.Pos() || l.End() < o.Pos()) {
			return true
		}
	}
	return false
}

// BaseVar returns the variable that a target hangs on: req of req.Size.
func (w *Walker) BaseVar(e ast.Expr) types.Object {
	o, _ := w.f.bind.RootAt(e, index.MaxDepth)
	return o
}

func (w *Walker) numeric(o types.Object) bool {
	b, ok := o.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0
}

// derives reports whether a value holds the error that is assumed: a wrap.
func (w *Walker) derives(rhs []ast.Expr) bool {
	for _, r := range rhs {
		if w.Callback != nil && w.holdsMark(r) {
			return false
		}
		if w.mentions(r) {
			return true
		}
	}
	return false
}

// doneAt says that something is done at a node, where that stands in the branch of the match.
func (w *Walker) doneAt(n ast.Node) effects.Effect {
	if w.Region == nil || w.Region.Pos() <= n.Pos() && n.Pos() <= w.Region.End() {
		return effects.Acted
	}
	return 0
}
