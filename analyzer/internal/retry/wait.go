package retry

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/lazyregexp"
)

// Names of what a select waits for beside its wait: it ends the loop.
var stopNames = lazyregexp.New(`(?i)done|stop|quit|clos|exit|shut|cancel|kill|die|abort|ctx`)

// Names of functions that sleep as long as they are told, and of those that choose.
var (
	sleepNames  = lazyregexp.New(`(?i)^sleep|sleep$|sleepcontext|sleepwithcontext`)
	chooseNames = lazyregexp.New(`(?i)jitter|backoff|rand|expo`)
)

// judgeLoop says what is known of a loop that comes round to another attempt.
func (w *loopJudge) judgeLoop(l *Loop) {
	l.waited = w.waitsItself(l.attempt)
	l.bounded = !w.endless(l)
	l.fixed = w.fixedWait(l.Loop)
}

// fixedWait returns how long a loop waits, where that is the same each time: all of what waits in it on the paths from
// the match says the same.
func (w *loopJudge) fixedWait(l *index.Loop) ast.Expr {
	var one ast.Expr
	for n := range w.walk.Waits {
		if !l.Contains(n) {
			continue
		}
		for _, d := range w.f.waitsIn(n) {
			if d == nil || one != nil && !w.f.sameValue(one, d) || !w.f.unchanging(d, index.MaxDepth) {
				return nil
			}
			if one == nil || d.Pos() < one.Pos() {
				one = d
			}
		}
	}
	return one
}

// waitsIn returns how long each thing in a statement waits; nil for one that does not say.
func (j *Judge) waitsIn(n ast.Node) []ast.Expr {
	if r, ok := n.(*ast.RangeStmt); ok {
		return []ast.Expr{j.channelWait(r.X)}
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
			if !stopNames.MatchString(types.ExprString(n.X)) {
				waits = append(waits, j.channelWait(n.X))
			}
			return false
		case *ast.CallExpr:
			if j.effects.OfCall(n, 3)&effects.Waited != 0 {
				waits = append(waits, j.sleepTime(n))
				return false
			}
		}
		return true
	})
	return waits
}

// sleepTime returns what a call that sleeps is told: time.Sleep(d), or sleep(ctx, d) of the program's own.
func (j *Judge) sleepTime(call *ast.CallExpr) ast.Expr {
	name := index.CalledName(call)
	if !j.pkg.IsCallTo(call, "time", "Sleep") && (!sleepNames.MatchString(name) || chooseNames.MatchString(name)) {
		return nil
	}
	var one ast.Expr
	for _, arg := range call.Args {
		if !index.IsDuration(j.pkg.Info.TypeOf(arg)) {
			continue
		}
		if one != nil {
			return nil
		}
		one = arg
	}
	return one
}

// channelWait returns after how long a timer's or ticker's channel gives something: time.After(d), tick.C, or a
// variable that holds one of them.
func (j *Judge) channelWait(ch ast.Expr) ast.Expr {
	ch = ast.Unparen(ch)
	if sel, ok := ch.(*ast.SelectorExpr); ok && sel.Sel.Name == "C" {
		if o := j.pkg.Object(sel.X); o != nil && !j.isReset(o) {
			if a, ok := j.pkg.OnlyAssignment(o); ok {
				return j.timer(a.RHS, "NewTicker", "NewTimer")
			}
		}
		return nil
	}
	if o := j.pkg.Object(ch); o != nil {
		a, ok := j.pkg.OnlyAssignment(o)
		if !ok {
			return nil
		}
		ch = a.RHS
	}
	return j.timer(ch, "After", "Tick")
}

// timer returns the argument of a call of one of two functions of package time.
func (j *Judge) timer(e ast.Expr, one, other string) ast.Expr {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !j.pkg.IsCallTo(call, "time", one) && !j.pkg.IsCallTo(call, "time", other) {
		return nil
	}
	return call.Args[0]
}

// isReset reports whether a timer is told another time somewhere.
func (j *Judge) isReset(timer types.Object) bool {
	found := false
	for _, a := range j.pkg.Assignments[timer] {
		if a.Func == nil {
			return true
		}
		ast.Inspect(a.Func.Body, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && index.CalledName(call) == "Reset" {
				found = true
			}
			return !found
		})
	}
	return found
}

// unchanging reports whether a duration is a constant, or made of variables that only ever hold one.
func (j *Judge) unchanging(e ast.Expr, depth int) bool {
	e = ast.Unparen(e)
	if j.pkg.Info.Types[e].Value != nil {
		return true
	}
	if depth == 0 {
		return false
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return j.unchanging(e.X, depth-1) && j.unchanging(e.Y, depth-1)
	case *ast.CallExpr:
		tv, ok := j.pkg.Info.Types[e.Fun]
		return ok && tv.IsType() && len(e.Args) == 1 && j.unchanging(e.Args[0], depth-1)
	case *ast.Ident:
		o, ok := j.pkg.Object(e).(*types.Var)
		if !ok || o.IsField() {
			return false
		}
		if init, ok := j.pkg.Globals[o]; ok {
			return len(j.pkg.Assignments[o]) == 0 && !o.Exported() && j.unchanging(init, depth-1)
		}
		a, ok := j.pkg.OnlyAssignment(o)
		return ok && len(a.LHS) == 1 && a.LHS[0].Pos() == o.Pos() && j.unchanging(a.RHS, depth-1)
	}
	return false
}

// sameValue reports whether two waits are the same constant.
func (j *Judge) sameValue(a, b ast.Expr) bool {
	x, y := j.pkg.Info.Types[ast.Unparen(a)].Value, j.pkg.Info.Types[ast.Unparen(b)].Value
	return x != nil && y != nil && x.Kind() == constant.Int && y.Kind() == constant.Int && constant.Compare(x, token.EQL, y)
}

// waitsItself reports whether the body of an attempt waits, other than in a function that it hands on: a retry
// library's callback waits only where it retries.
func (w *loopJudge) waitsItself(a *ast.CallExpr) bool {
	fn := w.f.pkg.CalledFunction(a)
	return fn != nil && w.f.effects.Sleeps(fn, 2)
}
