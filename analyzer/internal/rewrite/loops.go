package rewrite

import (
	"go/ast"
	"go/token"
	"go/types"
)

// loopClasses returns the rewrites of loops.
func loopClasses() []Class {
	return []Class{
		{Name: "loop-forms", apply: loopForms},
		{Name: "labels", apply: labels},
	}
}

// loopForms rewrites for c to for { if !(c) { break } }, a range over a number to a loop with a counter, and the reverse.
func loopForms(f *file) {
	each(f, func(s *ast.ForStmt) {
		if s.Init == nil && s.Post == nil && s.Cond != nil {
			f.replaceSpan(span{s.For + 3, s.Body.Lbrace + 1}, " { if !(", s.Cond, ") { break }; ")
			return
		}
		counter, limit := f.counts(s)
		if counter != nil {
			f.replaceSpan(span{s.For + 3, s.Body.Lbrace}, " "+counter.Name+" := range ", limit, " ")
		}
	})
	each(f, func(s *ast.RangeStmt) {
		b, ok := f.info.TypeOf(s.X).Underlying().(*types.Basic)
		if !ok || b.Info()&types.IsInteger == 0 || f.info.Types[s.X].Value == nil {
			return
		}
		name := f.name("i")
		if id, ok := s.Key.(*ast.Ident); ok && id.Name != "_" {
			name = id.Name
			if s.Tok != token.DEFINE {
				return
			}
		}
		f.replaceSpan(span{s.For + 3, s.Body.Lbrace}, " "+name+" := 0; "+name+" < ", s.X, "; "+name+"++ ")
	})
}

// counts returns the counter and the limit of a loop for i := 0; i < n; i++ that does not change i and whose limit is
// constant; otherwise nil.
func (f *file) counts(s *ast.ForStmt) (counter *ast.Ident, limit ast.Expr) {
	init, ok1 := s.Init.(*ast.AssignStmt)
	cond, ok2 := s.Cond.(*ast.BinaryExpr)
	post, ok3 := s.Post.(*ast.IncDecStmt)
	if !ok1 || !ok2 || !ok3 || len(init.Lhs) != 1 || init.Tok != token.DEFINE || cond.Op != token.LSS || post.Tok != token.INC {
		return nil, nil
	}
	id := init.Lhs[0].(*ast.Ident)
	o := f.info.Defs[id]
	if f.textOf(init.Rhs[0]) != "0" || f.object(cond.X) != o || f.object(post.X) != o || f.info.Types[cond.Y].Value == nil {
		return nil, nil
	}
	used, changed := false, false
	ast.Inspect(s.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			used = used || f.info.Uses[n] == o
		case *ast.IncDecStmt:
			changed = changed || f.object(n.X) == o
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				changed = changed || f.object(l) == o
			}
		case *ast.UnaryExpr:
			changed = changed || n.Op == token.AND && f.object(n.X) == o
		}
		return true
	})
	if changed || !used || !types.Identical(f.info.TypeOf(cond.Y), types.Typ[types.Int]) {
		return nil, nil
	}
	return id, cond.Y
}

// labels gives each loop a label, and adds it to the break and continue statements of the loop.
func labels(f *file) {
	each(f, func(s ast.Stmt) {
		var body *ast.BlockStmt
		switch s := s.(type) {
		case *ast.ForStmt:
			body = s.Body
		case *ast.RangeStmt:
			body = s.Body
		default:
			return
		}
		if f.list(s) == nil {
			return
		}
		name, used := f.name("loop"), false
		var visit func(n ast.Node, inSwitch bool)
		visit = func(root ast.Node, inSwitch bool) {
			ast.Inspect(root, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.ForStmt, *ast.RangeStmt, *ast.FuncLit:
					return false
				case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
					if n != root {
						visit(n, true)
						return false
					}
				case *ast.BranchStmt:
					if n.Label == nil && (n.Tok == token.CONTINUE || n.Tok == token.BREAK && !inSwitch) {
						f.replace(n, n, " "+name)
						used = true
					}
				}
				return true
			})
		}
		visit(body, false)
		if used {
			f.insert(s.Pos(), name+": ")
		}
	})
}
