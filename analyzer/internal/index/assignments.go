package index

import (
	"go/ast"
	"go/types"
)

// An Assignment is one place where a variable gets a value.
type Assignment struct {
	Func  *Function  // innermost function around it; nil at package level
	Node  ast.Node   // *ast.AssignStmt or *ast.ValueSpec; nil for a parameter, a range variable, x++, x-- and &x
	RHS   ast.Expr   // the value; nil if it is not known: Node is nil, or Node is an operation such as x += y
	Index int        // index of the value among the values of RHS, if RHS has several, as a call can
	LHS   []ast.Expr // all expressions that Node assigns to
}

// OnlyAssignment returns the assignment of a variable that has exactly one. Ok is false if the variable has none or
// several, or if the assigned value is not known.
func (p *Package) OnlyAssignment(o types.Object) (a Assignment, ok bool) {
	if as := p.Assignments[o]; len(as) == 1 && as[0].RHS != nil {
		return as[0], true
	}
	return Assignment{}, false
}

// CopiedVar returns the variable whose value a variable holds if it is set once, to another variable; otherwise o itself.
// A parameter of a function that is inlined holds the value of the argument.
func (p *Package) CopiedVar(o types.Object) types.Object {
	for range MaxDepth {
		a, ok := p.OnlyAssignment(o)
		if !ok || a.Index != 0 || len(a.LHS) != 1 {
			break
		}
		from, isVar := p.Object(a.RHS).(*types.Var)
		if !isVar {
			break
		}
		o = from
	}
	return o
}

// AssignmentSides returns the left and right sides of an assignment or of a declaration of variables. Both are nil for
// another node, or if the sides differ in length.
func AssignmentSides(n ast.Node) (lhs, rhs []ast.Expr) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		lhs, rhs = n.Lhs, n.Rhs
	case *ast.ValueSpec:
		lhs, rhs = DeclaredNames(n), n.Values
	}
	if len(lhs) != len(rhs) {
		return nil, nil
	}
	return lhs, rhs
}

// DeclaredNames returns the names that a declaration of variables or constants declares.
func DeclaredNames(spec *ast.ValueSpec) []ast.Expr {
	names := make([]ast.Expr, len(spec.Names))
	for i, name := range spec.Names {
		names[i] = name
	}
	return names
}

// Object returns the object that an identifier defines or uses, such as a variable. It returns nil for the blank
// identifier, for an identifier that is not resolved, and for any other expression.
func (p *Package) Object(e ast.Expr) types.Object {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok || id.Name == "_" {
		return nil
	}
	if o := p.Info.Defs[id]; o != nil {
		return o
	}
	return p.Info.Uses[id]
}

// Named returns the object that an identifier or a selector names, as in x, pkg.X or e.X; otherwise nil.
func (p *Package) Named(e ast.Expr) types.Object {
	if s, ok := ast.Unparen(e).(*ast.SelectorExpr); ok {
		return p.Info.Uses[s.Sel]
	}
	return p.Object(e)
}

// IsPackageVar reports whether an object is a variable that a package declares outside its functions.
func IsPackageVar(o types.Object) bool {
	v, ok := o.(*types.Var)
	return ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
}

// ValueCount returns the number of values of the statement or declaration; 0 if a range statement or a function sets the
// variable.
func (a Assignment) ValueCount() int {
	switch n := a.Node.(type) {
	case *ast.AssignStmt:
		return len(n.Rhs)
	case *ast.ValueSpec:
		return len(n.Values)
	}
	return 0
}
