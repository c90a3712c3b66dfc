package errtype

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
)

// makesTravel reports whether the package itself may make errors of a type: a value of it is returned, stored in an
// interface, sent, or handed on. The variables that hold what was asked for are left out: they never get a value.
func (f *Finder) makesErrorsOf(t types.Type, held map[types.Object]bool) bool {
	found := false
	is := func(e ast.Expr) bool {
		have := f.pkg.Info.Types[e]
		return have.IsValue() && types.Identical(have.Type, t) && (f.pkg.Object(e) == nil || !held[f.pkg.Object(e)])
	}
	are := func(es []ast.Expr) { found = found || slices.ContainsFunc(es, is) }
	for _, file := range f.pkg.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ReturnStmt:
				are(n.Results)
			case *ast.CallExpr:
				if !f.onlyPrints(n) {
					are(n.Args)
				}
			case *ast.AssignStmt:
				for i, r := range n.Rhs {
					if i < len(n.Lhs) && f.pkg.Object(n.Lhs[i]) != nil && !types.IsInterface(f.pkg.Object(n.Lhs[i]).Type()) {
						continue
					}
					found = found || is(r)
				}
			case *ast.ValueSpec:
				if n.Type != nil && types.IsInterface(f.pkg.Info.TypeOf(n.Type)) {
					are(n.Values)
				}
			case *ast.CompositeLit:
				are(n.Elts)
			case *ast.KeyValueExpr:
				are([]ast.Expr{n.Value})
			case *ast.SendStmt:
				are([]ast.Expr{n.Value})
			}
			return !found
		})
	}
	return found
}

// prints reports whether a call only shows its arguments. What makes an error of them does more.
func (f *Finder) onlyPrints(call *ast.CallExpr) bool {
	path, name := f.pkg.Qualified(call)
	return path == "fmt" && name != "Errorf" || path == "log"
}

// A guard is the question whether a variable that errors are taken into is only used where there is one.
type useChecker struct {
	f       *Finder
	parents index.Parents
	tests   map[ast.Node]bool // what fills the variable: calls of errors.As, assertions, clauses of switches
}

// guarded reports whether the variable that an error is taken into is only ever used where there is one, by its fields
// and methods: then it may hold a pointer in place of a value, or the other way round, and nothing else changes.
func (f *Finder) usedOnMatchOnly(s typeTest, all []typeTest, parents index.Parents) bool {
	if s.variable == nil {
		return true
	}
	g := useChecker{f, parents, map[ast.Node]bool{}}
	for _, other := range all {
		if other.variable == s.variable {
			g.tests[other.test] = true
		}
	}
	for id, o := range f.pkg.Info.Uses {
		if o == s.variable && !g.isSafeUse(id) {
			return false
		}
	}
	return true
}

// allows reports whether one use of the variable stays right. In a function within, nothing is known of it.
func (g *useChecker) isSafeUse(id *ast.Ident) bool {
	switch at := g.parents[id].(type) {
	case *ast.UnaryExpr:
		call, ok := g.parents.Enclosing(at).(*ast.CallExpr)
		return ok && at.Op == token.AND && g.f.pkg.IsCallTo(call, "errors", "As")
	case *ast.SelectorExpr:
		return at.X == id && g.followsMatch(id)
	}
	return false
}

// behind reports whether a use stands where a test has said yes.
func (g *useChecker) followsMatch(use ast.Node) bool {
	for n := use; n != nil; n = g.parents[n] {
		if g.tests[n] {
			_, clause := n.(*ast.CaseClause)
			return clause
		}
		switch around := g.parents[n].(type) {
		case *ast.BinaryExpr:
			if around.Op == token.LAND && n == around.Y && g.impliesMatch(around.X) {
				return true
			}
		case *ast.IfStmt:
			if n == around.Body && g.impliesMatch(around.Cond) {
				return true
			}
		case *ast.BlockStmt:
			if slices.ContainsFunc(around.List, func(s ast.Stmt) bool { return s.End() <= n.Pos() && g.exitsOnFailure(s) }) {
				return true
			}
		}
	}
	return false
}

// sends reports whether a statement sends away whoever a test says no to.
func (g *useChecker) exitsOnFailure(s ast.Stmt) bool {
	i, ok := s.(*ast.IfStmt)
	if !ok || !index.EndsInJump(i.Body) {
		return false
	}
	not, ok := ast.Unparen(i.Cond).(*ast.UnaryExpr)
	return ok && not.Op == token.NOT && g.impliesMatch(not.X)
}

// says reports whether a condition can only hold where a test has said yes: it is the test, the boolean that the test
// sets, or asks for one of them and for more.
func (g *useChecker) impliesMatch(cond ast.Expr) bool {
	cond = ast.Unparen(cond)
	if b, ok := cond.(*ast.BinaryExpr); ok && b.Op == token.LAND {
		return g.impliesMatch(b.X) || g.impliesMatch(b.Y)
	}
	if g.tests[cond] {
		return true
	}
	a, ok := g.f.pkg.OnlyAssignment(g.f.pkg.Object(cond))
	if !ok || a.Index != 1 && len(a.LHS) != 1 {
		return false
	}
	return g.tests[a.Node] && a.Index == 1 || len(a.LHS) == 1 && g.tests[ast.Unparen(a.RHS)]
}
