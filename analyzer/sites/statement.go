package sites

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"
)

// statement adds what one statement does. What a select waits for is added where it comes: see opens.
func (w *walker) statement(n ast.Node, st state) state {
	if s, ok := n.(ast.Stmt); ok {
		if _, comm := w.f.polled[s]; comm {
			return st
		}
	}
	return state{st.effect.then(w.waiting(n, w.nodeEffects(n))), w.flagged(n, st.flags)}
}

// waiting notes what waits.
func (w *walker) waiting(n ast.Node, eff effect) effect {
	if eff&waited != 0 {
		w.waits[n] = true
	}
	return eff
}

// opens says what has happened where a block begins: a select has waited for one of its cases, unless it has a
// default, and a range over a channel or a function for its next value.
func (w *walker) opens(b *cfg.Block) effect {
	switch s := b.Stmt.(type) {
	case *ast.CommClause:
		if b.Kind != cfg.KindSelectCaseBody {
			return 0
		}
		eff := w.nodeEffects(s.Comm) &^ waited
		if !w.f.polled[s.Comm] {
			eff |= waited
		}
		return w.waiting(s.Comm, eff)
	case *ast.RangeStmt:
		if b.Kind == cfg.KindRangeBody && w.f.blocks(s.X) {
			return w.waiting(s, waited)
		}
	}
	return 0
}

// blocks reports whether a range over a value may wait for the next one.
func (f *finder) blocks(over ast.Expr) bool {
	t := f.in.Info.TypeOf(over)
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Chan, *types.Signature:
		return true
	}
	return false
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
func (w *walker) nodeEffects(n ast.Node) effect {
	if tag, ok := n.(ast.Expr); ok && len(w.f.cases[tag]) > 0 {
		return w.conditionEffects(tag)
	}
	switch n := n.(type) {
	case *ast.AssignStmt:
		return w.assignEffects(n.Lhs, n.Rhs, n.Tok) | w.exprEffects(n)
	case *ast.ValueSpec:
		return w.assignEffects(targets(n), n.Values, token.DEFINE) | w.exprEffects(n)
	case *ast.IncDecStmt:
		return w.doneAt(n)
	case *ast.SendStmt:
		return w.exprEffects(n) | w.doneAt(n)
	case *ast.GoStmt:
		return w.exprEffects(n) | w.doneAt(n) | changed
	}
	return w.exprEffects(n)
}

// assignEffects says what an assignment does beside its calls: the error's variable may lose it, the request may
// change, something may be noted.
func (w *walker) assignEffects(lhs, rhs []ast.Expr, tok token.Token) effect {
	var eff effect
	for i, l := range lhs {
		o := w.f.object(l)
		if o == nil {
			if id, ok := ast.Unparen(l).(*ast.Ident); !ok || id.Name != "_" {
				eff |= w.doneAt(l)
				if w.inputs[w.base(l)] {
					eff |= changed
				}
			}
			continue
		}
		if w.tracked[o] && o == w.env.root && !w.derives(rhs) {
			eff |= lost
			if i < len(rhs) && w.f.isNil(rhs[i]) {
				eff |= cleared
			}
		}
		if _, steers := w.env.flag(o); steers && !w.leavesWork(l, o) {
			continue // its value is followed
		}
		if w.inputs[o] {
			eff |= changed
		}
		if tok != token.DEFINE && o != w.env.root && i < len(rhs) && !w.takes(rhs[i]) {
			eff |= w.doneAt(l)
			if !isError(o.Type()) && !w.numeric(o) {
				eff |= changed
			}
		}
	}
	return eff
}

// takes reports whether an assignment takes something out of the error: not the error as it is.
func (w *walker) takes(rhs ast.Expr) bool {
	_, whole := ast.Unparen(rhs).(*ast.Ident)
	r, _ := w.f.rootAt(rhs, depth)
	return !whole && r != nil && r == w.env.root
}

// leavesWork reports whether an assignment in a loop over work sets a variable that outlives an item.
func (w *walker) leavesWork(at ast.Node, o types.Object) bool {
	for _, l := range w.fn.loops {
		if _, work := w.work[l.stmt]; work && l.holds(at) && (o.Pos() < l.Pos() || l.End() < o.Pos()) {
			return true
		}
	}
	return false
}

// base returns the variable that a target hangs on: req of req.Size.
func (w *walker) base(e ast.Expr) types.Object {
	o, _ := w.f.rootAt(e, depth)
	return o
}

func (w *walker) numeric(o types.Object) bool {
	b, ok := o.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0
}

// derives reports whether a value holds the error that is assumed: a wrap.
func (w *walker) derives(rhs []ast.Expr) bool {
	for _, r := range rhs {
		if w.callback != nil && w.holdsMark(r) {
			return false
		}
		if w.mentions(r) {
			return true
		}
	}
	return false
}

// doneAt says that something is done at a node, where that stands in the branch of the match.
func (w *walker) doneAt(n ast.Node) effect {
	if w.region == nil || w.region.Pos() <= n.Pos() && n.Pos() <= w.region.End() {
		return did
	}
	return 0
}
