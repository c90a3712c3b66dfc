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

// Names of functions whose source is not known, by what they do: make a request from their arguments, return another value
// each time, read from a stream, open a connection, repair something after a failure. Each other call that may change
// something counts as one that returns another value each time.
var (
	makerNames    = lazyregexp.New(`^(?:[nN]ew|[mM]ake|[bB]uild|[cC]lone|[cC]opy|Marshal|Encode|With)|(?:Request|Req|Params|Input|Options|Body)$`)
	varyingNames  = lazyregexp.New(`(?i)rand|uuid|unique|generate|next|pick`)
	streamNames   = lazyregexp.New(`^(?i:next|recv|receive|read|scan|take|pop|accept|dequeue|poll)`)
	connectNames  = lazyregexp.New(`(?i)^(?:re)?(?:dial|connect|open|subscribe|login|attach|join)`)
	recoveryNames = lazyregexp.New(`(?i)token|auth|cred|login|refresh|renew|connect|reset|reopen|rotate`)
)

// varies reports whether an attempt is a different call in each iteration: it reads from a stream, its receiver or
// arguments change, the loop's counter is used to choose them, or something before it may repair what failed.
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

// A variation answers whether the receiver and the arguments of a call differ between the iterations of a loop.
type variation struct {
	analysis *loopAnalysis
	loop     *index.Loop
	call     *ast.CallExpr
	seen     map[types.Object]bool // variables that variableVaries has examined
}

// inLoop reports whether a node is inside the loop.
func (v *variation) inLoop(n ast.Node) bool {
	return v.loop.Contains(n)
}

// receiverVaries reports whether each iteration uses another client, or another function, for the call.
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

// valueVaries reports whether the value of an expression differs between iterations.
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

// callVaries reports whether a call may return another value in each iteration.
func (v *variation) callVaries(call *ast.CallExpr) bool {
	name := index.CalledName(call)
	return varyingNames.MatchString(name) || !makerNames.MatchString(name) && v.analysis.effects.OfCall(call, 3)&effects.Changed != 0
}

// variableVaries reports whether the loop sets a variable to a value that differs between iterations or depends on the
// variable itself.
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

// usesCounter reports whether the loop's counter is part of the call, is an index in the loop, or is used to compute an
// input of the call.
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

// madeFromCounter reports whether the loop sets a variable that the call uses to a value computed from one of the
// counters.
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

// inputsChange reports whether each iteration changes something that the call uses: it sets a field or an element to a
// value that differs, appends or adds to one, or passes such a value to a method of an argument.
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

// recoversBefore reports whether something before the call may repair what failed: a call in a branch that does not end
// the iteration, as in if attempt > 0 { login() }, or a call whose name says so.
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

// changesSomething reports whether a call in a block may change something that lets the next attempt succeed.
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
