package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
)

// isTracked reports whether an identifier holds the error that is assumed, or something taken out of it.
func (w *Walker) isTracked(id *ast.Ident) bool {
	if w.Assumed.Root == nil {
		return false
	}
	o := w.f.pkg.Object(id)
	if o == nil {
		return false
	}
	is, ok := w.tracked[o]
	if !ok {
		r, _ := w.f.bind.RootAt(id, index.MaxDepth)
		is = r == w.Assumed.Root
		w.tracked[o] = is
	}
	return is
}

// mentions reports whether an expression holds the error anywhere.
func (w *Walker) mentions(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && w.isTracked(id) {
			found = true
		}
		return !found
	})
	return found
}

// exprEffects sums up the calls of a statement, and says whether the error goes on in it. A use that is not
// understood lets it go on.
func (w *Walker) exprEffects(n ast.Node) effects.Effect {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return w.uses(n, w.noted(n.Lhs) || isTypeSwitch(n))
	case *ast.ValueSpec:
		return w.uses(n, w.noted(index.DeclaredNames(n)))
	case *ast.DeferStmt:
		return w.uses(n, false) &^ (effects.Changed | effects.Waited | effects.Acted | effects.Logged)
	case *ast.ReturnStmt:
		return w.uses(n, true)
	}
	return w.uses(n, false)
}

// isTypeSwitch reports whether an assignment is the head of a type switch: its variable is another in each case.
func isTypeSwitch(a *ast.AssignStmt) bool {
	if len(a.Rhs) != 1 {
		return false
	}
	assert, ok := a.Rhs[0].(*ast.TypeAssertExpr)
	return ok && assert.Type == nil
}

// noted reports whether an assignment's targets are the error's own variables, or blank: nothing goes on there.
func (w *Walker) noted(lhs []ast.Expr) bool {
	for _, l := range lhs {
		id, ok := ast.Unparen(l).(*ast.Ident)
		if !ok || id.Name != "_" && !w.isTracked(id) && !w.isTest(id) {
			return false
		}
	}
	return true
}

// isTest reports whether a variable holds the answer of a comparison or of errors.As.
func (w *Walker) isTest(id *ast.Ident) bool {
	o := w.f.pkg.Object(id)
	if o == nil {
		return false
	}
	b, ok := o.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// conditionEffects is exprEffects for a condition: comparing is no use of the error.
func (w *Walker) conditionEffects(cond ast.Expr) effects.Effect { return w.uses(cond, true) }

// uses walks one statement or condition. Where noted, a plain mention of the error is nothing.
func (w *Walker) uses(root ast.Node, noted bool) effects.Effect {
	switch n := root.(type) {
	case *ast.FuncLit:
		if w.mentions(n) {
			return effects.Surfaced
		}
		return 0
	case *ast.Ident:
		if !noted && w.isTracked(n) {
			return effects.Surfaced
		}
		return 0
	case *ast.AssignStmt:
		return w.assignUses(n.Lhs, n.Rhs, noted)
	case *ast.ValueSpec:
		return w.assignUses(nil, n.Values, noted)
	case *ast.CallExpr:
		eff, done := w.call(n, noted)
		if done {
			return eff
		}
		return eff | w.childUses(n, noted && w.pure(n))
	case *ast.BinaryExpr:
		return w.childUses(n, noted || n.Op == token.EQL || n.Op == token.NEQ)
	case *ast.UnaryExpr:
		if n.Op == token.ARROW {
			return effects.Waited | w.childUses(n, noted)
		}
	}
	return w.childUses(root, noted)
}

// childUses sums up the uses in what a node holds.
func (w *Walker) childUses(n ast.Node, noted bool) effects.Effect {
	var eff effects.Effect
	ast.Inspect(n, func(c ast.Node) bool {
		if c == n {
			return true
		}
		if c != nil {
			eff |= w.uses(c, noted)
		}
		return false
	})
	return eff
}

// assignUses sums up the uses in an assignment: to be assigned to is none.
func (w *Walker) assignUses(lhs, rhs []ast.Expr, noted bool) effects.Effect {
	var eff effects.Effect
	for _, r := range rhs {
		eff |= w.uses(r, noted)
	}
	for _, l := range lhs {
		if _, ok := ast.Unparen(l).(*ast.Ident); !ok {
			eff |= w.uses(l, true)
		}
	}
	return eff
}

// call returns the effect of one call; done is true where its arguments need no look.
func (w *Walker) call(call *ast.CallExpr, noted bool) (eff effects.Effect, done bool) {
	if w.f.bind.TakenFrom(call) != nil || w.f.bind.ExtractsCode(call) || w.f.pkg.IsCallTo(call, "errors", "As") || w.f.pkg.IsCallTo(call, "errors", "Is") || w.drains(call) {
		return 0, true
	}
	if asks := w.f.pkg.CalledPredicate(call); noted && (asks != nil && w.mentions(call) || eval.IsDecision(w.f.eval.CallAnswer(call, w.Assumed))) {
		eff = w.f.effects.OfCall(call, 3) &^ (effects.Waited | effects.Changed)
		if asks != nil && w.f.effects.Sleeps(asks, 2) {
			eff |= effects.Waited
		}
		return eff, true
	}
	e := w.f.effects.OfCall(call, 3)
	if e == effects.Logged {
		return effects.Logged, true
	}
	if effects.IsWrapName(index.CalledName(call)) && slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return w.mentions(arg) }) {
		return 0, false
	}
	eff = e &^ effects.Acted
	if e&(effects.Changed|effects.Acted) != 0 {
		eff |= w.doneAt(call)
	}
	return eff, e == 0 && len(call.Args) == 0 && effects.IsCleanupName(index.CalledName(call))
}

// pure reports whether a call only makes a value of its arguments, so that what holds the call decides.
func (w *Walker) pure(call *ast.CallExpr) bool {
	path, _ := w.f.pkg.Qualified(call)
	return effects.IsPurePackage(path)
}

// drains reports whether a call reads a response to its end to throw it away.
func (w *Walker) drains(call *ast.CallExpr) bool {
	path, name := w.f.pkg.Qualified(call)
	return path == "io" && (name == "Copy" || name == "CopyN") && effects.WritesToDiscard(call)
}
