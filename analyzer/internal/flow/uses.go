package flow

import (
	"go/ast"
	"go/token"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
)

// callDepth bounds how many levels of calls are followed to find what a call does.
const callDepth = 3

// maxChecking bounds how many functions that receive a response are followed one inside the other.
const maxChecking = 3

// isTracked reports whether an identifier holds the assumed error, or something taken from it.
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

// mentions reports whether a node contains an identifier that isTracked.
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

// exprEffects returns what the calls of a statement do, and Surfaced if the statement passes the error on. A use that is
// not understood is assumed to pass it on.
func (w *Walker) exprEffects(n ast.Node) effects.Effect {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return w.uses(n, w.keepsInside(n.Lhs) || len(n.Rhs) == 1 && isTypeSwitch(n.Rhs[0]))
	case *ast.ExprStmt:
		return w.uses(n, isTypeSwitch(n.X))
	case *ast.ValueSpec:
		return w.uses(n, w.keepsInside(index.DeclaredNames(n)))
	case *ast.DeferStmt:
		return w.uses(n, false) &^ (effects.Changed | effects.Waited | effects.Acted | effects.Logged)
	case *ast.ReturnStmt:
		return w.uses(n, true)
	}
	return w.uses(n, false)
}

// isTypeSwitch reports whether an expression is the head of a type switch, which declares its variable in each case.
func isTypeSwitch(x ast.Expr) bool {
	assert, ok := x.(*ast.TypeAssertExpr)
	return ok && assert.Type == nil
}

// keepsInside reports whether the targets of an assignment are tracked variables, booleans, or "_": such an assignment
// does not pass the error on.
func (w *Walker) keepsInside(lhs []ast.Expr) bool {
	for _, l := range lhs {
		id, ok := ast.Unparen(l).(*ast.Ident)
		if !ok || id.Name != "_" && !w.isTracked(id) && !w.isBoolVar(id) && !w.isResultVar(id) {
			return false
		}
	}
	return true
}

// isBoolVar reports whether an identifier is a boolean, such as the result of a comparison or of errors.As.
func (w *Walker) isBoolVar(id *ast.Ident) bool {
	o := w.f.pkg.Object(id)
	return o != nil && index.IsBool(o.Type())
}

// conditionEffects is exprEffects for a condition: to compare the error is not to pass it on.
func (w *Walker) conditionEffects(cond ast.Expr) effects.Effect { return w.uses(cond, true) }

// uses returns what the calls in a node do, and Surfaced if the node passes the error on. If inside is set, the value of
// the node stays in the function, so that to name the error is not to pass it on.
func (w *Walker) uses(root ast.Node, inside bool) effects.Effect {
	switch n := root.(type) {
	case *ast.FuncLit:
		if w.mentions(n) && !w.f.pkg.IsOnlyCalled(n) {
			return effects.Surfaced
		}
		return 0 // what it does counts where it is called
	case *ast.Ident:
		if !inside && w.isTracked(n) {
			return effects.Surfaced
		}
		return 0
	case *ast.AssignStmt:
		return w.assignUses(n.Lhs, n.Rhs, inside)
	case *ast.ValueSpec:
		return w.assignUses(nil, n.Values, inside)
	case *ast.CallExpr:
		eff, done := w.call(n, inside)
		if done {
			return eff
		}
		return eff | w.childUses(n, inside && w.isPure(n))
	case *ast.BinaryExpr:
		if (n.Op == token.LAND || n.Op == token.LOR) && !w.f.pkg.Work.Step() { // each test in a condition looks at all of it
			return effects.Surfaced
		}
		return w.childUses(n, inside || n.Op == token.EQL || n.Op == token.NEQ)
	case *ast.UnaryExpr:
		if n.Op == token.ARROW && !w.f.effects.IsReady(n.X) {
			return effects.Waited | w.childUses(n, inside)
		}
	}
	return w.childUses(root, inside)
}

// childUses returns the uses in the children of a node.
func (w *Walker) childUses(n ast.Node, inside bool) effects.Effect {
	var eff effects.Effect
	ast.Inspect(n, func(c ast.Node) bool {
		if c == n {
			return true
		}
		if c != nil {
			eff |= w.uses(c, inside)
		}
		return false
	})
	return eff
}

