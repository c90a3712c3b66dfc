package sites

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// Names that say whether a call gives the same each time, where its body is not at hand. A call that they do not know
// is taken to give something else.
var (
	makerNames    = compile(`^(?:[nN]ew|[mM]ake|[bB]uild|[cC]lone|[cC]opy|Marshal|Encode|With)|(?:Request|Req|Params|Input|Options|Body)$`)
	freshNames    = compile(`(?i)rand|uuid|unique|generate|next|pick`)
	streamNames   = compile(`^(?i:next|recv|receive|read|scan|take|pop|accept|dequeue|poll)`)
	connectNames  = compile(`(?i)^(?:re)?(?:dial|connect|open|subscribe|login|attach|join)`)
	recoveryNames = compile(`(?i)token|auth|cred|login|refresh|renew|connect|reset|reopen|rotate`)
)

// varies reports whether an attempt is another call in each round: it takes from a stream, it is made from something
// that the loop's counter picks or goes into or that is got anew, or a round begins with a recovery.
func (w *looper) varies(l *loop, call *ast.CallExpr) bool {
	if streamNames.MatchString(calledName(call)) || w.recoversFirst(l, call) {
		return true
	}
	v := variation{looper: w, loop: l, call: call, seen: map[types.Object]bool{}}
	if v.receiver() {
		return true
	}
	for _, arg := range call.Args {
		if v.fresh(arg) {
			return true
		}
	}
	return v.counted() || v.refilled()
}

// A variation is the question what a call in a loop is made from.
type variation struct {
	looper *looper
	loop   *loop
	call   *ast.CallExpr
	seen   map[types.Object]bool
}

func (v *variation) inLoop(n ast.Node) bool {
	return v.loop.holds(n)
}

// receiver reports whether each round gets the client (or function) of the call anew.
func (v *variation) receiver() bool {
	fun := ast.Unparen(v.call.Fun)
	for {
		sel, ok := fun.(*ast.SelectorExpr)
		if !ok {
			return v.fresh(fun)
		}
		fun = ast.Unparen(sel.X)
	}
}

// fresh reports whether a value differs from round to round.
func (v *variation) fresh(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			found = found || v.freshCall(n)
		case *ast.Ident:
			found = found || v.moves(n)
		}
		return !found
	})
	return found
}

func (v *variation) freshCall(call *ast.CallExpr) bool {
	name := calledName(call)
	return freshNames.MatchString(name) || !makerNames.MatchString(name) && v.looper.f.callEffect(call, 3)&changed != 0
}

// moves reports whether the loop sets a variable to something fresh, or steps it.
func (v *variation) moves(id *ast.Ident) bool {
	o, ok := v.looper.f.object(id).(*types.Var)
	if !ok || v.seen[o] || isContext(o.Type()) {
		return false
	}
	v.seen[o] = true
	for _, a := range v.looper.f.assigns[o] {
		if a.rhs == nil || a.node == nil || !v.inLoop(a.node) || v.looper.walk.holdsAttempt(a.node) {
			continue
		}
		if v.looper.holdsAny(a.rhs, map[types.Object]bool{o: true}) || v.fresh(a.rhs) {
			return true
		}
	}
	return false
}

// counted reports whether the loop's counter picks what is asked, or goes into it.
func (v *variation) counted() bool {
	counters := v.looper.counters(v.loop)
	if len(counters) == 0 {
		return false
	}
	if v.looper.holdsAny(v.call, counters) {
		return true
	}
	found := false
	v.loop.inspect(func(n ast.Node) bool {
		if x, ok := n.(*ast.IndexExpr); ok && !isTime(v.looper.f.in.Info.TypeOf(x)) && v.looper.holdsAny(x.Index, counters) {
			found = true
		}
		return !found
	})
	return found || v.madeFrom(counters)
}

// madeFrom reports whether a variable of the call is set in the loop out of one of the counters.
func (v *variation) madeFrom(counters map[types.Object]bool) bool {
	for o := range v.looper.f.inputs([]*ast.CallExpr{v.call}) {
		for _, a := range v.looper.f.assigns[o] {
			if a.rhs != nil && v.inLoop(a.rhs) && v.looper.holdsAny(a.rhs, counters) {
				return true
			}
		}
	}
	return false
}

// refilled reports whether each round puts something else into what the call is made from: a field that grows or is set
// to what differs, or a method of an argument that is handed such a value.
func (v *variation) refilled() bool {
	counters := v.looper.counters(v.loop)
	differs := func(values []ast.Expr) bool {
		return slices.ContainsFunc(values, func(e ast.Expr) bool { return v.looper.holdsAny(e, counters) || v.fresh(e) })
	}
	made := v.looper.f.inputs([]*ast.CallExpr{v.call})
	args := v.looper.f.inputs([]*ast.CallExpr{{Fun: ast.NewIdent("_"), Args: v.call.Args}})
	found := false
	v.loop.inspect(func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.AssignStmt:
			part := func(l ast.Expr) bool { return v.looper.f.object(l) == nil && made[v.looper.walk.base(l)] }
			found = found || slices.ContainsFunc(n.Lhs, part) && (n.Tok != token.ASSIGN || differs(n.Rhs))
		case *ast.CallExpr:
			sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr)
			found = found || ok && n != v.call && args[v.looper.walk.base(sel.X)] && v.looper.f.callEffect(n, 3)&changed != 0 && differs(n.Args)
		}
		return !found
	})
	return found
}

// recoversFirst reports whether something before the call can mend what failed: a condition guards it, as in
// if attempt > 0 { login() }, or its name says so.
func (w *looper) recoversFirst(l *loop, call *ast.CallExpr) bool {
	found := false
	l.inspect(func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			found = found || n.End() <= call.Pos() && recoveryNames.MatchString(calledName(n))
		case *ast.IfStmt:
			found = found || n.End() <= call.Pos() && !leavesLoop(n.Body) && w.recovers(n.Body)
		}
		return !found
	})
	return found
}

// recovers reports whether a call in a block can change something.
func (w *looper) recovers(b *ast.BlockStmt) bool {
	found := false
	ast.Inspect(b, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && w.f.callEffect(c, 3)&changed != 0 {
			found = true
		}
		return !found
	})
	return found
}

// leavesLoop reports whether a block ends in a statement that does not go on behind it.
func leavesLoop(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	switch s := b.List[len(b.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		return ok && calledName(call) == "panic"
	}
	return false
}
