package retry

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/index"
)

// describe sets what is known of a loop that leads to another attempt.
func (la *loopAnalysis) describe(l *Loop) {
	l.attemptWaits = la.attemptWaits(l.attempt) || la.mayWaitFirst(l)
	l.attemptActs = la.attemptActs(l.attempt)
	l.limited = la.isLimited(l)
	l.bounded = l.limited || la.hasEndingContext(l)
	l.fixedWait = la.fixedWait(l.Loop)
}

// fixedWait returns the duration that a loop waits, if it is the same each time; otherwise nil. All statements on the
// paths from the match that wait must have the same duration.
func (la *loopAnalysis) fixedWait(l *index.Loop) ast.Expr {
	var one ast.Expr
	for n := range la.walk.Waits {
		if !l.Contains(n) || leavesAfter(l, n) {
			continue
		}
		for _, d := range la.waitDurations(n) {
			if d == nil || one != nil && !la.equalConstants(one, d) || !la.isFixed(d, index.MaxDepth) {
				return nil
			}
			if one == nil || d.Pos() < one.Pos() {
				one = d
			}
		}
	}
	return one
}

// leavesAfter reports whether a node is the communication of a case of a select whose body leaves the loop, as in
// case <-ctx.Done(): return. Then it ends the attempts, and no attempt follows the wait.
func leavesAfter(l *index.Loop, n ast.Node) bool {
	leaves := false
	l.Inspect(func(c ast.Node) bool {
		clause, ok := c.(*ast.CommClause)
		if !ok || clause.Comm != n {
			return true
		}
		if len(clause.Body) > 0 {
			switch s := clause.Body[len(clause.Body)-1].(type) {
			case *ast.ReturnStmt:
				leaves = true
			case *ast.BranchStmt:
				leaves = s.Tok == token.GOTO || s.Tok == token.BREAK && s.Label != nil
			case *ast.ExprStmt:
				leaves = index.EndsInJump(&ast.BlockStmt{List: clause.Body})
			}
		}
		return false
	})
	return leaves
}

// waitDurations returns the duration of each call and channel receive in a node that waits; nil for one whose duration
// is not known.
func (d *Detector) waitDurations(n ast.Node) []ast.Expr {
	if r, ok := n.(*ast.RangeStmt); ok {
		return []ast.Expr{d.channelDuration(r.X)}
	}
	var waits []ast.Expr
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			if n.Op != token.ARROW {
				return true
			}
			waits = append(waits, d.channelDuration(n.X))
			return false
		case *ast.CallExpr:
			if d.effects.OfCall(n, 3)&effects.Waited != 0 {
				waits = append(waits, d.sleepDuration(n))
				return false
			}
		}
		return true
	})
	return waits
}

// sleepDuration returns the duration argument of a call that sleeps: of a listed function, such as time.Sleep, or of a
// function of the package that sleeps for as long as its parameter says. It returns nil if the function may choose another
// duration.
func (d *Detector) sleepDuration(call *ast.CallExpr) ast.Expr {
	if fn := d.pkg.CalledFunction(call); fn != nil {
		for _, p := range fn.Arguments(call) {
			if p.Param != nil && index.IsDuration(p.Param.Type()) && len(d.pkg.Assignments[p.Param]) <= 1 && d.sleepsFor(fn, p.Param) {
				return p.Arg
			}
		}
		return nil
	}
	if !d.effects.IsWait(call) {
		return nil
	}
	var one ast.Expr
	for _, arg := range call.Args {
		if !index.IsDuration(d.pkg.Info.TypeOf(arg)) {
			continue
		}
		if one != nil {
			return nil
		}
		one = arg
	}
	return one
}

// sleepsFor reports whether a function waits for the duration in one of its parameters, and for no other.
func (d *Detector) sleepsFor(fn *index.Function, param types.Object) bool {
	waits, other := false, false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		for _, name := range []string{"Sleep", "After", "NewTimer", "NewTicker", "Tick"} {
			if len(call.Args) == 1 && d.pkg.IsCallTo(call, "time", name) {
				is := d.pkg.Object(call.Args[0]) == param
				waits, other = waits || is, other || !is
			}
		}
		return true
	})
	return waits && !other
}

