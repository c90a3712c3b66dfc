package rewrite

import (
	"go/ast"
	"go/token"
)

// branchClasses returns the rewrites of if and switch statements.
func branchClasses() []Class {
	return []Class{
		{Name: "switch-to-if", apply: switchToIf},
		{Name: "if-to-switch", apply: func(f *file) { ifToSwitch(f, "") }},
		{Name: "switch-true", apply: func(f *file) { ifToSwitch(f, "true ") }},
		{Name: "if-to-tagswitch", apply: ifToTagSwitch},
		{Name: "tag-to-var", apply: tagToVar},
		{Name: "else-wrap", apply: elseWrap},
		{Name: "un-else", apply: unElse},
	}
}

// breaks reports whether a statement contains a break that leaves a switch around it, or a fallthrough.
func breaks(n ast.Node) bool {
	return contains(n, func(n ast.Node) bool {
		b, ok := n.(*ast.BranchStmt)
		return ok && (b.Tok == token.BREAK && b.Label == nil || b.Tok == token.FALLTHROUGH)
	})
}

// clauseBody returns the source of the body of a case clause, up to the next clause.
func clauseBody(s *ast.SwitchStmt, i int) span {
	c := s.Body.List[i].(*ast.CaseClause)
	end := s.Body.Rbrace
	if i+1 < len(s.Body.List) {
		end = s.Body.List[i+1].Pos()
	}
	return span{c.Colon + 1, end}
}

// switchToIf rewrites a switch statement to a chain of if statements.
func switchToIf(f *file) {
	each(f, func(s *ast.SwitchStmt) {
		if breaks(s.Body) || f.list(s) == nil || len(s.Body.List) == 0 {
			return
		}
		if s.Tag != nil && f.info.Types[s.Tag].Value != nil {
			return
		}
		parts, tag := []any{"{ "}, ""
		if s.Init != nil {
			parts = append(parts, s.Init, "; ")
		}
		if s.Tag != nil {
			tag = f.name("tag")
			parts = append(parts, tag+" := ", s.Tag, "; ")
		}
		var rest []any
		first := true
		for i, c := range s.Body.List {
			c := c.(*ast.CaseClause)
			if c.List == nil {
				rest = []any{" else {", clauseBody(s, i), "}"}
				continue
			}
			if !first {
				parts = append(parts, " else ")
			}
			first = false
			parts = append(parts, "if ")
			for k, e := range c.List {
				if k > 0 {
					parts = append(parts, " || ")
				}
				if tag != "" {
					parts = append(parts, tag+" == (", e, ")")
				} else {
					parts = append(parts, "(", e, ")")
				}
			}
			parts = append(parts, " {", clauseBody(s, i), "}")
		}
		if first {
			return
		}
		f.replace(s, append(append(parts, rest...), " }")...)
	})
}

// chain returns the if statements of a chain and its last else, or nil if one of them but the first has an init statement.
func chain(s *ast.IfStmt) (ifs []*ast.IfStmt, last *ast.BlockStmt) {
	for {
		ifs = append(ifs, s)
		switch e := s.Else.(type) {
		case *ast.IfStmt:
			if e.Init != nil {
				return nil, nil
			}
			s = e
			continue
		case *ast.BlockStmt:
			last = e
		}
		return ifs, last
	}
}

// inside returns the source between the braces of a block.
func inside(b *ast.BlockStmt) span { return span{b.Lbrace + 1, b.Rbrace} }

// isElse reports whether an if statement is the else of another one.
func (f *file) isElse(s *ast.IfStmt) bool {
	outer, ok := f.parents[s].(*ast.IfStmt)
	return ok && outer.Else == s
}

// ifToSwitch rewrites if statements to switch statements without a tag, or with the given tag.
func ifToSwitch(f *file, tag string) {
	each(f, func(s *ast.IfStmt) {
		ifs, last := chain(s)
		if f.isElse(s) || ifs == nil || breaks(s) {
			return
		}
		parts := []any{"switch "}
		if s.Init != nil {
			parts = append(parts, s.Init, "; ")
		}
		parts = append(parts, tag+"{ ")
		for _, x := range ifs {
			parts = append(parts, "case ", x.Cond, ": ", inside(x.Body), "\n")
		}
		if last != nil {
			parts = append(parts, "default: ", inside(last))
		}
		f.replace(s, append(parts, "}")...)
	})
}

// ifToTagSwitch rewrites if x == A to switch x { case A: }.
func ifToTagSwitch(f *file) {
	each(f, func(s *ast.IfStmt) {
		b, ok := ast.Unparen(s.Cond).(*ast.BinaryExpr)
		if !ok || b.Op != token.EQL || f.info.Types[b.Y].Value == nil || f.isElse(s) || breaks(s) {
			return
		}
		parts := []any{"switch "}
		if s.Init != nil {
			parts = append(parts, s.Init, "; ")
		}
		parts = append(parts, b.X, " { case ", b.Y, ": ", inside(s.Body), "\n")
		if e, ok := s.Else.(*ast.BlockStmt); ok {
			parts = append(parts, "default: ", inside(e))
		} else if s.Else != nil {
			parts = append(parts, "default: ", s.Else)
		}
		f.replace(s, append(parts, "}")...)
	})
}

// tagToVar rewrites switch x to v := x; switch v.
func tagToVar(f *file) {
	each(f, func(s *ast.SwitchStmt) {
		if s.Tag == nil || s.Init != nil || !f.mayDeclare(s) || f.info.Types[s.Tag].Value != nil {
			return
		}
		v := f.name("tag")
		f.replaceSpan(span{s.Pos(), s.Tag.End()}, v+" := ", s.Tag, "; switch "+v)
	})
}

// leaves reports whether a block ends in a statement that leaves it.
func leaves(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	switch b.List[len(b.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	}
	return false
}

// elseWrap rewrites if c { A; return }; B to if c { A; return } else { B }.
func elseWrap(f *file) {
	each(f, func(s *ast.IfStmt) {
		list := f.list(s)
		if s.Else != nil || list == nil || !leaves(s.Body) || s.Init != nil || f.hasGoto(f.body(s)) {
			return
		}
		last := list[len(list)-1]
		hasLabel := contains(f.parents[s], func(n ast.Node) bool { _, ok := n.(*ast.LabeledStmt); return ok })
		if last == ast.Stmt(s) || hasLabel || breaks(f.parents[s]) {
			return
		}
		for _, x := range list {
			if b, ok := x.(*ast.BranchStmt); ok && b.Tok == token.FALLTHROUGH {
				return
			}
		}
		f.insert(s.End(), " else { ")
		f.insert(last.End(), " }")
	})
}

// unElse rewrites if c { A; return } else { B } to if c { A; return }; B.
func unElse(f *file) {
	each(f, func(s *ast.IfStmt) {
		b, ok := s.Else.(*ast.BlockStmt)
		if !ok || f.list(s) == nil || !leaves(s.Body) || s.Init != nil || f.hasGoto(f.body(s)) {
			return
		}
		for _, x := range b.List {
			switch x := x.(type) {
			case *ast.DeclStmt, *ast.LabeledStmt:
				return
			case *ast.AssignStmt:
				if x.Tok == token.DEFINE {
					return
				}
			}
		}
		f.replaceSpan(span{s.Body.End(), s.End()}, "\n", inside(b))
	})
}
