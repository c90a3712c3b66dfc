package branches

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
)

// NameUse returns the place where the value of a condition is used that a statement of fn assigns to a variable: the
// first use of the variable. It returns nil unless the variable is declared there and not set again.
func (f *Finder) NameUse(fn *index.Function, cond ast.Node, assign ast.Node) ast.Node {
	lhs, rhs := index.AssignmentSides(assign)
	for i, l := range lhs {
		if !index.Contains(rhs[i], cond) {
			continue
		}
		o := f.pkg.Object(l)
		a, ok := f.pkg.OnlyAssignment(o)
		if !ok || !declares(a, o) || !index.IsBool(o.Type()) {
			return nil
		}
		if use := f.firstUse(fn, o); use != nil {
			return f.pkg.PlaceOf(fn, use)
		}
	}
	return nil
}

// firstUse returns the first use of a variable in a function, or nil.
func (f *Finder) firstUse(fn *index.Function, o types.Object) *ast.Ident {
	var use *ast.Ident
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && use == nil && f.pkg.Info.Uses[id] == o {
			use = id
		}
		return use == nil
	})
	return use
}

// OnlyNames reports whether a statement does nothing but give a name to a condition or to a function literal, or declare
// variables without values.
func (f *Finder) OnlyNames(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.EmptyStmt:
		return true
	case *ast.AssignStmt:
		return s.Tok == token.DEFINE && len(s.Lhs) == len(s.Rhs) && f.areConditions(s.Rhs)
	case *ast.DeclStmt:
		d, ok := s.Decl.(*ast.GenDecl)
		if !ok {
			return false
		}
		for _, spec := range d.Specs {
			if v, ok := spec.(*ast.ValueSpec); !ok || !f.areConditions(v.Values) {
				return false
			}
		}
		return true
	}
	return false
}

// areConditions reports whether all expressions are booleans or function literals.
func (f *Finder) areConditions(list []ast.Expr) bool {
	for _, e := range list {
		if _, literal := ast.Unparen(e).(*ast.FuncLit); !literal && !f.pkg.IsBool(e) {
			return false
		}
	}
	return true
}

// declares reports whether an assignment declares a variable.
func declares(a index.Assignment, o types.Object) bool {
	return slices.ContainsFunc(a.LHS, func(l ast.Expr) bool { return l.Pos() == o.Pos() })
}

// Next returns the statement after s in the same block, or nil. It skips statements that only name conditions, and
// declarations without values, as of the variable that errors.As sets.
func (f *Finder) Next(fn *index.Function, s ast.Stmt) ast.Stmt {
	list := statements(f.Parents(fn)[s])
	for _, next := range list[min(slices.Index(list, s)+1, len(list)):] {
		if !f.OnlyNames(next) {
			return next
		}
	}
	return nil
}

// statements returns the statements of a block or clause; nil for another node.
func statements(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}
