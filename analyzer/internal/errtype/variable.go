package errtype

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
)

// makesErrorsOf reports whether the package may make errors of type t: a value of t is returned, stored in an interface,
// sent, or passed to a function. Variables that are set by type tests do not count, since they never get a value if the
// tests are impossible.
func (f *Finder) makesErrorsOf(t types.Type, testVars map[types.Object]bool) bool {
	found := false
	matches := func(e ast.Expr) bool {
		have := f.pkg.Info.Types[e]
		return have.IsValue() && types.Identical(have.Type, t) && (f.pkg.Object(e) == nil || !testVars[f.pkg.Object(e)])
	}
	check := func(es []ast.Expr) { found = found || slices.ContainsFunc(es, matches) }
	for _, file := range f.pkg.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ReturnStmt:
				check(n.Results)
			case *ast.CallExpr:
				if _, _, as := f.pkg.AsCall(n); !as && !f.onlyPrints(n) {
					check(n.Args)
				}
			case *ast.AssignStmt:
				for i, r := range n.Rhs {
					if i < len(n.Lhs) && f.pkg.Object(n.Lhs[i]) != nil && !types.IsInterface(f.pkg.Object(n.Lhs[i]).Type()) {
						continue
					}
					found = found || matches(r)
				}
			case *ast.ValueSpec:
				if n.Type != nil && types.IsInterface(f.pkg.Info.TypeOf(n.Type)) {
					check(n.Values)
				}
			case *ast.CompositeLit:
				check(n.Elts)
			case *ast.KeyValueExpr:
				check([]ast.Expr{n.Value})
			case *ast.SendStmt:
				check([]ast.Expr{n.Value})
			}
			return !found
		})
	}
	return found
}

// onlyPrints reports whether a call only prints its arguments. fmt.Errorf makes an error from them.
func (f *Finder) onlyPrints(call *ast.CallExpr) bool {
	path, name := f.pkg.Qualified(call)
	return path == "fmt" && name != "Errorf" || path == "log"
}

// A useChecker checks whether a variable that type tests set is used only after a test has matched.
type useChecker struct {
	f       *Finder
	parents index.Parents
	tests   map[ast.Node]bool // the tests that set the variable; see typeTest.test
}

// usedOnMatchOnly reports whether the variable that a test sets is only used where the test has matched, and only by its
// fields and methods. Then a fix may change its type from a value to a pointer or back.
func (f *Finder) usedOnMatchOnly(s typeTest, all []typeTest, parents index.Parents) bool {
	if s.variable == nil {
		return true
	}
	c := useChecker{f, parents, map[ast.Node]bool{}}
	for _, other := range all {
		if other.variable == s.variable {
			c.tests[other.test] = true
		}
	}
	for id, o := range f.pkg.Info.Uses {
		if o == s.variable && !c.isSafeUse(id) {
			return false
		}
	}
	return true
}

// isSafeUse reports whether one use of the variable compiles and works after a change of its type. A use in an inner
// function is not, since it is not known when that runs.
func (c *useChecker) isSafeUse(id *ast.Ident) bool {
	switch at := c.parents[id].(type) {
	case *ast.UnaryExpr:
		call, ok := c.parents.Enclosing(at).(*ast.CallExpr)
		if !ok || at.Op != token.AND {
			return false
		}
		_, _, ok = c.f.pkg.AsCall(call)
		return ok
	case *ast.SelectorExpr:
		return at.X == id && c.followsMatch(id)
	}
	return false
}

// followsMatch reports whether a use of the variable is reached only if a test has matched.
func (c *useChecker) followsMatch(use ast.Node) bool {
	for n := use; n != nil; n = c.parents[n] {
		if c.tests[n] {
			_, clause := n.(*ast.CaseClause)
			return clause
		}
		switch parent := c.parents[n].(type) {
		case *ast.BinaryExpr:
			if parent.Op == token.LAND && n == parent.Y && c.impliesMatch(parent.X) {
				return true
			}
		case *ast.IfStmt:
			if n == parent.Body && c.impliesMatch(parent.Cond) {
				return true
			}
		case *ast.BlockStmt:
			if slices.ContainsFunc(parent.List, func(s ast.Stmt) bool { return s.End() <= n.Pos() && c.exitsOnFailure(s) }) {
				return true
			}
		}
	}
	return false
}

// exitsOnFailure reports whether s leaves the block when the test fails.
func (c *useChecker) exitsOnFailure(s ast.Stmt) bool {
	i, ok := s.(*ast.IfStmt)
	if !ok || !index.EndsInJump(i.Body) {
		return false
	}
	not, ok := ast.Unparen(i.Cond).(*ast.UnaryExpr)
	return ok && not.Op == token.NOT && c.impliesMatch(not.X)
}

// impliesMatch reports whether a condition is true only if a test has matched: it is the test, or the boolean that the
// test sets, or one of these combined with other conditions by &&.
func (c *useChecker) impliesMatch(cond ast.Expr) bool {
	cond = ast.Unparen(cond)
	if b, ok := cond.(*ast.BinaryExpr); ok && b.Op == token.LAND {
		return c.impliesMatch(b.X) || c.impliesMatch(b.Y)
	}
	if c.tests[cond] {
		return true
	}
	a, ok := c.f.pkg.OnlyAssignment(c.f.pkg.Object(cond))
	if !ok || a.Index != 1 && len(a.LHS) != 1 {
		return false
	}
	return c.tests[a.Node] && a.Index == 1 || len(a.LHS) == 1 && c.tests[ast.Unparen(a.RHS)]
}
