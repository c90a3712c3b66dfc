package sites

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// isTracked reports whether an identifier holds the error that is assumed, or something taken out of it.
func (w *walker) isTracked(id *ast.Ident) bool {
	if w.env.root == nil {
		return false
	}
	o := w.f.object(id)
	if o == nil {
		return false
	}
	is, ok := w.tracked[o]
	if !ok {
		r, _ := w.f.rootAt(id, depth)
		is = r == w.env.root
		w.tracked[o] = is
	}
	return is
}

// mentions reports whether an expression holds the error anywhere.
func (w *walker) mentions(n ast.Node) bool {
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
func (w *walker) exprEffects(n ast.Node) effect {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return w.uses(n, w.noted(n.Lhs) || isTypeSwitch(n))
	case *ast.ValueSpec:
		return w.uses(n, w.noted(targets(n)))
	case *ast.DeferStmt:
		return w.uses(n, false) &^ (changed | waited | did | logged)
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
func (w *walker) noted(lhs []ast.Expr) bool {
	for _, l := range lhs {
		id, ok := ast.Unparen(l).(*ast.Ident)
		if !ok || id.Name != "_" && !w.isTracked(id) && !w.isTest(id) {
			return false
		}
	}
	return true
}

// isTest reports whether a variable holds the answer of a comparison or of errors.As.
func (w *walker) isTest(id *ast.Ident) bool {
	o := w.f.object(id)
	if o == nil {
		return false
	}
	b, ok := o.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// conditionEffects is exprEffects for a condition: comparing is no use of the error.
func (w *walker) conditionEffects(cond ast.Expr) effect { return w.uses(cond, true) }

// uses walks one statement or condition. Where noted, a plain mention of the error is nothing.
func (w *walker) uses(root ast.Node, noted bool) effect {
	switch n := root.(type) {
	case *ast.FuncLit:
		if w.mentions(n) {
			return surfaced
		}
		return 0
	case *ast.Ident:
		if !noted && w.isTracked(n) {
			return surfaced
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
			return waited | w.childUses(n, noted)
		}
	}
	return w.childUses(root, noted)
}

// childUses sums up the uses in what a node holds.
func (w *walker) childUses(n ast.Node, noted bool) effect {
	var eff effect
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
func (w *walker) assignUses(lhs, rhs []ast.Expr, noted bool) effect {
	var eff effect
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
func (w *walker) call(call *ast.CallExpr, noted bool) (eff effect, done bool) {
	if w.f.takenFrom(call) != nil || w.f.extracting(call) || w.f.isFunc(call, "errors", "As") || w.f.isFunc(call, "errors", "Is") || w.drains(call) {
		return 0, true
	}
	if asks := w.f.predicate(call); noted && (asks != nil && w.mentions(call) || decides(w.f.answerOf(call, w.env))) {
		eff = w.f.callEffect(call, 3) &^ (waited | changed)
		if asks != nil && w.f.sleeps(asks, 2) {
			eff |= waited
		}
		return eff, true
	}
	e := w.f.callEffect(call, 3)
	if e == logged {
		return logged, true
	}
	if wraps(calledName(call)) && slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return w.mentions(arg) }) {
		return 0, false
	}
	eff = e &^ did
	if e&(changed|did) != 0 {
		eff |= w.doneAt(call)
	}
	return eff, e == 0 && len(call.Args) == 0 && closes(calledName(call))
}

// pure reports whether a call only makes a value of its arguments, so that what holds the call decides.
func (w *walker) pure(call *ast.CallExpr) bool {
	path, _ := w.f.qualified(call)
	return isPure(path)
}

// drains reports whether a call reads a response to its end to throw it away.
func (w *walker) drains(call *ast.CallExpr) bool {
	path, name := w.f.qualified(call)
	return path == "io" && (name == "Copy" || name == "CopyN") && isDiscard(call)
}
