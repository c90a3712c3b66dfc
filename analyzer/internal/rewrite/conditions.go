package rewrite

import (
	"go/ast"
	"go/token"
)

// conditionClasses returns the rewrites of conditions.
func conditionClasses() []Class {
	return []Class{
		{Name: "negate-if", apply: negateIf},
		{Name: "swap-branches", apply: swapBranches},
		{Name: "swap-operands", apply: swapOperands},
		{Name: "parens", apply: parens},
		{Name: "cond-eq-true", apply: wrapConditions("(", ") == true")},
		{Name: "cond-ne-false", apply: wrapConditions("(", ") != false")},
		{Name: "cond-xor", apply: wrapConditions("true != !(", ")")},
		{Name: "not-to-false", apply: notToFalse},
		{Name: "demorgan", apply: deMorgan},
		{Name: "split-and", apply: func(f *file) { splitAnd(f, false) }},
		{Name: "split-and-first", apply: func(f *file) { splitAnd(f, true) }},
	}
}

// conditions calls visit for each condition of an if statement, outer ones first.
func conditions(f *file, visit func(s *ast.IfStmt)) { each(f, visit) }

// wrapConditions returns a rewrite that puts text before and after each condition.
func wrapConditions(before, after string) func(*file) {
	return func(f *file) {
		conditions(f, func(s *ast.IfStmt) { f.replace(s.Cond, before, s.Cond, after) })
	}
}

// negateIf rewrites if c { A } to if !(c) {} else { A }.
func negateIf(f *file) {
	conditions(f, func(s *ast.IfStmt) {
		if s.Else == nil {
			f.replaceSpan(span{s.Cond.Pos(), s.End()}, "!(", s.Cond, ") {} else ", s.Body)
		}
	})
}

// swapBranches rewrites if c { A } else { B } to if !(c) { B } else { A }.
func swapBranches(f *file) {
	conditions(f, func(s *ast.IfStmt) {
		if b, ok := s.Else.(*ast.BlockStmt); ok {
			f.replaceSpan(span{s.Cond.Pos(), s.End()}, "!(", s.Cond, ") ", b, " else ", s.Body)
		}
	})
}

// swapOperands rewrites a == b to b == a.
func swapOperands(f *file) {
	each(f, func(b *ast.BinaryExpr) {
		if b.Op == token.EQL || b.Op == token.NEQ {
			f.replace(b, "(", b.Y, " "+b.Op.String()+" ", b.X, ")")
		}
	})
}

// parens puts values into parentheses: conditions, operands, arguments, and returned and assigned values.
func parens(f *file) {
	wrap := func(e ast.Expr) {
		tv := f.info.Types[e]
		if tv.IsValue() && !tv.IsBuiltin() {
			f.replace(e, "(", e, ")")
		}
	}
	each(f, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.IfStmt:
			wrap(n.Cond)
		case *ast.BinaryExpr:
			wrap(n.X)
			wrap(n.Y)
		case *ast.CallExpr:
			for _, a := range n.Args {
				wrap(a)
			}
		case *ast.ReturnStmt:
			for _, r := range n.Results {
				wrap(r)
			}
		case *ast.AssignStmt:
			if _, guard := f.parents[n].(*ast.TypeSwitchStmt); !guard && len(n.Lhs) == len(n.Rhs) {
				for _, r := range n.Rhs {
					wrap(r)
				}
			}
		}
	})
}

// notToFalse rewrites !x to x == false.
func notToFalse(f *file) {
	each(f, func(u *ast.UnaryExpr) {
		if u.Op == token.NOT {
			f.replace(u, "((", u.X, ") == false)")
		}
	})
}

// deMorgan rewrites a && b to !(!(a) || !(b)), and a || b to !(!(a) && !(b)).
func deMorgan(f *file) {
	each(f, func(b *ast.BinaryExpr) {
		switch b.Op {
		case token.LAND:
			f.replace(b, "!(!(", b.X, ") || !(", b.Y, "))")
		case token.LOR:
			f.replace(b, "!(!(", b.X, ") && !(", b.Y, "))")
		}
	})
}

// splitAnd rewrites if a && b { A } to if a { if b { A } }. If first is set, a is the first operand of a chain, otherwise
// it is all operands but the last.
func splitAnd(f *file, first bool) {
	conditions(f, func(s *ast.IfStmt) {
		b, ok := ast.Unparen(s.Cond).(*ast.BinaryExpr)
		if !ok || b.Op != token.LAND || s.Else != nil {
			return
		}
		at := b
		for first {
			x, ok := at.X.(*ast.BinaryExpr)
			if !ok || x.Op != token.LAND {
				break
			}
			at = x
		}
		f.replaceSpan(span{s.Cond.Pos(), s.End()}, span{b.Pos(), at.X.End()}, " { if ", span{at.Y.Pos(), b.End()}, " ", s.Body, " }")
	})
}
