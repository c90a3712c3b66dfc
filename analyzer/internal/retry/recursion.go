package retry

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/index"
)

// A selfCall is a call by which a function calls itself: directly, through a method value, or through one other function
// of the package.
type selfCall struct {
	call   *ast.CallExpr
	args   []index.Argument // the function's parameters with the values that they get
	effect effects.Effect   // what the other function does besides
}

// recursions returns the calls of the function by which it repeats an attempt if the attempt fails: the parameters that the
// attempt uses keep their values. It registers them with the walker. Only a call whose result is returned or assigned
// counts. A function that continues with another item, another page or another server calls itself with other arguments.
func (la *loopAnalysis) recursions() []Loop {
	var found []Loop
	body := la.walk.Func.BodyLoop()
	for _, c := range la.callsOfItself(la.walk.Func) {
		a := la.repeatedBy(c, body)
		if a == nil {
			continue
		}
		la.walk.Recursions[c.call] = c.effect
		found = append(found, Loop{Loop: body, attempt: a, call: c.call, changes: la.changedParams(c)})
	}
	repeats := func(l Loop) bool { return la.repeatsOnSuccess(l.attempt, nil) }
	if slices.ContainsFunc(found, repeats) {
		clear(la.walk.Recursions)
		return nil
	}
	return found
}

// repeatedBy returns the attempt that a function makes again by calling itself, or nil if there is none.
func (la *loopAnalysis) repeatedBy(c selfCall, body *index.Loop) *ast.CallExpr {
	changed := la.changedParams(c)
	for _, a := range la.walk.Attempts {
		if a == c.call || InLoop(la.walk.Func, a) || InLoop(la.walk.Func, c.call) || la.varies(body, a) {
			continue
		}
		if u := la.usedBy(a); !u.mentionsAny(changed) && !la.steers(changed, a, u) {
			return a
		}
	}
	return nil
}

// callsOfItself returns the calls by which a function calls itself, outside of function literals. A function that a defer
// statement calls has none.
func (d *Detector) callsOfItself(fn *index.Function) []selfCall {
	calls, known := d.selfCalls[fn]
	if known || fn.Deferred {
		return calls
	}
	for _, call := range resultCalls(fn.Body) {
		if c, ok := d.selfCallBy(call, fn); ok && len(c.args) > 0 {
			calls = append(calls, c)
		}
	}
	d.selfCalls[fn] = calls
	return calls
}

// selfCallBy returns what a call passes to fn, if it calls fn; ok is false if it does not.
func (d *Detector) selfCallBy(call *ast.CallExpr, fn *index.Function) (c selfCall, ok bool) {
	called, receiver := d.target(call)
	if called == nil {
		return selfCall{}, false
	}
	if called == fn {
		return selfCall{call: call, args: arguments(fn, call, receiver)}, true
	}
	if _, declared := called.Node.(*ast.FuncDecl); !declared {
		return selfCall{}, false
	}
	c = selfCall{call: call}
	outer := arguments(called, call, receiver)
	for _, inner := range resultCalls(called.Body) {
		if next, receiver := d.target(inner); next == fn {
			if ok {
				return selfCall{}, false
			}
			ok = true
			c.args = substitute(d.pkg, arguments(fn, inner, receiver), outer)
		}
	}
	if ok {
		c.effect = d.effectsBeside(called, fn)
	}
	return c, ok && c.effect&effects.Changed == 0
}

// effectsBeside returns what a function does apart from its calls of fn.
func (d *Detector) effectsBeside(called, fn *index.Function) effects.Effect {
	var eff effects.Effect
	ast.Inspect(called.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt, *ast.SendStmt:
			eff |= effects.Changed
		case *ast.CallExpr:
			if next, _ := d.target(n); next != fn {
				eff |= d.effects.OfCall(n, 2)
			}
		}
		return true
	})
	return eff
}

// target returns the function of the package that a call calls, and the expression that it uses as the receiver. A variable
// that holds only one method value stands for the method.
func (d *Detector) target(call *ast.CallExpr) (fn *index.Function, receiver ast.Expr) {
	fun := ast.Unparen(call.Fun)
	if a, ok := d.pkg.OnlyAssignment(d.pkg.Object(fun)); ok {
		fun = ast.Unparen(a.RHS) // a method value
	}
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		receiver = sel.X
	}
	return d.pkg.CalledFunction(call), receiver
}

// arguments returns the parameters of a function with the values that a call passes for them. The receiver is nil for a
// function. It returns nil if the values cannot be assigned to the parameters one by one.
func arguments(fn *index.Function, call *ast.CallExpr, receiver ast.Expr) []index.Argument {
	params := fn.Params()
	if len(params)-1 != len(call.Args) {
		return nil
	}
	var args []index.Argument
	if params[0] != nil {
		if receiver == nil {
			return nil
		}
		args = append(args, index.Argument{Param: params[0], Arg: receiver})
	}
	for i, p := range params[1:] {
		args = append(args, index.Argument{Param: p, Arg: call.Args[i]})
	}
	return args
}

// substitute replaces arguments that are parameters of the function around them by the values of these.
func substitute(pkg *index.Package, args, outer []index.Argument) []index.Argument {
	out := slices.Clone(args)
	for i, a := range out {
		o := pkg.Object(a.Arg)
		for _, p := range outer {
			if o != nil && p.Param == o && isConstant(pkg, o) {
				out[i].Arg = p.Arg
			}
		}
	}
	return out
}

// isConstant reports whether a parameter is never set in its function.
func isConstant(pkg *index.Package, param types.Object) bool { return len(pkg.Assignments[param]) <= 1 }

// changedParams returns the parameters that have another value in the next call, except contexts.
func (la *loopAnalysis) changedParams(c selfCall) map[types.Object]bool {
	changed := map[types.Object]bool{}
	for _, a := range c.args {
		if a.Param == nil || index.IsContext(a.Param.Type()) {
			continue
		}
		if la.pkg.Object(a.Arg) != a.Param || !isConstant(la.pkg, a.Param) {
			changed[a.Param] = true
		}
	}
	return changed
}

// resultCalls returns the calls in the statements of a body that return or assign their results. Calls in function
// literals, and in go and defer statements, are not included.
func resultCalls(body *ast.BlockStmt) []*ast.CallExpr {
	var calls []*ast.CallExpr
	add := func(values []ast.Expr) {
		for _, v := range values {
			if call, ok := ast.Unparen(v).(*ast.CallExpr); ok {
				calls = append(calls, call)
			}
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			add(n.Results)
		case *ast.AssignStmt:
			if !slices.ContainsFunc(n.Lhs, func(l ast.Expr) bool { return !isBlank(l) }) {
				return true
			}
			add(n.Rhs)
		case *ast.ValueSpec:
			add(n.Values)
		}
		return true
	})
	return calls
}

// isBlank reports whether an expression is the blank identifier.
func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}

// mayWaitFirst reports whether a function that calls itself may wait before the attempt, depending on a parameter that the
// call changes, as in if attempt > 0 { wait() }.
func (la *loopAnalysis) mayWaitFirst(l *Loop) bool {
	found := false
	la.eachBranch(func(conds []ast.Expr, branch ast.Node) {
		tests := slices.ContainsFunc(conds, func(c ast.Expr) bool { return la.mentionsAny(c, l.changes) })
		if !tests || found || branch.Pos() > l.attempt.Pos() {
			return
		}
		ast.Inspect(branch, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				found = found || la.effects.OfCall(n, 3)&effects.Waited != 0
			case *ast.UnaryExpr:
				found = found || n.Op == token.ARROW
			}
			return !found
		})
	})
	return found
}
