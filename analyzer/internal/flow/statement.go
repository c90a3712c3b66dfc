package flow

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/index"
)

// after returns the state after a statement. The communication of a select has its effects where its case begins: see
// blockEffects.
func (w *Walker) after(n ast.Node, st State) State {
	if s, ok := n.(ast.Stmt); ok {
		if _, comm := w.f.pkg.NonBlocking[s]; comm {
			return st
		}
	}
	eff := st.Effect.Then(w.recordWait(n, w.nodeEffects(n)))
	return State{eff, w.f.eval.FlagsAfter(n, w.Assumed), w.valuesAfter(n, st), w.f.eval.NilsAfter(n, w.Assumed)}
}

// recordWait records a node in Waits if its effects include a wait, and returns the effects.
func (w *Walker) recordWait(n ast.Node, eff effects.Effect) effects.Effect {
	if eff&effects.Waited != 0 {
		w.Waits[n] = true
	}
	return eff
}

// blockEffects returns what was done when a block is entered: a select without a default has waited for one of its cases,
// and a range over a channel or a function has waited for the next value.
func (w *Walker) blockEffects(b *cfg.Block) effects.Effect {
	switch s := b.Stmt.(type) {
	case *ast.CommClause:
		if b.Kind != cfg.KindSelectCaseBody {
			return 0
		}
		eff := w.nodeEffects(s.Comm) &^ effects.Waited
		if !w.f.pkg.NonBlocking[s.Comm] && !w.receivesAtOnce(s.Comm) {
			eff |= effects.Waited
		}
		return w.recordWait(s.Comm, eff)
	case *ast.RangeStmt:
		if b.Kind == cfg.KindRangeBody && w.f.effects.RangeWaits(s.X) {
			return w.recordWait(s, effects.Waited)
		}
	}
	return 0
}

// receivesAtOnce reports whether the communication of a select receives from a channel that is ready at once.
func (w *Walker) receivesAtOnce(comm ast.Stmt) bool {
	s, ok := comm.(*ast.ExprStmt)
	if !ok {
		return false
	}
	x, ok := ast.Unparen(s.X).(*ast.UnaryExpr)
	return ok && x.Op == token.ARROW && w.f.effects.IsReady(x.X)
}

// isReceiveTarget reports whether a node is the variable into which a case of a select receives. The graph repeats it at
// the start of the block.
func isReceiveTarget(b *cfg.Block, n ast.Node) bool {
	c, ok := b.Stmt.(*ast.CommClause)
	if !ok || b.Kind != cfg.KindSelectCaseBody {
		return false
	}
	a, ok := c.Comm.(*ast.AssignStmt)
	return ok && n == a.Lhs[0]
}

// nodeEffects returns what one statement does.
func (w *Walker) nodeEffects(n ast.Node) effects.Effect {
	if tag, ok := n.(ast.Expr); ok && len(w.f.pkg.Cases[tag]) > 0 {
		return w.conditionEffects(tag)
	}
	switch n := n.(type) {
	case *ast.AssignStmt:
		if w.rebuilds(n) {
			return effects.Rebuilt
		}
		return w.assignEffects(n.Lhs, n.Rhs, n.Tok) | w.exprEffects(n)
	case *ast.ValueSpec:
		return w.assignEffects(index.DeclaredNames(n), n.Values, token.DEFINE) | w.exprEffects(n)
	case *ast.IncDecStmt:
		return w.actedAt(n)
	case *ast.SendStmt:
		return w.exprEffects(n) | w.actedAt(n)
	case *ast.GoStmt:
		return w.exprEffects(n) | w.actedAt(n) | effects.Changed
	}
	return w.exprEffects(n)
}

