package sites

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// Names of what a select waits for beside its wait: it ends the loop.
var stopNames = compile(`(?i)done|stop|quit|clos|exit|shut|cancel|kill|die|abort|ctx`)

// Names of functions that sleep as long as they are told, and of those that choose.
var (
	sleepNames  = compile(`(?i)^sleep|sleep$|sleepcontext|sleepwithcontext`)
	chooseNames = compile(`(?i)jitter|backoff|rand|expo`)
)

// judgeLoop says what is known of a loop that comes round to another attempt.
func (w *looper) judgeLoop(l *retryLoop) {
	l.waited = w.waitsItself(l.attempt)
	l.bounded = !w.endless(l)
	l.fixed = w.fixedWait(l.loop)
}

// fixedWait returns how long a loop waits, where that is the same each time: all of what waits in it on the paths from
// the match says the same.
func (w *looper) fixedWait(l *loop) ast.Expr {
	var one ast.Expr
	for n := range w.walk.waits {
		if !l.holds(n) {
			continue
		}
		for _, d := range w.f.waitsIn(n) {
			if d == nil || one != nil && !w.f.sameValue(one, d) || !w.f.unchanging(d, depth) {
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
func (f *finder) waitsIn(n ast.Node) []ast.Expr {
	if r, ok := n.(*ast.RangeStmt); ok {
		return []ast.Expr{f.channelWait(r.X)}
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
				waits = append(waits, f.channelWait(n.X))
			}
			return false
		case *ast.CallExpr:
			if f.callEffect(n, 3)&waited != 0 {
				waits = append(waits, f.sleepTime(n))
				return false
			}
		}
		return true
	})
	return waits
}

// sleepTime returns what a call that sleeps is told: time.Sleep(d), or sleep(ctx, d) of the program's own.
func (f *finder) sleepTime(call *ast.CallExpr) ast.Expr {
	name := calledName(call)
	if !f.isFunc(call, "time", "Sleep") && (!sleepNames.MatchString(name) || chooseNames.MatchString(name)) {
		return nil
	}
	var one ast.Expr
	for _, arg := range call.Args {
		if !isDuration(f.in.Info.TypeOf(arg)) {
			continue
		}
		if one != nil {
			return nil
		}
		one = arg
	}
	return one
}

func isDuration(t types.Type) bool { return isTime(t) && namedOf(t).Name() == "Duration" }

// channelWait returns after how long a timer's or ticker's channel gives something: time.After(d), tick.C, or a
// variable that holds one of them.
func (f *finder) channelWait(ch ast.Expr) ast.Expr {
	ch = ast.Unparen(ch)
	if sel, ok := ch.(*ast.SelectorExpr); ok && sel.Sel.Name == "C" {
		if o := f.object(sel.X); o != nil && !f.isReset(o) {
			if a, ok := f.only(o); ok {
				return f.timer(a.rhs, "NewTicker", "NewTimer")
			}
		}
		return nil
	}
	if o := f.object(ch); o != nil {
		a, ok := f.only(o)
		if !ok {
			return nil
		}
		ch = a.rhs
	}
	return f.timer(ch, "After", "Tick")
}

// timer returns the argument of a call of one of two functions of package time.
func (f *finder) timer(e ast.Expr, one, other string) ast.Expr {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !f.isFunc(call, "time", one) && !f.isFunc(call, "time", other) {
		return nil
	}
	return call.Args[0]
}

// isReset reports whether a timer is told another time somewhere.
func (f *finder) isReset(timer types.Object) bool {
	found := false
	for _, a := range f.assigns[timer] {
		if a.fn == nil {
			return true
		}
		ast.Inspect(a.fn.body, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && calledName(call) == "Reset" {
				found = true
			}
			return !found
		})
	}
	return found
}

// unchanging reports whether a duration is a constant, or made of variables that only ever hold one.
func (f *finder) unchanging(e ast.Expr, depth int) bool {
	e = ast.Unparen(e)
	if f.in.Info.Types[e].Value != nil {
		return true
	}
	if depth == 0 {
		return false
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return f.unchanging(e.X, depth-1) && f.unchanging(e.Y, depth-1)
	case *ast.CallExpr:
		tv, ok := f.in.Info.Types[e.Fun]
		return ok && tv.IsType() && len(e.Args) == 1 && f.unchanging(e.Args[0], depth-1)
	case *ast.Ident:
		o, ok := f.object(e).(*types.Var)
		if !ok || o.IsField() {
			return false
		}
		if init, ok := f.globals[o]; ok {
			return len(f.assigns[o]) == 0 && !o.Exported() && f.unchanging(init, depth-1)
		}
		a, ok := f.only(o)
		return ok && len(a.lhs) == 1 && a.lhs[0].Pos() == o.Pos() && f.unchanging(a.rhs, depth-1)
	}
	return false
}

// sameValue reports whether two waits are the same constant.
func (f *finder) sameValue(a, b ast.Expr) bool {
	x, y := f.in.Info.Types[ast.Unparen(a)].Value, f.in.Info.Types[ast.Unparen(b)].Value
	return x != nil && y != nil && x.Kind() == constant.Int && y.Kind() == constant.Int && constant.Compare(x, token.EQL, y)
}

// noTime reports whether a sleep is over at once: less than a microsecond, or a counter taken for a duration, which
// makes it nanoseconds.
func (f *finder) noTime(d ast.Expr) bool {
	d = ast.Unparen(d)
	if v := f.in.Info.Types[d].Value; v != nil {
		ns, exact := constant.Int64Val(constant.ToInt(v))
		return exact && ns < 1000
	}
	conv, ok := d.(*ast.CallExpr)
	if !ok || len(conv.Args) != 1 || !isDuration(f.in.Info.TypeOf(conv.Fun)) {
		return false
	}
	o, ok := f.object(conv.Args[0]).(*types.Var)
	return ok && isNumber(o.Type()) && !isTime(o.Type()) && f.counts(o)
}

// counts reports whether a variable begins at a small number and is stepped.
func (f *finder) counts(o types.Object) bool {
	begins, steps := false, false
	for _, a := range f.assigns[o] {
		switch {
		case a.rhs != nil:
			v := f.in.Info.Types[a.rhs].Value
			if v == nil {
				return false
			}
			n, exact := constant.Int64Val(constant.ToInt(v))
			if !exact || n > 1 {
				return false
			}
			begins = true
		case a.node == nil:
			steps = true
		default:
			return false // x += y
		}
	}
	return begins && steps
}

// waitsItself reports whether the body of an attempt waits, other than in a function that it hands on: a retry
// library's callback waits only where it retries.
func (w *looper) waitsItself(a *ast.CallExpr) bool {
	fn := w.f.bodyOf(a)
	return fn != nil && w.f.sleeps(fn, 2)
}

func (f *finder) sleeps(fn *function, depth int) bool {
	found := false
	ast.Inspect(fn.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			path, name := f.qualified(n)
			if path == "time" && name == "Sleep" {
				found = found || len(n.Args) != 1 || !f.noTime(n.Args[0])
				break
			}
			inner := f.bodyOf(n)
			switch {
			case inner == nil:
				found = found || waitNames.MatchString(name) || waitNames.MatchString(calledName(n))
			case depth > 0 && inner != fn:
				found = found || f.sleeps(inner, depth-1)
			}
		}
		return !found
	})
	return found
}