// channelDuration returns the duration after which a channel of package time is ready: time.After(d), ticker.C, or a
// variable that holds one of them. It returns nil for any other channel.
func (d *Detector) channelDuration(ch ast.Expr) ast.Expr {
	ch = ast.Unparen(ch)
	if sel, ok := ch.(*ast.SelectorExpr); ok && sel.Sel.Name == "C" {
		if o := d.pkg.Object(sel.X); o != nil && !d.isReset(o) {
			if a, ok := d.pkg.OnlyAssignment(o); ok {
				return d.timerArg(a.RHS, "NewTicker", "NewTimer")
			}
		}
		return nil
	}
	if o := d.pkg.Object(ch); o != nil {
		a, ok := d.pkg.OnlyAssignment(o)
		if !ok {
			return nil
		}
		ch = a.RHS
	}
	return d.timerArg(ch, "After", "Tick")
}

// timerArg returns the argument of a call to a function of package time with one of two names; otherwise nil.
func (d *Detector) timerArg(e ast.Expr, one, other string) ast.Expr {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !d.pkg.IsCallTo(call, "time", one) && !d.pkg.IsCallTo(call, "time", other) {
		return nil
	}
	return call.Args[0]
}

// isReset reports whether a function that sets a timer variable calls a method Reset.
func (d *Detector) isReset(timer types.Object) bool {
	found := false
	for _, a := range d.pkg.Assignments[timer] {
		if a.Func == nil {
			return true
		}
		ast.Inspect(a.Func.Body, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				fn, ok := d.pkg.Callee(call).(*types.Func)
				found = found || ok && fn.Name() == "Reset" && fn.Pkg() != nil && fn.Pkg().Path() == "time"
			}
			return !found
		})
	}
	return found
}

// isFixed reports whether a duration is a constant, or is computed from variables that have only one constant value.
func (d *Detector) isFixed(e ast.Expr, depth int) bool {
	e = ast.Unparen(e)
	if d.pkg.Info.Types[e].Value != nil {
		return true
	}
	if depth == 0 {
		return false
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return d.isFixed(e.X, depth-1) && d.isFixed(e.Y, depth-1)
	case *ast.CallExpr:
		tv, ok := d.pkg.Info.Types[e.Fun]
		return ok && tv.IsType() && len(e.Args) == 1 && d.isFixed(e.Args[0], depth-1)
	case *ast.Ident:
		o, ok := d.pkg.Object(e).(*types.Var)
		if !ok || o.IsField() {
			return false
		}
		if init, ok := d.pkg.Globals[o]; ok {
			return len(d.pkg.Assignments[o]) == 0 && !o.Exported() && d.isFixed(init, depth-1)
		}
		a, ok := d.pkg.OnlyAssignment(o)
		return ok && len(a.LHS) == 1 && a.LHS[0].Pos() == o.Pos() && d.isFixed(a.RHS, depth-1)
	}
	return false
}

// equalConstants reports whether two durations are the same constant.
func (d *Detector) equalConstants(a, b ast.Expr) bool {
	x, y := d.pkg.Info.Types[ast.Unparen(a)].Value, d.pkg.Info.Types[ast.Unparen(b)].Value
	return x != nil && y != nil && x.Kind() == constant.Int && y.Kind() == constant.Int && constant.Compare(x, token.EQL, y)
}

// attemptWaits reports whether the function that an attempt calls waits. Waits in function literals that it passes on do
// not count: the callback of a retry library waits only if it is called again.
func (la *loopAnalysis) attemptWaits(a *ast.CallExpr) bool {
	fn := la.pkg.CalledFunction(a)
	return fn != nil && la.effects.Sleeps(fn, 2)
}

// attemptActs reports whether the function that an attempt calls makes several calls that may change something.
func (la *loopAnalysis) attemptActs(a *ast.CallExpr) bool {
	fn := la.pkg.CalledFunction(a)
	return fn != nil && la.makesSeveralChanges(fn)
}

// makesSeveralChanges reports whether a function makes several calls that may change something: one sends the request, and
// another may renew what the request needs.
func (d *Detector) makesSeveralChanges(fn *index.Function) bool {
	acts := 0
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && d.effects.OfCall(call, 2)&effects.Changed != 0 {
			acts++
		}
		return acts < 2
	})
	return acts > 1
}