// assignUses returns the uses in an assignment. To be assigned to is not a use.
func (w *Walker) assignUses(lhs, rhs []ast.Expr, inside bool) effects.Effect {
	var eff effects.Effect
	for _, r := range rhs {
		eff |= w.uses(r, inside)
	}
	for _, l := range lhs {
		if _, ok := ast.Unparen(l).(*ast.Ident); !ok {
			eff |= w.uses(l, true)
		}
	}
	return eff
}

// call returns the effects of a call; done is true if the uses in its arguments do not count.
func (w *Walker) call(call *ast.CallExpr, inside bool) (eff effects.Effect, done bool) {
	if w.f.bind.TakenFrom(call) != nil || w.f.bind.ExtractsCode(call) || w.f.pkg.IsCallTo(call, "errors", "As") || w.f.pkg.IsCallTo(call, "errors", "Is") || w.drainsBody(call) {
		return 0, true
	}
	if w.f.bind.Converted(call) != nil {
		return 0, false
	}
	if predicate := w.f.pkg.CalledPredicate(call); inside && (predicate != nil && w.mentions(call) || eval.IsDecision(w.f.eval.CallAnswer(call, w.Assumed))) {
		eff = w.f.effects.OfCall(call, callDepth) &^ (effects.Waited | effects.Changed)
		if predicate != nil && w.f.effects.Sleeps(predicate, callDepth-1) {
			eff |= effects.Waited
		}
		return eff, true
	}
	if fn := w.f.pkg.CalledFunction(call); fn != nil && w.entered == 0 {
		if lit, ok := fn.Node.(*ast.FuncLit); ok && w.mentions(lit) {
			return w.literalUses(lit), false
		}
	}
	e := w.f.effects.OfCall(call, callDepth)
	if e&effects.Changed != 0 {
		e = w.checkEffects(call, e)
	}
	if e == effects.Logged {
		if w.Assumed.Foreign && w.actedAt(call) == 0 && !w.mentions(call) {
			return 0, true // after the branch, something else is logged
		}
		return effects.Logged, true
	}
	if e == 0 && w.setsInput(call) {
		e = effects.Changed
	}
	eff = e &^ effects.Acted
	if e&(effects.Changed|effects.Acted) != 0 {
		eff |= w.actedAt(call)
	}
	return eff, e == 0 && w.f.effects.Releases(call)
}

// setsInput reports whether a call gets the address of a variable that the attempt uses.
func (w *Walker) setsInput(call *ast.CallExpr) bool {
	for _, arg := range call.Args {
		if x, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && x.Op == token.AND && w.Inputs[w.BaseVar(x.X)] {
			return true
		}
	}
	return false
}

// checkEffects returns what a call does of a function of the package that receives the assumed response, on the paths on
// which the assumption leads. All is what it does on any path, which is returned for any other call.
func (w *Walker) checkEffects(call *ast.CallExpr, all effects.Effect) effects.Effect {
	fn, e := w.f.eval.Received(call, w.Assumed)
	if fn == nil || w.checking == maxChecking {
		return all
	}
	inner := w.f.NewWalker(fn, e)
	inner.checking = w.checking + 1
	inner.Run(fn.Graph().Blocks[0], 0)
	if len(inner.Results) == 0 || w.f.Exhausted(fn) {
		return all
	}
	var sum effects.Effect
	for r := range inner.Results {
		sum |= r.Effect
	}
	return sum & all
}

// literalUses returns what the body of a function literal does when it is called, whichever of its paths is taken.
func (w *Walker) literalUses(lit *ast.FuncLit) effects.Effect {
	w.entered++
	defer func() { w.entered-- }()
	var eff effects.Effect
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			eff |= w.uses(n, false)
		case *ast.AssignStmt, *ast.IncDecStmt, *ast.SendStmt, *ast.GoStmt, *ast.DeferStmt, *ast.ExprStmt, *ast.ValueSpec:
			eff |= w.nodeEffects(n)
		case ast.Expr:
			eff |= w.conditionEffects(n)
		default:
			return true
		}
		return false
	})
	return eff
}

// isPure reports whether a call does nothing but compute its result from its arguments.
func (w *Walker) isPure(call *ast.CallExpr) bool {
	return w.f.effects.DoesNothing(call) || w.f.bind.Converted(call) != nil
}

// drainsBody reports whether a call reads a response to its end and discards it.
func (w *Walker) drainsBody(call *ast.CallExpr) bool {
	path, name := w.f.pkg.Qualified(call)
	return path == "io" && (name == "Copy" || name == "CopyN") && w.f.effects.WritesToDiscard(call)
}
