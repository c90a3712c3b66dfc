package retry

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/lazyregexp"
)

// Names that say whether a call gives the same each time, where its body is not at hand. A call that they do not know
// is taken to give something else.
var (
	makerNames    = lazyregexp.New(`^(?:[nN]ew|[mM]ake|[bB]uild|[cC]lone|[cC]opy|Marshal|Encode|With)|(?:Request|Req|Params|Input|Options|Body)$`)
	varyingNames  = lazyregexp.New(`(?i)rand|uuid|unique|generate|next|pick`)
	streamNames   = lazyregexp.New(`^(?i:next|recv|receive|read|scan|take|pop|accept|dequeue|poll)`)
	connectNames  = lazyregexp.New(`(?i)^(?:re)?(?:dial|connect|open|subscribe|login|attach|join)`)
	recoveryNames = lazyregexp.New(`(?i)token|auth|cred|login|refresh|renew|connect|reset|reopen|rotate`)
)

// varies reports whether an attempt is another call in each round: it takes from a stream, it is made from something
// that the loop's counter picks or goes into or that is got anew, or a round begins with a recovery.
func (la *loopAnalysis) varies(l *index.Loop, call *ast.CallExpr) bool {
	if streamNames.MatchString(index.CalledName(call)) || la.recoversBefore(l, call) {
		return true
	}
	v := variation{analysis: la, loop: l, call: call, seen: map[types.Object]bool{}}
	if v.receiverVaries() {
		return true
	}
	for _, arg := range call.Args {
		if v.valueVaries(arg) {
			return true
		}
	}
	return v.usesCounter() || v.inputsChange()
}

// A variation is the question what a call in a loop is made from.
type variation struct {
	analysis *loopAnalysis
	loop     *index.Loop
	call     *ast.CallExpr
	seen     map[types.Object]bool
}

func (v *variation) inLoop(n ast.Node) bool {
	return v.loop.Contains(n)
}

// receiver reports whether each round gets the client (or function) of the call anew.
func (v *variation) receiverVaries() bool {
	fun := ast.Unparen(v.call.Fun)
	for {
		sel, ok := fun.(*ast.SelectorExpr)
		if !ok {
			return v.valueVaries(fun)
		}
		fun = ast.Unparen(sel.X)
	}
}

// fresh reports whether a value differs from round to round.
func (v *variation) valueVaries(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			found = found || v.callVaries(n)
		case *ast.Ident:
			found = found || v.variableVaries(n)
		}
		return !found
	})
	return found
}

func (v *variation) callVaries(call *ast.CallExpr) bool {
	name := index.CalledName(call)
	return varyingNames.MatchString(name) || !makerNames.MatchString(name) && v.analysis.effects.OfCall(call, 3)&effects.Changed != 0
}

// moves reports whether the loop sets a variable to something fresh, or steps it.
func (v *variation) variableVaries(id *ast.Ident) bool {
	o, ok := v.analysis.pkg.Object(id).(*types.Var)
	if !ok || v.seen[o] || index.IsContext(o.Type()) {
		return false
	}
	v.seen[o] = true
	for _, a := range v.analysis.pkg.Assignments[o] {
		if a.RHS == nil || a.Node == nil || !v.inLoop(a.Node) || v.analysis.walk.ContainsAttempt(a.Node) {
			continue
		}
		if v.analysis.mentionsAny(a.RHS, map[types.Object]bool{o: true}) || v.valueVaries(a.RHS) {
			return true
		}
	}
	return false
}

// counted reports whether the loop's counter picks what is asked, or goes into it.
func (v *variation) usesCounter() bool {
	counters := v.analysis.counters(v.loop)
	if len(counters) == 0 {
		return false
	}
	if v.analysis.mentionsAny(v.call, counters) {
		return true
	}
	found := false
	v.loop.Inspect(func(n ast.Node) bool {
		if x, ok := n.(*ast.IndexExpr); ok && !index.IsTime(v.analysis.pkg.Info.TypeOf(x)) && v.analysis.mentionsAny(x.Index, counters) {
			found = true
		}
		return !found
	})
	return found || v.madeFromCounter(counters)
}

// madeFrom reports whether a variable of the call is set in the loop out of one of the counters.
func (v *variation) madeFromCounter(counters map[types.Object]bool) bool {
	for o := range v.analysis.flow.Inputs([]*ast.CallExpr{v.call}) {
		for _, a := range v.analysis.pkg.Assignments[o] {
			if a.RHS != nil && v.inLoop(a.RHS) && v.analysis.mentionsAny(a.RHS, counters) {
				return true
			}
		}
	}
	return false
}

// refilled reports whether each round puts something else into what the call is made from: a field that grows or is set
// to what differs, or a method of an argument that is handed such a value.
func (v *variation) inputsChange() bool {
	counters := v.analysis.counters(v.loop)
	differs := func(values []ast.Expr) bool {
		return slices.ContainsFunc(values, func(e ast.Expr) bool { return v.analysis.mentionsAny(e, counters) || v.valueVaries(e) })
	}
	made := v.analysis.flow.Inputs([]*ast.CallExpr{v.call})
	args := v.analysis.flow.Inputs([]*ast.CallExpr{{Fun: ast.NewIdent("_"), Args: v.call.Args}})
	found := false
	v.loop.Inspect(func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.AssignStmt:
			part := func(l ast.Expr) bool { return v.analysis.pkg.Object(l) == nil && made[v.analysis.walk.BaseVar(l)] }
			found = found || slices.ContainsFunc(n.Lhs, part) && (n.Tok != token.ASSIGN || differs(n.Rhs))
		case *ast.CallExpr:
			sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr)
			found = found || ok && n != v.call && args[v.analysis.walk.BaseVar(sel.X)] && v.analysis.effects.OfCall(n, 3)&effects.Changed != 0 && differs(n.Args)
		}
		return !found
	})
	return found
}

// recoversFirst reports whether something before the call can mend what failed: a condition guards it, as in
// if attempt > 0 { login() }, or its name says so.
func (la *loopAnalysis) recoversBefore(l *index.Loop, call *ast.CallExpr) bool {
	found := false
	l.Inspect(func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			found = found || n.End() <= call.Pos() && recoveryNames.MatchString(index.CalledName(n))
		case *ast.IfStmt:
			found = found || n.End() <= call.Pos() && !index.EndsInJump(n.Body) && la.changesSomething(n.Body)
		}
		return !found
	})
	return found
}

// recovers reports whether a call in a block can change something.
func (la *loopAnalysis) changesSomething(b *ast.BlockStmt) bool {
	found := false
	ast.Inspect(b, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && la.effects.OfCall(c, 3)&effects.Changed != 0 {
			found = true
		}
		return !found
	})
	return found
}
