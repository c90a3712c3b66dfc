package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// narrowing returns the effect of a condition on a path: Narrowed if it narrows the code, and Chosen if an option of the
// program decides how the path continues.
func (w *Walker) narrowing(cond ast.Expr) effects.Effect {
	if w.narrows(cond, w.dependsOnMatch(cond, index.MaxDepth)) {
		return effects.Narrowed
	}
	if w.match != nil && w.isOption(cond, index.MaxDepth) {
		return effects.Chosen
	}
	return 0
}

// dependsOnMatch reports whether a condition contains a variable that is set to a condition with the match.
func (w *Walker) dependsOnMatch(cond ast.Expr, depth int) bool {
	if w.match == nil || depth == 0 {
		return false
	}
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !found {
			a, ok := w.f.pkg.OnlyAssignment(w.f.pkg.Object(id))
			found = ok && w.isBoolVar(id) && (index.Contains(a.RHS, w.match) || w.dependsOnMatch(a.RHS, depth-1))
		}
		return !found
	})
	return found
}

// isOption reports whether a condition is a boolean variable, parameter or field that the assumption does not decide, or
// its negation.
func (w *Walker) isOption(cond ast.Expr, depth int) bool {
	cond = w.f.pkg.Condition(cond)
	if not, ok := cond.(*ast.UnaryExpr); ok && not.Op == token.NOT {
		return w.isOption(not.X, depth)
	}
	switch x := cond.(type) {
	case *ast.Ident:
		o := w.f.pkg.Object(x)
		if a, ok := w.f.pkg.OnlyAssignment(o); ok && depth > 0 {
			return w.isOption(a.RHS, depth-1)
		}
		_, flag := w.Assumed.Flag(o)
		return o != nil && w.isBoolVar(x) && !flag && !w.mentions(x)
	case *ast.SelectorExpr:
		return w.isBoolExpr(x) && !w.mentions(x)
	}
	return false
}

// narrows reports whether a condition tests something of the error that the assumption does not answer, such as its
// message or a header: the code alone does not decide then. In the condition of the match itself (match is true), a
// boolean of the program, such as an option, decides too; a bound does not (see isBound).
func (w *Walker) narrows(cond ast.Expr, match bool) bool {
	if w.f.pkg.Tags[cond] == nil {
		cond = w.f.pkg.Condition(cond)
	}
	switch x := cond.(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			return w.narrows(x.X, match)
		}
	case *ast.BinaryExpr:
		if x.Op == token.LAND || x.Op == token.LOR {
			if w.f.eval.Eval(x, w.Assumed) != eval.Unknown {
				return false
			}
			return w.narrows(x.X, match) || w.narrows(x.Y, match)
		}
		if operand := w.comparedWithConstant(x); operand != nil {
			return w.narrows(operand, match)
		}
	case *ast.CallExpr:
		if w.f.pkg.IsCallTo(x, "errors", "Is") || w.f.pkg.IsCallTo(x, "errors", "As") {
			return false
		}
	case *ast.Ident:
		a, ok := w.f.pkg.OnlyAssignment(w.f.pkg.Object(x))
		if ok && a.Func == w.Func && len(a.LHS) == 1 && isCondition(a.RHS) && w.f.eval.Eval(x, w.Assumed) == eval.Unknown {
			return w.narrows(a.RHS, match)
		}
	}
	if w.f.pkg.Tags[cond] != nil || w.f.eval.Eval(cond, w.Assumed) != eval.Unknown {
		return false
	}
	return w.mentions(cond) || match && !w.isBound(cond)
}

// comparedWithConstant returns the operand that a comparison compares with true or false, or nil.
func (w *Walker) comparedWithConstant(x *ast.BinaryExpr) ast.Expr {
	if x.Op != token.EQL && x.Op != token.NEQ {
		return nil
	}
	for _, side := range [2][2]ast.Expr{{x.X, x.Y}, {x.Y, x.X}} {
		if v := w.f.pkg.Info.Types[side[1]].Value; v != nil && v.Kind() == constant.Bool {
			return side[0]
		}
	}
	return nil
}

// isCondition reports whether an expression is a comparison, or consists of several conditions.
func isCondition(e ast.Expr) bool {
	switch x := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		return true
	case *ast.UnaryExpr:
		return x.Op == token.NOT
	}
	return false
}

// isBound reports whether a condition limits how often or how long something is tried: it compares two values that are no
// texts, booleans or constants of a type of the program, or calls a method of a time or a context.
func (w *Walker) isBound(cond ast.Expr) bool {
	switch x := w.f.pkg.Condition(cond).(type) {
	case *ast.BinaryExpr:
		return x.Op != token.EQL && x.Op != token.NEQ || !w.comparesOption(x)
	case *ast.CallExpr:
		if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok {
			t := w.f.pkg.Info.TypeOf(sel.X)
			return t != nil && t != types.Typ[types.Invalid] && (index.IsTime(t) || index.IsContext(t))
		}
	}
	return false
}

// comparesOption reports whether a comparison examines an option of the program: a text, a boolean, or one of the constants
// of a defined type.
func (w *Walker) comparesOption(x *ast.BinaryExpr) bool {
	for _, side := range []ast.Expr{x.X, x.Y} {
		t := w.f.pkg.Info.TypeOf(side)
		if t == nil || w.f.pkg.IsNil(side) {
			continue
		}
		if index.IsString(t) || index.IsBool(t) {
			return true
		}
		if tv := w.f.pkg.Info.Types[side]; tv.Value != nil && sites.TypeNameOf(t) != nil && !index.IsTime(t) {
			return true
		}
	}
	return false
}
