package errtype

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// ownForm reports whether errors of a type that the package declares are pointers to it, as the package makes them. Ok is
// false if the package makes none, or both values and pointers, or if not all of it is known. The type must implement
// error in both forms.
func (f *Finder) ownForm(s typeTest, all []typeTest, tn *types.TypeName) (pointer, ok bool) {
	if tn == nil || f.pkg.Types == nil || tn.Pkg() != f.pkg.Types || tn.IsAlias() || f.isPartial() {
		return false, false
	}
	named, isNamed := tn.Type().(*types.Named)
	if !isNamed || named.TypeParams().Len() > 0 || types.IsInterface(named) || !index.IsError(named) || hasAs(tn) {
		return false, false
	}
	testVars := map[types.Object]bool{}
	for _, other := range all {
		if sites.TypeNameOf(other.typ) == tn {
			testVars[other.variable] = true
			if other.topDecl == s.topDecl && index.IsPointer(other.typ) != index.IsPointer(s.typ) {
				return false, false
			}
		}
	}
	pointer = !index.IsPointer(s.typ)
	made := types.Type(named)
	if pointer {
		made = types.NewPointer(named)
	}
	return pointer, f.givesAsError(made) && !f.makesErrorsOf(s.typ, testVars)
}

// givesAsError reports whether the package returns or assigns a value of type t where an error is expected.
func (f *Finder) givesAsError(t types.Type) bool {
	for _, fn := range f.pkg.Functions {
		if f.returnsAsError(fn, t) {
			return true
		}
	}
	for o, as := range f.pkg.Assignments {
		if !types.Identical(o.Type(), index.ErrorType) {
			continue
		}
		for _, a := range as {
			if a.RHS != nil && len(a.LHS) == a.ValueCount() && f.hasType(a.RHS, t) {
				return true
			}
		}
	}
	return false
}

// returnsAsError reports whether a return statement of a function returns a value of type t as the error.
func (f *Finder) returnsAsError(fn *index.Function, t types.Type) bool {
	at := fn.ErrorResult()
	if at < 0 {
		return false
	}
	found := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			found = found || at < len(n.Results) && f.hasType(n.Results[at], t)
		}
		return !found
	})
	return found
}

// hasType reports whether an expression is a value of type t.
func (f *Finder) hasType(e ast.Expr, t types.Type) bool {
	have := f.pkg.Info.Types[e]
	return have.IsValue() && types.Identical(have.Type, t)
}

// isPartial reports whether the body of a function is not known, as in a large package.
func (f *Finder) isPartial() bool {
	for _, file := range f.pkg.Files {
		for _, d := range file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body == nil {
				return true
			}
		}
	}
	return false
}

// hasAs reports whether a type has a method As, which decides what errors.As finds.
func hasAs(tn *types.TypeName) bool {
	o, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, tn.Pkg(), "As")
	return o != nil
}
