package rewrite

import (
	"go/ast"
	"go/token"
	"go/types"
)

// typeClasses returns the rewrites of tests for types.
func typeClasses() []Class {
	return []Class{
		{Name: "as-to-assertion", apply: func(f *file) { replaceAs(f, assertion) }},
		{Name: "as-to-astype", apply: func(f *file) { replaceAs(f, asType) }},
		{Name: "assertion-to-as", apply: assertionToAs},
		{Name: "type-alias", apply: typeAlias},
	}
}

// assertion and asType return the expressions that test an error for a type.
func assertion(f *file, call *ast.CallExpr, t string) []any {
	return []any{call.Args[0], ".(" + t + ")"}
}

func asType(f *file, call *ast.CallExpr, t string) []any {
	return []any{f.importName("errors") + ".AsType[" + t + "](", call.Args[0], ")"}
}

// replaceAs rewrites if errors.As(err, &e) && c to if e, ok = test; ok && c, for errors that are not wrapped.
func replaceAs(f *file, test func(*file, *ast.CallExpr, string) []any) {
	conditions(f, func(s *ast.IfStmt) {
		if s.Init != nil || !f.mayDeclare(s) {
			return
		}
		first := s.Cond
		for {
			b, ok := first.(*ast.BinaryExpr)
			if !ok || b.Op != token.LAND && b.Op != token.LOR {
				break
			}
			first = b.X
		}
		if u, ok := first.(*ast.UnaryExpr); ok && u.Op == token.NOT {
			first = u.X
		}
		call, ok := f.isCallTo(first, "errors", "As")
		if !ok || !f.isUnwrapped(call.Args[0], s) {
			return
		}
		target, ok := call.Args[1].(*ast.UnaryExpr)
		if !ok || f.object(target.X) == nil {
			return
		}
		t, ok := f.typeText(f.info.TypeOf(target.X))
		if !ok || !types.AssignableTo(f.info.TypeOf(target.X), types.Universe.Lookup("error").Type()) {
			return
		}
		v := f.name("ok")
		parts := []any{"var " + v + " bool; if ", target.X, ", " + v + " = "}
		parts = append(append(parts, test(f, call, t)...), "; ")
		f.replaceSpan(span{s.Pos(), s.Cond.Pos()}, parts...)
		f.replace(call, v)
		if f.countCalls("errors") == 0 {
			return
		}
		f.keepImport("errors", "New")
	})
}

// isUnwrapped reports whether an expression is a variable of the function around a statement that is only set to errors of
// imported packages other than errors and fmt.
func (f *file) isUnwrapped(e ast.Expr, s ast.Stmt) bool {
	o := f.object(e)
	if o == nil || !f.isLocal(o) {
		return false
	}
	set, ok := 0, true
	each(f, func(a *ast.AssignStmt) {
		for i, l := range a.Lhs {
			if f.object(l) != o {
				continue
			}
			set++
			r := a.Rhs[0]
			if len(a.Rhs) == len(a.Lhs) {
				r = a.Rhs[i]
			}
			call, isCall := ast.Unparen(r).(*ast.CallExpr)
			ok = ok && isCall && f.isForeign(call)
		}
	})
	return ok && set > 0
}

// isForeign reports whether a call calls a function or method of an imported package that does not make errors.
func (f *file) isForeign(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := f.info.Uses[sel.Sel].(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg() != f.pkg && fn.Pkg().Path() != "errors" && fn.Pkg().Path() != "fmt"
}

// countCalls returns the number of uses of an imported package in the file.
func (f *file) countCalls(importPath string) int {
	n := 0
	for _, o := range f.info.Uses {
		if pn, ok := o.(*types.PkgName); ok && pn.Imported().Path() == importPath {
			n++
		}
	}
	return n
}

// keepImport uses an imported package that may have no other use.
func (f *file) keepImport(importPath, name string) {
	if n := f.importName(importPath); n != "" {
		f.tail = append(f.tail, "var _ = "+n+"."+name+"\n")
	}
}

// assertionToAs rewrites e, ok := err.(*T) to errors.As.
func assertionToAs(f *file) {
	errorsName := f.importName("errors")
	if errorsName == "" {
		return
	}
	each(f, func(a *ast.AssignStmt) {
		if len(a.Lhs) != 2 || len(a.Rhs) != 1 || a.Tok != token.DEFINE {
			return
		}
		x, ok := a.Rhs[0].(*ast.TypeAssertExpr)
		if !ok || x.Type == nil || !types.Identical(f.info.TypeOf(x.X), types.Universe.Lookup("error").Type()) {
			return
		}
		e, v := a.Lhs[0].(*ast.Ident), a.Lhs[1].(*ast.Ident)
		if e.Name == "_" || v.Name == "_" || f.info.Defs[e] == nil || f.info.Defs[v] == nil {
			return
		}
		head := []any{"var " + e.Name + " ", x.Type, "; "}
		call := []any{v.Name + " := " + errorsName + ".As(", x.X, ", &" + e.Name + ")"}
		if s, ok := f.parents[a].(*ast.IfStmt); ok && s.Init == ast.Stmt(a) {
			if f.list(s) == nil || f.uses(x.X, f.info.Defs[e]) || f.textOf(x.X) == e.Name {
				return
			}
			f.replace(s, "{ ", head[0], head[1], head[2], s, " }")
			f.replace(a, call...)
			return
		}
		if f.list(a) != nil && !f.hasGoto(f.body(a)) {
			f.replace(a, append(head, call...)...)
		}
	})
}

// typeAlias replaces types of imported packages in variable declarations, assertions and parameters by aliases.
func typeAlias(f *file) {
	alias := map[types.Object]string{}
	each(f, func(sel *ast.SelectorExpr) {
		tn, ok := f.info.Uses[sel.Sel].(*types.TypeName)
		if !ok || tn.Pkg() == f.pkg || f.info.Types[sel].Type == nil {
			return
		}
		if n, ok := types.Unalias(tn.Type()).(*types.Named); !ok || n.TypeParams().Len() > 0 {
			return
		}
		if field, ok := f.parents[sel].(*ast.Field); ok && len(field.Names) == 0 {
			if list, ok := f.parents[field].(*ast.FieldList); ok {
				if _, isStruct := f.parents[list].(*ast.StructType); isStruct {
					return // the name of an embedded field
				}
			}
		}
		if star, ok := f.parents[sel].(*ast.StarExpr); ok {
			if field, ok := f.parents[star].(*ast.Field); ok && len(field.Names) == 0 {
				return
			}
		}
		if alias[tn] == "" {
			alias[tn] = f.name("alias")
			f.declare(alias[tn], sel.Pos(), "type "+alias[tn]+" = ", f.textOf(sel))
		}
		f.replace(sel, alias[tn])
	})
}
