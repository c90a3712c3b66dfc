package rewrite

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
)

// valueClasses returns the rewrites of constant values.
func valueClasses() []Class {
	return []Class{
		{Name: "const-for-literal", apply: func(f *file) { nameLiterals(f, "const") }},
		{Name: "var-for-literal", apply: func(f *file) { nameLiterals(f, "var") }},
		{Name: "local-const", apply: localConst},
		{Name: "inline-const", apply: inlineConst},
	}
}

// literals calls visit for each text or number that is compared, listed or passed to a function.
func literals(f *file, visit func(lit *ast.BasicLit, t string)) {
	each(f, func(lit *ast.BasicLit) {
		if lit.Kind != token.STRING && lit.Kind != token.INT || f.body(lit) == nil {
			return
		}
		if lit.Kind == token.INT && len(lit.Value) < 3 {
			return // not a code
		}
		switch p := f.parents[lit].(type) {
		case *ast.BinaryExpr:
			if p.Op != token.EQL && p.Op != token.NEQ {
				return
			}
		case *ast.CaseClause, *ast.CompositeLit:
		case *ast.KeyValueExpr:
			if f.info.Types[p.Value].Value == nil || lit != p.Key && lit != p.Value {
				return
			}
		case *ast.CallExpr:
			if lit == p.Fun {
				return
			}
		default:
			return
		}
		t := f.info.TypeOf(lit)
		if b, ok := t.(*types.Basic); ok && b.Info()&types.IsUntyped != 0 || types.IsInterface(t) {
			t = types.Default(f.info.Types[lit].Type)
		}
		if types.IsInterface(t) {
			t = types.Typ[types.String]
			if lit.Kind == token.INT {
				t = types.Typ[types.Int]
			}
		}
		if text, ok := f.typeText(t); ok {
			visit(lit, text)
		}
	})
}

// nameLiterals replaces literals by package-level constants or variables.
func nameLiterals(f *file, keyword string) {
	literals(f, func(lit *ast.BasicLit, t string) {
		name := f.name("value")
		f.declare(name, lit.Pos(), keyword+" "+name+" "+t+" = "+lit.Value)
		f.replace(lit, name)
	})
}

// localConst replaces literals by constants of the function.
func localConst(f *file) {
	literals(f, func(lit *ast.BasicLit, t string) {
		d, ok := f.declAt(lit.Pos()).(*ast.FuncDecl)
		if !ok {
			return
		}
		name := f.name("value")
		f.insert(d.Body.Lbrace+1, "const "+name+" "+t+" = "+lit.Value+"; ")
		f.replace(lit, name)
	})
}

// inlineConst replaces the text constants of the package by their values.
func inlineConst(f *file) {
	each(f, func(id *ast.Ident) {
		c, ok := f.info.Uses[id].(*types.Const)
		if !ok || c.Pkg() != f.pkg || c.Val().Kind() != constant.String || f.body(id) == nil {
			return
		}
		switch f.parents[id].(type) {
		case *ast.ValueSpec, *ast.SelectorExpr:
			return
		}
		text := strconv.Quote(constant.StringVal(c.Val()))
		if t, ok := c.Type().(*types.Named); ok {
			text = t.Obj().Name() + "(" + text + ")"
		}
		f.replace(id, text)
	})
}
