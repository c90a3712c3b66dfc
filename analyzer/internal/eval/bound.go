package eval

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/compare"
	"github.com/errls/errls/analyzer/internal/index"
)

// IsBound reports whether a condition limits how often or how long something is tried, and asks nothing of the error: it
// compares numbers or times, or asks whether a context has ended.
func (ev *Evaluator) IsBound(cond ast.Expr, e *Assumption) bool {
	q := query{Evaluator: ev, Assumption: e}
	return q.isBound(cond, index.MaxDepth)
}

// isBound is IsBound for the assumption of a query. Depth bounds how many variables it looks up.
func (q *query) isBound(cond ast.Expr, depth int) bool {
	if depth == 0 {
		return false
	}
	switch x := q.pkg.Condition(cond).(type) {
	case *ast.UnaryExpr:
		return x.Op == token.NOT && q.isBound(x.X, depth)
	case *ast.BinaryExpr:
		switch {
		case x.Op == token.LAND || x.Op == token.LOR:
			return q.isBound(x.X, depth) && q.isBound(x.Y, depth)
		case compare.Is(x.Op):
			return q.isLimited(x.X, x.Y) && !q.usesError(x)
		}
	case *ast.CallExpr:
		sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
		t := types.Type(nil)
		if ok {
			t = q.pkg.Info.TypeOf(sel.X)
		}
		return t != nil && t != types.Typ[types.Invalid] && (index.IsTime(t) || index.IsContext(t)) && !q.usesError(x)
	case *ast.Ident:
		a, ok := q.pkg.OnlyAssignment(q.pkg.Object(x))
		return ok && len(a.LHS) == 1 && q.isBound(a.RHS, depth-1) || q.isOption(x)
	case *ast.SelectorExpr:
		return q.isOption(x)
	}
	return false
}

// isLimited reports whether a comparison is about a number, a time, or the error of a context.
func (q *query) isLimited(x, y ast.Expr) bool {
	if q.pkg.IsNil(x) {
		x, y = y, x
	}
	if q.pkg.IsNil(y) {
		call, ok := ast.Unparen(x).(*ast.CallExpr)
		if !ok {
			return false
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		t := types.Type(nil)
		if ok {
			t = q.pkg.Info.TypeOf(sel.X)
		}
		return t != nil && index.IsContext(t)
	}
	t := q.pkg.Info.TypeOf(x)
	if t == nil {
		return false
	}
	_, plain := types.Unalias(t).(*types.Basic) // a number of another type may be one of the options of the program
	return plain && index.IsNumber(t) || index.IsTime(t)
}

// usesError reports whether an expression uses the assumed error or response, or a variable that was computed from it.
func (q *query) usesError(x ast.Expr) bool { return q.dependsOnError(x, maxDerived) }

// maxDerived bounds how many variables are looked up, one after the other, to find from what a value was computed.
const maxDerived = 3

// dependsOnError is usesError with a limit on the number of variables.
func (q *query) dependsOnError(x ast.Expr, depth int) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || found {
			return !found
		}
		found = q.isAssumed(id)
		if v, ok := q.pkg.Object(id).(*types.Var); ok && !found && depth > 0 && !index.IsContext(v.Type()) {
			for _, a := range q.pkg.Assignments[v] {
				found = found || a.RHS != nil && q.dependsOnError(a.RHS, depth-1)
			}
		}
		return !found
	})
	return found
}

// isOption reports whether an expression is a boolean that the function which uses it does not set: a parameter, a variable
// of a package, or a field of one of these or of the receiver. It is an option of the program, such as whether to retry. It
// counts only if the server is assumed to be overloaded or unavailable: a program may have an option to retry another code
// on purpose.
func (q *query) isOption(x ast.Expr) bool {
	if q.Root == nil || q.bind.IsError(q.Root) || q.Entry == nil || !q.Entry.AsksForWait() {
		return false
	}
	if t := q.pkg.Info.TypeOf(x); t == nil || !index.IsBool(t) {
		return false
	}
	for {
		switch e := ast.Unparen(x).(type) {
		case *ast.SelectorExpr:
			if _, isVar := q.pkg.Info.Uses[e.Sel].(*types.Var); !isVar || q.pkg.IsSetNear(q.pkg.Info.Uses[e.Sel], e.Pos()) {
				return false
			}
			x = e.X
		case *ast.StarExpr:
			x = e.X
		case *ast.Ident:
			o := q.pkg.Object(e)
			if o == nil || q.holds(o) {
				return false
			}
			_, tracked := q.Flag(o)
			as := q.pkg.Assignments[o]
			switch {
			case tracked:
				return false
			case index.IsPackageVar(o):
				return !q.pkg.IsSetNear(o, e.Pos())
			case len(as) == 0: // the receiver
				return true
			}
			return len(as) == 1 && as[0].RHS == nil && as[0].Func != nil && as[0].Func.IsParam(o)
		default:
			return false
		}
	}
}
