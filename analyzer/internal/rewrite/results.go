package rewrite

import (
	"go/ast"
	"strings"
)

// resultClasses returns the rewrites of results.
func resultClasses() []Class {
	return []Class{
		{Name: "named-results", apply: func(f *file) { nameResults(f, false) }},
		{Name: "results-assigned", apply: func(f *file) { nameResults(f, true) }},
		{Name: "return-var", apply: returnVar},
	}
}

// functions calls visit for each function with results that have no names, with its return statements. It leaves out
// functions in which a return statement is not in a list.
func functions(f *file, visit func(t *ast.FuncType, body *ast.BlockStmt, returns []*ast.ReturnStmt)) {
	each(f, func(n ast.Node) {
		var t *ast.FuncType
		var body *ast.BlockStmt
		switch n := n.(type) {
		case *ast.FuncDecl:
			t, body = n.Type, n.Body
		case *ast.FuncLit:
			t, body = n.Type, n.Body
		}
		if body == nil || t.Results.NumFields() == 0 || len(t.Results.List[0].Names) > 0 || f.hasGoto(body) {
			return
		}
		var returns []*ast.ReturnStmt
		ok := true
		ast.Inspect(body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.ReturnStmt:
				ok = ok && f.list(n) != nil && len(n.Results) > 0
				returns = append(returns, n)
			}
			return true
		})
		if ok && len(returns) > 0 {
			visit(t, body, returns)
		}
	})
}

// values returns the returned values as a part.
func values(r *ast.ReturnStmt) span { return span{r.Results[0].Pos(), r.End()} }

// resultNames returns new names for the results of a function, and replaces its results by named ones.
func (f *file) nameAll(t *ast.FuncType) string {
	var names []string
	parts := []any{"("}
	for i, field := range t.Results.List {
		if i > 0 {
			parts = append(parts, ", ")
		}
		names = append(names, f.name("result"))
		parts = append(parts, names[i]+" ", field.Type)
	}
	f.replace(t.Results, append(parts, ")")...)
	return strings.Join(names, ", ")
}

// nameResults names the results, and rewrites return x to r = x; return, or to r = x; return r if named is set.
func nameResults(f *file, named bool) {
	functions(f, func(t *ast.FuncType, _ *ast.BlockStmt, returns []*ast.ReturnStmt) {
		names := f.nameAll(t)
		for _, r := range returns {
			end := "; return"
			if named {
				end += " " + names
			}
			f.replace(r, names+" = ", values(r), end)
		}
	})
}

// returnVar rewrites return x to var r T = x; return r.
func returnVar(f *file) {
	functions(f, func(t *ast.FuncType, _ *ast.BlockStmt, returns []*ast.ReturnStmt) {
		for _, r := range returns {
			var names []string
			var parts []any
			for i, field := range t.Results.List {
				names = append(names, f.name("result"))
				if len(r.Results) == len(t.Results.List) {
					parts = append(parts, "var "+names[i]+" ", field.Type, " = ", r.Results[i], "; ")
				}
			}
			all := strings.Join(names, ", ")
			if len(parts) == 0 {
				parts = append(parts, all+" := ", values(r), "; ")
			}
			f.replace(r, append(parts, "return "+all)...)
		}
	})
}
