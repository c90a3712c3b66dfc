package effects

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
)

// isTooShort reports whether a duration is too short to count as a wait: less than one microsecond. It may be a constant, a
// variable that always has the same constant value, or a counter or a small random number converted to a duration, which
// is a few nanoseconds.
func (c *Calls) isTooShort(d ast.Expr) bool {
	d = ast.Unparen(d)
	if c.isSmallConstant(d) {
		return true
	}
	switch x := d.(type) {
	case *ast.Ident:
		return c.isSmallVariable(c.pkg.Object(x))
	case *ast.CallExpr:
		if len(x.Args) != 1 || !index.IsDuration(c.pkg.Info.TypeOf(x.Fun)) {
			return false
		}
		if c.isSmallRandom(x.Args[0]) {
			return true
		}
		o, ok := c.pkg.Object(x.Args[0]).(*types.Var)
		return ok && index.IsNumber(o.Type()) && !index.IsTime(o.Type()) && (c.pkg.IsCounter(o) || c.isSmallVariable(o))
	}
	return false
}

// isSmallConstant reports whether an expression is a constant below 1000, the number of nanoseconds of a microsecond.
func (c *Calls) isSmallConstant(e ast.Expr) bool {
	v := c.pkg.Info.Types[e].Value
	if v == nil {
		return false
	}
	n, exact := constant.Int64Val(constant.ToInt(v))
	return exact && n < 1000
}

// isSmallVariable reports whether a variable always has a value that satisfies isSmallConstant.
func (c *Calls) isSmallVariable(o types.Object) bool {
	v, ok := o.(*types.Var)
	if !ok || v.IsField() {
		return false
	}
	if init, global := c.pkg.Globals[o]; global {
		return len(c.pkg.Assignments[o]) == 0 && !o.Exported() && c.isSmallConstant(init)
	}
	a, ok := c.pkg.OnlyAssignment(o)
	return ok && len(a.LHS) == 1 && a.LHS[0].Pos() == o.Pos() && c.isSmallConstant(a.RHS)
}

// isSmallRandom reports whether an expression is a random number below a constant that satisfies isSmallConstant.
func (c *Calls) isSmallRandom(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return false
	}
	path, _ := c.pkg.Qualified(call)
	return (path == "math/rand" || path == "math/rand/v2") && c.isSmallConstant(call.Args[0])
}

// IsReady reports whether a channel of package time is ready at once, as time.After(0) is.
func (c *Calls) IsReady(channel ast.Expr) bool {
	call, ok := ast.Unparen(channel).(*ast.CallExpr)
	return ok && len(call.Args) == 1 && c.pkg.IsCallTo(call, "time", "After") && c.isTooShort(call.Args[0])
}

// Sleeps reports whether the body of fn, or of a function of the package that it calls, sleeps, receives from a channel,
// or calls a function that waits or may only wait. Depth is the number of calls that it follows.
func (c *Calls) Sleeps(fn *index.Function, depth int) bool {
	found := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			if n.Op == token.ARROW && c.IsReady(n.X) {
				return false
			}
			found = found || n.Op == token.ARROW
		case *ast.ExprStmt:
			found = found || c.mayOnlyWait(n.X)
		case *ast.AssignStmt:
			found = found || len(n.Lhs) == 1 && len(n.Rhs) == 1 && c.mayOnlyWait(n.Rhs[0])
		case *ast.CallExpr:
			inner := c.pkg.CalledFunction(n)
			switch {
			case inner == nil:
				found = found || c.OfCall(n, 1) == Waited
			case depth > 0 && inner != fn:
				found = found || c.Sleeps(inner, depth-1)
			}
		}
		return !found
	})
	return found
}

// mayOnlyWait reports whether an expression is a call of a function that is not known, to which only contexts, durations and
// numbers are passed, as to the Wait method of a limiter. Its only result is an error, if it has one.
func (c *Calls) mayOnlyWait(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) == 0 || c.pkg.CalledFunction(call) != nil || c.OfCall(call, 1)&Waited == 0 {
		return false
	}
	for _, arg := range call.Args {
		t := c.pkg.Info.TypeOf(arg)
		if t == nil || !index.IsContext(t) && !index.IsTime(t) && !index.IsNumber(t) {
			return false
		}
	}
	t := c.pkg.Info.TypeOf(call)
	_, tuple := t.(*types.Tuple)
	return t == nil || t == types.Typ[types.Invalid] || tuple && t.(*types.Tuple).Len() == 0 || types.Identical(t, index.ErrorType)
}

// returnsWait reports whether a call gets only numbers, durations, contexts and errors, and returns only a duration: it
// computes how long to wait, and may also wait.
func (c *Calls) returnsWait(call *ast.CallExpr) bool {
	t := c.pkg.Info.TypeOf(call)
	if t == nil || !index.IsDuration(t) {
		return false
	}
	for _, arg := range call.Args {
		t := c.pkg.Info.TypeOf(arg)
		if t == nil || !index.IsContext(t) && !index.IsTime(t) && !index.IsNumber(t) && !types.Identical(t, index.ErrorType) {
			return false
		}
	}
	return true
}

// RangeWaits reports whether a range over an expression may wait for the next value: the expression is a channel, or an
// iterator function that may wait or whose body is not known.
func (c *Calls) RangeWaits(over ast.Expr) bool {
	if !c.pkg.RangeBlocks(over) {
		return false
	}
	t := c.pkg.Info.TypeOf(over)
	if _, channel := t.Underlying().(*types.Chan); channel {
		return true
	}
	fn := c.pkg.Iterator(over)
	return fn == nil || c.waitsBetween(fn)
}

// waitsBetween reports whether an iterator function may wait, apart from what it calls for each value.
func (c *Calls) waitsBetween(iterator *index.Function) bool {
	found := false
	ast.Inspect(iterator.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			if o := c.pkg.Callee(n); o == nil || !iterator.IsParam(o) {
				found = found || c.OfCall(n, 3)&Waited != 0
			}
		}
		return !found
	})
	return found
}
