package rewrite

import (
	"go/ast"
	"go/types"
)

// listClasses returns the rewrites of lists of codes.
func listClasses() []Class {
	return []Class{
		{Name: "list-to-local", Moves: true, apply: listToLocal},
		{Name: "list-to-global", Moves: true, apply: listToGlobal},
		{Name: "contains-to-or", Moves: true, apply: containsToOr},
	}
}

// onlyUse returns the only use of an object in the file, or nil if there are several.
func (f *file) onlyUse(o types.Object) *ast.Ident {
	var only *ast.Ident
	for id, used := range f.info.Uses {
		if used == o {
			if only != nil {
				return nil
			}
			only = id
		}
	}
	return only
}

// globalLists calls visit for each package-level list that is used once, in a function, with the place of its use.
func globalLists(f *file, visit func(d *ast.GenDecl, lit *ast.CompositeLit, use *ast.Ident)) {
	for _, d := range f.syntax.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || len(g.Specs) != 1 {
			continue
		}
		spec, ok := g.Specs[0].(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 || len(spec.Names) != 1 {
			continue
		}
		lit, ok := spec.Values[0].(*ast.CompositeLit)
		if !ok || !f.isList(lit) {
			continue
		}
		use := f.onlyUse(f.info.Defs[spec.Names[0]])
		if use == nil || f.body(use) == nil {
			continue
		}
		switch f.parents[use].(type) {
		case *ast.CallExpr, *ast.RangeStmt, *ast.IndexExpr:
			visit(g, lit, use)
		}
	}
}

// isList reports whether a literal is a slice, an array or a map.
func (f *file) isList(lit *ast.CompositeLit) bool {
	switch f.info.TypeOf(lit).Underlying().(type) {
	case *types.Slice, *types.Array, *types.Map:
		return true
	}
	return false
}

// listToLocal moves a package-level list to the function that uses it.
func listToLocal(f *file) {
	globalLists(f, func(d *ast.GenDecl, lit *ast.CompositeLit, use *ast.Ident) {
		name := f.name("list")
		f.insert(f.body(use).Lbrace+1, name+" := ", lit, "\n")
		f.replace(use, name)
		f.touch(d.Pos())
		f.edits = append(f.edits, edit{d.Pos(), d.End(), nil})
	})
}

// listToGlobal moves lists of constants to package level.
func listToGlobal(f *file) {
	each(f, func(lit *ast.CompositeLit) {
		if f.body(lit) == nil || !f.isList(lit) || len(lit.Elts) == 0 {
			return
		}
		for _, e := range lit.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				e = kv.Key
				if f.info.Types[kv.Value].Value == nil {
					return
				}
			}
			if f.info.Types[e].Value == nil || contains(e, func(n ast.Node) bool {
				id, ok := n.(*ast.Ident)
				return ok && f.info.Uses[id] != nil && f.info.Uses[id].Pkg() == f.pkg && f.info.Uses[id].Parent() != f.pkg.Scope()
			}) {
				return
			}
		}
		switch f.parents[lit].(type) {
		case *ast.CallExpr, *ast.RangeStmt, *ast.IndexExpr, *ast.AssignStmt:
		default:
			return
		}
		if !f.isGlobalType(f.info.TypeOf(lit)) {
			return
		}
		if f.mayBeChanged(lit) {
			return
		}
		name := f.name("list")
		f.declare(name, lit.Pos(), "var "+name+" = ", original{lit})
		f.replace(lit, name)
	})
}

// mayBeChanged reports whether a list is assigned to a variable that is used more than once.
func (f *file) mayBeChanged(lit *ast.CompositeLit) bool {
	a, ok := f.parents[lit].(*ast.AssignStmt)
	if !ok {
		return false
	}
	return len(a.Lhs) != 1 || f.info.Defs[identOf(a.Lhs[0])] == nil || f.onlyUse(f.info.Defs[identOf(a.Lhs[0])]) == nil
}

// identOf returns an expression as an identifier, or nil.
func identOf(e ast.Expr) *ast.Ident {
	id, _ := e.(*ast.Ident)
	return id
}

// containsToOr rewrites slices.Contains(list, x) to comparisons with the elements of a literal list.
func containsToOr(f *file) {
	rewrite := func(call *ast.CallExpr, elems []ast.Expr) bool {
		switch ast.Unparen(call.Args[1]).(type) {
		case *ast.Ident, *ast.SelectorExpr:
		default:
			return false
		}
		if len(elems) == 0 {
			return false
		}
		parts := []any{"("}
		for i, e := range elems {
			if _, keyed := e.(*ast.KeyValueExpr); keyed {
				return false
			}
			if i > 0 {
				parts = append(parts, " || ")
			}
			parts = append(parts, call.Args[1], " == ", e)
		}
		f.replace(call, append(parts, ")")...)
		return true
	}
	if f.countCalls("slices") > 1 {
		return // the import would no longer be used; see below
	}
	each(f, func(call *ast.CallExpr) {
		if _, ok := f.isCallTo(call, "slices", "Contains"); !ok {
			return
		}
		if lit, ok := ast.Unparen(call.Args[0]).(*ast.CompositeLit); ok && rewrite(call, lit.Elts) {
			f.tail = append(f.tail, "var _ = "+f.importName("slices")+".Contains[[]string]\n")
		}
	})
	globalLists(f, func(d *ast.GenDecl, lit *ast.CompositeLit, use *ast.Ident) {
		call, ok := f.parents[use].(*ast.CallExpr)
		if !ok || len(call.Args) != 2 || call.Args[0] != use {
			return
		}
		if _, ok := f.isCallTo(call, "slices", "Contains"); ok && rewrite(call, lit.Elts) {
			f.touch(d.Pos())
			f.edits = append(f.edits, edit{d.Pos(), d.End(), nil})
			f.tail = append(f.tail, "var _ = "+f.importName("slices")+".Contains[[]string]\n")
		}
	})
}
