package errtype

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// FindPanics returns the calls of errors.As, and of functions that do what it does, that panic: the target is a nil pointer,
// or a pointer to a type that does not implement error. go vet reports the second for errors.As itself, and the first only if it is also
// the second.
func (f *Finder) FindPanics() []sites.DeadTest {
	var out []sites.DeadTest
	for _, s := range f.typeTests() {
		call, ok := s.test.(*ast.CallExpr)
		if !ok || !f.panics(call) {
			continue
		}
		d := sites.DeadTest{Node: s.expr, Reason: sites.Panics}
		if id, ok := ast.Unparen(s.expr).(*ast.Ident); ok {
			if _, isVar := f.pkg.Info.Uses[id].(*types.Var); isVar {
				d.Name = id.Name
			}
		}
		out = append(out, d)
	}
	return out
}

// panics reports whether a call of errors.As panics because of its target.
func (f *Finder) panics(call *ast.CallExpr) bool {
	_, target, ok := f.pkg.AsCall(call)
	if !ok {
		return false
	}
	p, ok := types.Unalias(f.typeOf(target)).(*types.Pointer)
	if !ok || types.IsInterface(p.Elem()) || !index.IsError(p) {
		return false
	}
	return !index.IsError(p.Elem()) || f.isNilVariable(target)
}

// isNilVariable reports whether an expression is a local variable that is declared without a value, as in var e *T, and that
// is set to nothing but nil.
func (f *Finder) isNilVariable(e ast.Expr) bool {
	v, ok := f.pkg.Object(e).(*types.Var)
	if !ok || v.IsField() || index.IsPackageVar(v) || f.declaredType(v) == nil {
		return false
	}
	return !slices.ContainsFunc(f.pkg.Assignments[v], func(a index.Assignment) bool {
		return a.RHS == nil || len(a.LHS) != a.ValueCount() || !f.pkg.IsNil(a.RHS)
	})
}
