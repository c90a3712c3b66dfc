package rewrite

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// statementClasses returns the rewrites of statements other than branches and loops.
func statementClasses() []Class {
	return []Class{
		{Name: "wrap-block", apply: wrapBlock},
		{Name: "noop-between", apply: func(f *file) { between(f, "_ = 0; ") }},
		{Name: "print-between", apply: func(f *file) { between(f, `println("between"); `) }},
		{Name: "define-into-if", apply: defineIntoIf},
		{Name: "hoist-init", apply: hoistInit},
		{Name: "define-to-var", apply: defineToVar},
		{Name: "err-copy", apply: errCopy},
	}
}

// wrapBlock puts each if and switch statement into a block of its own.
func wrapBlock(f *file) {
	each(f, func(s ast.Stmt) {
		switch s.(type) {
		case *ast.IfStmt, *ast.SwitchStmt:
			if f.list(s) != nil && !contains(s, func(n ast.Node) bool { _, ok := n.(*ast.LabeledStmt); return ok }) {
				f.replace(s, "{ ", s, " }")
			}
		}
	})
}

// between puts a statement before each if and switch statement that follows an assignment.
func between(f *file, text string) {
	each(f, func(s ast.Stmt) {
		list := f.list(s)
		i := slices.Index(list, s)
		switch s.(type) {
		case *ast.IfStmt, *ast.SwitchStmt:
			if i <= 0 {
				return
			}
			switch list[i-1].(type) {
			case *ast.AssignStmt, *ast.DeclStmt:
				f.insert(s.Pos(), text)
			}
		}
	})
}

// defineIntoIf rewrites x := f(); if c to if x := f(); c where nothing else uses x.
func defineIntoIf(f *file) {
	each(f, func(s *ast.IfStmt) {
		list := f.list(s)
		i := slices.Index(list, ast.Stmt(s))
		if i <= 0 || s.Init != nil {
			return
		}
		a, ok := list[i-1].(*ast.AssignStmt)
		if !ok || a.Tok != token.DEFINE || f.isLabeled(a) {
			return
		}
		for _, l := range a.Lhs {
			id := l.(*ast.Ident)
			o := f.info.Defs[id]
			if id.Name != "_" && (o == nil || f.usedAfter(o, s.End())) {
				return
			}
		}
		if contains(a, func(n ast.Node) bool { _, ok := n.(*ast.CompositeLit); return ok }) {
			return
		}
		f.replaceSpan(span{a.Pos(), s.Cond.Pos()}, span{s.If, s.If + 3}, a, "; ")
	})
}

// isLabeled reports whether a statement has a label.
func (f *file) isLabeled(s ast.Stmt) bool {
	_, ok := f.parents[s].(*ast.LabeledStmt)
	return ok
}

// usedAfter reports whether an object is used after a position.
func (f *file) usedAfter(o types.Object, pos token.Pos) bool {
	for id, used := range f.info.Uses {
		if used == o && id.Pos() >= pos {
			return true
		}
	}
	return false
}

// hoistInit rewrites if x := f(); c to a block with x := f() and if c.
func hoistInit(f *file) {
	each(f, func(s *ast.IfStmt) {
		if s.Init != nil && f.list(s) != nil && !contains(s, func(n ast.Node) bool { _, ok := n.(*ast.LabeledStmt); return ok }) {
			f.replace(s, "{ ", s.Init, "; if ", span{s.Cond.Pos(), s.End()}, " }")
		}
	})
}

// defineToVar rewrites x := f() to var x = f().
func defineToVar(f *file) {
	each(f, func(a *ast.AssignStmt) {
		if a.Tok != token.DEFINE || f.list(a) == nil {
			return
		}
		if c, ok := f.parents[a].(*ast.CommClause); ok && c.Comm == ast.Stmt(a) {
			return
		}
		if slices.ContainsFunc(a.Lhs, func(l ast.Expr) bool { return l.(*ast.Ident).Name != "_" && f.info.Defs[l.(*ast.Ident)] == nil }) {
			return
		}
		f.replaceSpan(span{a.Pos(), a.TokPos + 2}, "var ", span{a.Pos(), a.TokPos}, "=")
	})
}

// errCopy copies the error that a condition tests to another variable, which the condition tests in its place.
func errCopy(f *file) {
	errorType := types.Universe.Lookup("error").Type()
	conditions(f, func(s *ast.IfStmt) {
		if s.Init != nil || !f.mayDeclare(s) || contains(s.Cond, func(n ast.Node) bool { _, ok := n.(*ast.FuncLit); return ok }) {
			return
		}
		copies := map[types.Object]string{}
		parts := []any{}
		ast.Inspect(s.Cond, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			o := f.info.Uses[id]
			if !f.isLocal(o) || !types.Identical(o.Type(), errorType) || f.isChanged(s.Cond, o) {
				return true
			}
			if copies[o] == "" {
				copies[o] = f.name("err")
				parts = append(parts, copies[o]+" := "+o.Name()+"; ")
			}
			f.replace(id, copies[o])
			return true
		})
		if len(parts) > 0 {
			f.insert(s.Pos(), parts...)
		}
	})
}