// rebuilds reports whether an assignment sets the request of the attempt to one that is built by a call, and nothing else
// but an error.
func (w *Walker) rebuilds(a *ast.AssignStmt) bool {
	if len(a.Rhs) != 1 || !w.Inputs[w.f.pkg.Object(a.Lhs[0])] {
		return false
	}
	call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
	if !ok || !w.f.effects.BuildsRequest(call) {
		return false
	}
	o := types.Object(nil)
	if len(a.Lhs) == 2 {
		o = w.f.pkg.Object(a.Lhs[1])
	}
	return o == nil || index.IsError(o.Type()) && o != w.Assumed.Root
}

// assignEffects returns what an assignment does, without the calls in it: the error's variable may lose the error, the
// request may change, or something may be recorded.
func (w *Walker) assignEffects(lhs, rhs []ast.Expr, tok token.Token) effects.Effect {
	var eff effects.Effect
	for i, l := range lhs {
		o := w.f.pkg.Object(l)
		if o == nil {
			eff |= w.storeEffects(l)
			continue
		}
		if w.isResultVar(l) {
			continue // its value counts where it is returned
		}
		if w.tracked[o] && o == w.Assumed.Root && !w.keepsError(rhs) {
			eff |= effects.Overwritten
			if i < len(rhs) && w.f.pkg.IsNil(rhs[i]) {
				eff |= effects.Cleared
			}
		}
		if _, steers := w.Assumed.Flag(o); steers && !w.outlivesItem(l, o) {
			continue // its only effect is on which path is taken, and its value is tracked
		}
		if w.Inputs[o] {
			eff |= effects.Changed
		}
		if tok != token.DEFINE && o != w.Assumed.Root && i < len(rhs) && !w.extracts(rhs[i]) {
			eff |= w.actedAt(l)
			if !index.IsError(o.Type()) && !index.IsNumber(o.Type()) && !(index.IsBool(o.Type()) && w.Func.IsResult(o)) {
				eff |= effects.Changed
			}
		}
	}
	return eff
}

// storeEffects returns what an assignment to a target other than a variable does: to a field, an element, or "_".
func (w *Walker) storeEffects(target ast.Expr) effects.Effect {
	if id, ok := ast.Unparen(target).(*ast.Ident); ok && id.Name == "_" {
		return 0
	}
	eff := w.actedAt(target)
	if w.Inputs[w.BaseVar(target)] {
		eff |= effects.Changed
	}
	return eff
}

// extracts reports whether an expression takes something from the error, and is not the error itself.
func (w *Walker) extracts(rhs ast.Expr) bool {
	_, variable := ast.Unparen(rhs).(*ast.Ident)
	r, _ := w.f.bind.RootAt(rhs, index.MaxDepth)
	return !variable && r != nil && r == w.Assumed.Root
}

// outlivesItem reports whether an assignment in a loop over work sets a variable that is declared outside the loop.
func (w *Walker) outlivesItem(at ast.Node, o types.Object) bool {
	for _, l := range w.Func.Loops {
		if _, work := w.WorkLoops[l.Stmt]; work && l.Contains(at) && (o.Pos() < l.Pos() || l.End() < o.Pos()) {
			return true
		}
	}
	return false
}

// BaseVar returns the variable to which a target belongs: req for req.Size. It returns nil if there is none.
func (w *Walker) BaseVar(e ast.Expr) types.Object {
	o, _ := w.f.bind.RootAt(e, index.MaxDepth)
	return o
}

// keepsError reports whether values contain the assumed error, as a wrapped error does.
func (w *Walker) keepsError(rhs []ast.Expr) bool {
	for _, r := range rhs {
		if w.Callback != nil && (w.containsStopMark(r) || w.mayMark(r)) {
			return false
		}
		if w.mentions(r) {
			return true
		}
	}
	return false
}

// actedAt returns Acted if a node is in the branch of the match.
func (w *Walker) actedAt(n ast.Node) effects.Effect {
	if w.Region == nil || w.Region.Pos() <= n.Pos() && n.Pos() <= w.Region.End() {
		return effects.Acted
	}
	return 0
}
