package retry

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/effects"
)

// A usage is the set of variables whose values an attempt depends on.
type usage struct {
	analysis *loopAnalysis
	vars     map[types.Object]bool
}

// usedBy returns the variables of the function that an attempt depends on: those in the call, those that their values are
// computed from, and those that are passed to their methods or stored in them.
func (la *loopAnalysis) usedBy(a *ast.CallExpr) usage {
	u := usage{la, map[types.Object]bool{}}
	u.add(a)
	for n := -1; n != len(u.vars); {
		n = len(u.vars)
		ast.Inspect(la.walk.Func.Body, func(n ast.Node) bool {
			u.addNode(n, a)
			return true
		})
	}
	return u
}

// add adds the variables in a node. A context is not part of the request.
func (u usage) add(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := u.analysis.pkg.Object(id).(*types.Var); ok && !v.IsField() {
				u.vars[v] = true
			}
		}
		return true
	})
}

// addNode adds the variables from which a statement computes one of the variables in u, or which it passes together with
// one to a call. The attempt itself is not such a statement.
func (u usage) addNode(n ast.Node, attempt *ast.CallExpr) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, l := range n.Lhs {
			rhs := n.Rhs[min(i, len(n.Rhs)-1)]
			if u.vars[u.analysis.baseVar(l)] && ast.Unparen(rhs) != attempt {
				u.add(rhs)
			}
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if u.vars[u.analysis.pkg.Object(name)] && len(n.Values) > 0 {
				if rhs := n.Values[min(i, len(n.Values)-1)]; ast.Unparen(rhs) != attempt {
					u.add(rhs)
				}
			}
		}
	case *ast.CallExpr:
		if n.End() <= attempt.Pos() && u.changesOne(n) {
			u.add(n)
		}
	}
}

// changesOne reports whether a call may change one of the variables: it is a method of one, or gets its address.
func (u usage) changesOne(call *ast.CallExpr) bool {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && u.vars[u.analysis.baseVar(sel.X)] {
		return true
	}
	for _, arg := range call.Args {
		if x, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && x.Op == token.AND && u.vars[u.analysis.baseVar(x.X)] {
			return true
		}
	}
	return false
}

// mentionsAny reports whether the attempt depends on one of the variables.
func (u usage) mentionsAny(of map[types.Object]bool) bool {
	for o := range of {
		if u.vars[o] {
			return true
		}
	}
	return false
}

// baseVar returns the variable to which an expression belongs: req for req.Header["a"], or nil.
func (d *Detector) baseVar(e ast.Expr) types.Object {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.UnaryExpr:
			e = x.X
		case *ast.CallExpr:
			e = x.Fun
		default:
			return d.pkg.Object(e)
		}
	}
}

// steers reports whether the function does something else before the attempt, or makes another attempt, depending on one
// of the variables: a statement whose condition tests one contains the attempt, sets what the attempt uses, or changes
// something.
func (la *loopAnalysis) steers(vars map[types.Object]bool, a *ast.CallExpr, u usage) bool {
	found := false
	la.eachBranch(func(conds []ast.Expr, branch ast.Node) {
		tests := false
		for _, c := range conds {
			tests = tests || la.mentionsAny(c, vars)
		}
		if !tests || found || branch.Pos() > a.Pos() {
			return
		}
		ast.Inspect(branch, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				found = found || n == a || la.effects.OfCall(n, 3)&effects.Changed != 0
			case *ast.AssignStmt:
				for _, l := range n.Lhs {
					found = found || u.vars[la.baseVar(l)]
				}
			}
			return !found
		})
	})
	return found
}

// eachBranch calls visit with the conditions of each if, switch and for statement of the function, and what they guard.
func (la *loopAnalysis) eachBranch(visit func(conds []ast.Expr, branch ast.Node)) {
	ast.Inspect(la.walk.Func.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			visit([]ast.Expr{n.Cond}, n.Body)
			if n.Else != nil {
				visit([]ast.Expr{n.Cond}, n.Else)
			}
		case *ast.ForStmt:
			if n.Cond != nil {
				visit([]ast.Expr{n.Cond}, n.Body)
			}
		case *ast.SwitchStmt:
			conds := []ast.Expr{}
			if n.Tag != nil {
				conds = append(conds, n.Tag)
			}
			for _, s := range n.Body.List {
				conds = append(conds, s.(*ast.CaseClause).List...)
			}
			visit(conds, n.Body)
		}
		return true
	})
}
