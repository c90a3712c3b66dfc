package index

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// Condition returns a condition in normal form: without parentheses and comparisons with true and false, and with ! only
// before operands that are not conditions with ! && || themselves. The operands are the nodes of the source; the operators
// may be new nodes, but the same ones in each call.
func (p *Package) Condition(x ast.Expr) ast.Expr {
	x = ast.Unparen(x)
	switch c := x.(type) {
	case *ast.UnaryExpr:
		if c.Op != token.NOT {
			return x
		}
	case *ast.BinaryExpr:
		if c.Op != token.LAND && c.Op != token.LOR && c.Op != token.EQL && c.Op != token.NEQ {
			return x
		}
	default:
		return x
	}
	if normal, ok := p.conditions[x]; ok {
		return normal
	}
	normal := p.normalCondition(x, false)
	p.conditions[x] = normal
	return normal
}

// normalCondition returns the normal form of x, or of !x if negated is set.
func (p *Package) normalCondition(x ast.Expr, negated bool) ast.Expr {
	x = ast.Unparen(x)
	switch c := x.(type) {
	case *ast.UnaryExpr:
		if c.Op == token.NOT {
			inner := p.normalCondition(c.X, !negated)
			if n, ok := inner.(*ast.UnaryExpr); ok && n.Op == token.NOT && n.X == c.X {
				return c
			}
			return inner
		}
	case *ast.BinaryExpr:
		switch c.Op {
		case token.LAND, token.LOR:
			return p.normalLogic(c, negated)
		case token.EQL, token.NEQ:
			if operand, value, ok := p.comparedWithBool(c); ok {
				return p.normalCondition(operand, negated != (value == (c.Op == token.NEQ)))
			}
		}
	}
	if negated {
		return &ast.UnaryExpr{OpPos: x.Pos(), Op: token.NOT, X: x}
	}
	return x
}

// normalLogic is normalCondition for an expression with && or ||.
func (p *Package) normalLogic(c *ast.BinaryExpr, negated bool) ast.Expr {
	l, r, op := p.normalCondition(c.X, negated), p.normalCondition(c.Y, negated), c.Op
	switch {
	case negated && op == token.LAND:
		op = token.LOR
	case negated:
		op = token.LAND
	case l == c.X && r == c.Y:
		return c
	}
	return &ast.BinaryExpr{X: l, OpPos: c.OpPos, Op: op, Y: r}
}

// comparedWithBool returns the operand that a comparison compares with true or false, and which of them; ok is false if it
// does not.
func (p *Package) comparedWithBool(c *ast.BinaryExpr) (operand ast.Expr, value, ok bool) {
	for _, side := range [2][2]ast.Expr{{c.X, c.Y}, {c.Y, c.X}} {
		if v := p.Info.Types[side[1]].Value; v != nil && v.Kind() == constant.Bool {
			return side[0], constant.BoolVal(v), p.IsBool(side[0])
		}
	}
	return nil, false, false
}

// IsBool reports whether the type of an expression is a boolean.
func (p *Package) IsBool(e ast.Expr) bool {
	t := p.Info.TypeOf(e)
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// Mirrored returns the operator of a comparison whose operands are exchanged.
func Mirrored(op token.Token) token.Token {
	switch op {
	case token.LSS:
		return token.GTR
	case token.GTR:
		return token.LSS
	case token.LEQ:
		return token.GEQ
	case token.GEQ:
		return token.LEQ
	}
	return op
}
