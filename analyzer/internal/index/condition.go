package index

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/boolfunc"
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
	case *ast.CallExpr:
		if p.inlinedCalls[c] == nil {
			return x
		}
	case *ast.Ident:
		if p.conditionOf(c) == nil {
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

// maxNamedOperands is the maximum number of operands of a condition that the normal form has in place of a variable or a
// call: variables that contain others can grow exponentially.
const maxNamedOperands = 64

// named returns the normal form of the condition that a variable or a call x stands for, or x itself if it is too large.
func (p *Package) named(x, cond ast.Expr) ast.Expr {
	if p.naming[x] {
		return x // a variable may be set to a function that contains it
	}
	p.naming[x] = true
	normal := p.Condition(cond)
	delete(p.naming, x)
	if boolfunc.CountOperands(normal, maxNamedOperands) > maxNamedOperands {
		return x
	}
	return normal
}

// ContainsCondition reports whether a condition contains an operand, itself or in the normal form.
func (p *Package) ContainsCondition(cond, operand ast.Expr) bool {
	if cond == operand {
		return true
	}
	switch c := p.Condition(cond).(type) {
	case *ast.UnaryExpr:
		if c.Op == token.NOT {
			return p.ContainsCondition(c.X, operand)
		}
	case *ast.BinaryExpr:
		if c.Op == token.LAND || c.Op == token.LOR {
			return p.ContainsCondition(c.X, operand) || p.ContainsCondition(c.Y, operand)
		}
	}
	return Contains(p.Condition(cond), operand)
}

// conditionOf returns the condition that a boolean variable is set to, if it is set once, and to one value of its own;
// otherwise nil.
func (p *Package) conditionOf(id *ast.Ident) ast.Expr {
	o := p.Object(id)
	a, ok := p.OnlyAssignment(o)
	if !ok || a.Index != 0 || len(a.LHS) != 1 || !p.IsBool(id) || a.Node != nil && !a.declares(o) {
		return nil
	}
	return a.RHS
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
	case *ast.CallExpr:
		if in := p.inlinedCalls[c]; in != nil {
			return p.negated(p.named(c, in.cond), negated)
		}
	case *ast.Ident:
		if cond := p.conditionOf(c); cond != nil {
			return p.negated(p.named(c, cond), negated)
		}
	}
	return p.negated(x, negated)
}

// negated returns !x in normal form if negated is set, and x otherwise.
func (p *Package) negated(x ast.Expr, negated bool) ast.Expr {
	if !negated {
		return x
	}
	switch c := x.(type) {
	case *ast.UnaryExpr:
		if c.Op == token.NOT {
			return c.X
		}
	case *ast.BinaryExpr:
		if c.Op == token.LAND || c.Op == token.LOR {
			return p.normalLogic(c, true)
		}
	}
	return &ast.UnaryExpr{OpPos: x.Pos(), Op: token.NOT, X: x}
}

// normalLogic is normalCondition for an expression with && or ||.
func (p *Package) normalLogic(c *ast.BinaryExpr, negated bool) ast.Expr {
	var l, r ast.Expr
	if negated {
		l, r = p.normalCondition(c.X, negated), p.normalCondition(c.Y, negated)
	} else { // these are remembered, so that a chain and all chains in it take as long as the chain
		l, r = p.Condition(c.X), p.Condition(c.Y)
	}
	op := c.Op
	switch {
	case negated && op == token.LAND:
		op = token.LOR
	case negated:
		op = token.LAND
	case l == c.X && r == c.Y:
		return c
	}
	normal := &ast.BinaryExpr{X: l, OpPos: c.OpPos, Op: op, Y: r}
	p.conditions[normal] = normal
	return normal
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
