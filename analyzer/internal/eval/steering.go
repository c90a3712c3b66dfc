package eval

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
)

// SteeringVars returns the boolean variables that only steer a function: they are set in the function itself and used
// nowhere but in its conditions. To set such a variable has no effect other than on the path that is taken.
func (ev *Evaluator) SteeringVars(fn *index.Function) []types.Object {
	if known, ok := ev.steering[fn]; ok {
		return known
	}
	ev.steering[fn] = nil
	uses := map[types.Object]int{}
	ev.countBools(fn.Body, uses)
	if len(uses) == 0 {
		return nil
	}
	inConditions := ev.conditionUses(fn)
	for _, o := range ev.declaredBools(fn) {
		if uses[o] > 0 && uses[o] == inConditions[o] && len(ev.steering[fn]) < maxSteering && ev.valuesSeen(fn, o) {
			ev.steering[fn] = append(ev.steering[fn], o)
		}
	}
	return ev.steering[fn]
}

// conditionUses counts how often boolean variables are used in conditions or assigned to.
func (ev *Evaluator) conditionUses(fn *index.Function) map[types.Object]int {
	uses := map[types.Object]int{}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.IfStmt:
			ev.countBools(n.Cond, uses)
		case *ast.ForStmt:
			if n.Cond != nil {
				ev.countBools(n.Cond, uses)
			}
		case *ast.CaseClause:
			for _, e := range n.List {
				if ev.pkg.Tags[e] == nil {
					ev.countBools(e, uses)
				}
			}
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				if _, ok := l.(*ast.Ident); ok {
					ev.countBools(l, uses)
				}
			}
		}
		return true
	})
	return uses
}

// countBools counts the uses of boolean variables in a node.
func (ev *Evaluator) countBools(n ast.Node, uses map[types.Object]int) {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if o := ev.pkg.Info.Uses[id]; o != nil && isBoolVar(o) {
				uses[o]++
			}
		}
		return true
	})
}

// isBoolVar reports whether an object is a boolean variable and not a field.
func isBoolVar(o types.Object) bool {
	v, ok := o.(*types.Var)
	return ok && !v.IsField() && index.IsBool(v.Type())
}

// declaredBools returns the boolean variables that a function declares, in the order of the source.
func (ev *Evaluator) declaredBools(fn *index.Function) []types.Object {
	var out []types.Object
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if o := ev.pkg.Info.Defs[id]; o != nil && isBoolVar(o) {
				out = append(out, o)
			}
		}
		_, lit := n.(*ast.FuncLit)
		return !lit
	})
	return out
}

// valuesSeen reports whether all assignments to a variable are in the function itself, each with a known value, and
// the variable has several values: that of its declaration and another.
func (ev *Evaluator) valuesSeen(fn *index.Function, o types.Object) bool {
	as := ev.pkg.Assignments[o]
	for _, a := range as {
		if a.Func != fn || a.RHS == nil || (a.Index != 0 || len(a.LHS) != 1) && !ev.isOwnCall(a.RHS) {
			return false
		}
	}
	declares := func(l ast.Expr) bool { return l.Pos() == o.Pos() }
	return len(as) > 1 || len(as) == 1 && !slices.ContainsFunc(as[0].LHS, declares)
}

// isOwnCall reports whether an expression calls a function of this package.
func (ev *Evaluator) isOwnCall(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok && ev.pkg.CalledFunction(call) != nil
}
