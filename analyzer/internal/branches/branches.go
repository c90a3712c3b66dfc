// Package branches finds the statement that branches on a test, wherever the condition is written: in the statement, in a
// variable before it, or in a function that is inlined. It does not know what a test examines.
//
// The main type is Finder.
package branches

import (
	"go/ast"
	"go/token"

	"github.com/errls/errls/analyzer/internal/index"
)

// A Finder finds the statements of one package.
type Finder struct {
	pkg     *index.Package
	parents index.ParentCache
}

// New returns a finder for a package.
func New(pkg *index.Package) *Finder { return &Finder{pkg, index.ParentCache{}} }

// Parents returns the parents of the nodes of a function.
func (f *Finder) Parents(fn *index.Function) index.Parents { return f.parents.Of(fn) }

// Statement returns the switch statement, or the first if statement of the chain, whose branch a test selects. It
// returns nil if the result of the test is used in another way.
func (f *Finder) Statement(fn *index.Function, test ast.Expr) ast.Stmt {
	parents := f.Parents(fn)
	n := f.pkg.PlaceOf(fn, test)
	for {
		switch parent := parents[n].(type) {
		case *ast.ParenExpr, *ast.BinaryExpr, *ast.UnaryExpr, *ast.TypeAssertExpr:
			n = parent
		case *ast.TypeSwitchStmt:
			return parent
		case *ast.CaseClause:
			if s, ok := parents[parents[parent]].(*ast.SwitchStmt); ok && isCaseExpr(parent, n) {
				return s
			}
			return nil
		case *ast.IfStmt:
			if parent.Cond != n {
				return lookupIf(parent, n)
			}
			for {
				outer, ok := parents[parent].(*ast.IfStmt)
				if !ok || outer.Else != parent {
					return parent
				}
				parent = outer
			}
		case *ast.AssignStmt:
			if use := f.NameUse(fn, n, parent); use != nil && use.Pos() > parent.Pos() {
				n = use
				continue
			}
			n = parent // v, ok := set[code]
		case *ast.ValueSpec:
			use := f.NameUse(fn, n, parent)
			if use == nil {
				return nil
			}
			n = use
		default:
			return nil
		}
	}
}

// lookupIf returns an if statement whose init statement n looks up a code, as in if _, ok := set[code]; ok. Otherwise it
// returns nil.
func lookupIf(s *ast.IfStmt, n ast.Node) ast.Stmt {
	if a, ok := n.(*ast.AssignStmt); ok && s.Init == a && len(a.Lhs) == 2 {
		return s
	}
	return nil
}

// isCaseExpr reports whether a node is an expression of a case clause.
func isCaseExpr(c *ast.CaseClause, n ast.Node) bool {
	for _, e := range c.List {
		if e == n {
			return true
		}
	}
	return false
}

// TypeTest returns the statement that branches on a test: the if statement whose condition or init statement contains
// it, the type switch, or the if statement that follows the assignment of the result. It returns nil if there is none.
func (f *Finder) TypeTest(fn *index.Function, test ast.Expr) ast.Stmt {
	parents := f.Parents(fn)
	for n := f.pkg.PlaceOf(fn, test); n != nil; n = parents[n] {
		switch s := n.(type) {
		case *ast.IfStmt, *ast.TypeSwitchStmt:
			return s.(ast.Stmt)
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause, *ast.FuncLit:
			return nil
		case *ast.AssignStmt:
			if s.Tok == token.DEFINE || s.Tok == token.ASSIGN {
				if next := f.Next(fn, s); next != nil {
					if branch, ok := next.(*ast.IfStmt); ok {
						return branch
					}
				}
			}
		}
	}
	return nil
}

// AllLeave reports whether each branch of a switch or if statement that names codes leaves the block. Statements
// after it then handle the errors with other codes.
func AllLeave(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.IfStmt:
		return s.Else == nil && index.EndsInJump(s.Body)
	case *ast.SwitchStmt:
		for _, c := range s.Body.List {
			if c := c.(*ast.CaseClause); c.List == nil || !index.EndsInJump(&ast.BlockStmt{List: c.Body}) {
				return false
			}
		}
		return true
	}
	return false
}

// Bodies returns the branches of a switch statement or a chain of if statements.
func Bodies(s ast.Stmt) [][]ast.Stmt {
	switch s := s.(type) {
	case *ast.BlockStmt:
		return [][]ast.Stmt{s.List}
	case *ast.IfStmt:
		return append([][]ast.Stmt{s.Body.List}, Bodies(s.Else)...)
	case *ast.SwitchStmt:
		return clauseBodies(s.Body)
	case *ast.TypeSwitchStmt:
		return clauseBodies(s.Body)
	}
	return nil
}

// clauseBodies returns the statements of each clause of a switch.
func clauseBodies(body *ast.BlockStmt) [][]ast.Stmt {
	var all [][]ast.Stmt
	for _, c := range body.List {
		all = append(all, c.(*ast.CaseClause).Body)
	}
	return all
}
