package retry

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// varies reports whether an attempt is a different call in each iteration: it reads from a stream, its receiver or
// arguments change, the loop's counter is used to choose them, or something before it may repair what failed.
func (la *loopAnalysis) varies(l *index.Loop, call *ast.CallExpr) bool {
	if la.readsStream(call) || la.recoversBefore(l, call) {
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

// callVaries reports whether a call may return another value in each iteration: it returns a random number or the time,
// counts, or may change something. A function that makes a value from its arguments does not.
func (v *variation) callVaries(call *ast.CallExpr) bool {
	if v.analysis.isRandom(call, 2) || v.analysis.effects.Advances(call) {
		return true
	}
	return v.analysis.effects.OfCall(call, 3)&effects.Changed != 0 && !v.analysis.makesValue(call) && !v.analysis.effects.BuildsRequest(call)
}

// isRandom reports whether a call returns a random number or the time, or calls a function of the package whose result is
// computed from one. Depth is the number of functions that it looks into.
func (la *loopAnalysis) isRandom(call *ast.CallExpr, depth int) bool {
	switch path, name := la.pkg.Qualified(call); path {
	case "math/rand", "math/rand/v2", "crypto/rand":
		return true
	case "time":
		return name == "Now" || name == "Since"
	}
	fn := la.pkg.CalledFunction(call)
	if fn == nil || depth == 0 {
		return false
	}
	found := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if r, ok := n.(*ast.ReturnStmt); ok {
			ast.Inspect(r, func(n ast.Node) bool {
				if c, ok := n.(*ast.CallExpr); ok {
					found = found || la.isRandom(c, depth-1)
				}
				return !found
			})
		}
		return !found
	})
	return found
}

// makesValue reports whether a call calls a function of another package, or a method of a value, that makes a request: it
// returns a struct, a pointer to one, or a slice, of a type that is declared in the package of the function. A function may
// return an error too; a method that does may be a call of a service.
func (la *loopAnalysis) makesValue(call *ast.CallExpr) bool {
	fn, ok := la.pkg.Callee(call).(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Signature().Recv() != nil && fn.Signature().Results().Len() > 1 {
		return false
	}
	results := fn.Signature().Results()
	if n := results.Len(); n != 1 && !(n == 2 && types.Identical(results.At(1).Type(), index.ErrorType)) {
		return false
	}
	t := results.At(0).Type()
	tn := sites.TypeNameOf(t)
	if tn == nil || tn.Pkg() != fn.Pkg() || index.IsError(t) {
		return false
	}
	switch tn.Type().Underlying().(type) {
	case *types.Struct, *types.Slice:
		return true
	}
	return false
}

// readsStream reports whether a call reads the next value from a stream: a gRPC stream, a reader, or another method without
// arguments, such as that of a listener.
func (la *loopAnalysis) readsStream(call *ast.CallExpr) bool {
	fn, ok := la.pkg.Callee(call).(*types.Func)
	if !ok || fn.Signature().Recv() == nil {
		return false
	}
	sig := fn.Signature()
	if sig.Params().Len() == 1 && sig.Results().Len() == 2 && fn.Name() == "Read" {
		b, ok := sig.Params().At(0).Type().Underlying().(*types.Slice)
		return ok && types.Identical(b.Elem(), types.Typ[types.Byte])
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	if made, ok := ast.Unparen(sel.X).(*ast.CallExpr); ok && len(made.Args) > 0 {
		return false // the arguments say what to read: Get(client, id).Extract()
	}
	if sig.Params().Len() == 0 && sig.Results().Len() > 1 && la.pkg.Decls[fn] == nil {
		return true // it gets nothing that says what to read, so it may read the next value
	}
	t := la.pkg.Info.TypeOf(sel.X)
	if t == nil {
		return false
	}
	stream, _, _ := types.LookupFieldOrMethod(t, true, fn.Pkg(), "RecvMsg")
	_, isMethod := stream.(*types.Func)
	return isMethod && sig.Params().Len() <= 1
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
// the iteration, as in if attempt > 0 { login() }, or a call of a function that may change what the call uses.
func (la *loopAnalysis) recoversBefore(l *index.Loop, call *ast.CallExpr) bool {
	inputs := la.flow.Inputs([]*ast.CallExpr{call})
	found := false
	l.Inspect(func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			found = found || n.End() <= call.Pos() && la.mayRepair(n, inputs) && !la.setsConstants(l, n)
		case *ast.IfStmt:
			found = found || n.End() <= call.Pos() && !index.EndsInJump(n.Body) && la.changesSomething(n.Body)
		}
		return !found
	})
	return found
}

// mayRepair reports whether a call before an attempt may change something that the attempt uses: it is not known what it
// does, and it uses one of the inputs of the attempt.
func (la *loopAnalysis) mayRepair(call *ast.CallExpr, inputs map[types.Object]bool) bool {
	return la.effects.OfCall(call, 3)&effects.Changed != 0 && !la.makesValue(call) && !la.effects.BuildsRequest(call) && la.mentionsAny(call, inputs)
}

// setsConstants reports whether a call is one of a method of net/http or net/url, such as Header.Set, with arguments that are
// the same in each iteration of a loop.
func (la *loopAnalysis) setsConstants(l *index.Loop, call *ast.CallExpr) bool {
	fn, ok := la.pkg.Callee(call).(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Signature().Recv() == nil || fn.Signature().Results().Len() > 0 {
		return false
	}
	if path := fn.Pkg().Path(); path != "net/http" && path != "net/url" {
		return false
	}
	v := variation{analysis: la, loop: l, call: call, seen: map[types.Object]bool{}}
	return !slices.ContainsFunc(call.Args, v.valueVaries)
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
