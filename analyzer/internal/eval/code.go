package eval

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/catalog"
)

// Equal answers carrier == code.
func (ev *Evaluator) Equal(x, y ast.Expr, e *Assumption) Truth {
	n, ok := ev.bind.CodeExpr(y)
	if !ok {
		return ev.evalElement(x, y, e)
	}
	if n.IsInt {
		if v, ok := ev.evalInt(x, e); ok {
			return e.meets(TruthOf(v == n.Number))
		}
	}
	c := ev.bind.ComparedWith(x, n)
	if !e.holds(c) {
		return Unknown
	}
	if e.Success {
		return TruthOf(!n.IsInt && n.Text == "")
	}
	return e.meets(ev.sameCode(n, c, e))
}

func (ev *Evaluator) sameCode(n bind.CodeExpr, c *bind.Carrier, e *Assumption) Truth {
	t, entry, ok := ev.bind.Resolve(n, c)
	switch {
	case !ok:
		if !n.IsInt && !e.IsInt {
			return TruthOf(n.Text == e.Text)
		}
		return Unknown
	case t.Cat == e.Cat && !e.IsInt:
		return TruthOf(n.Text == e.Text)
	case t.Cat == e.Cat:
		if entry != nil && e.Entry != nil {
			return TruthOf(entry == e.Entry)
		}
		return TruthOf(n.IsInt && n.Number == e.Number || !n.IsInt && n.Text == e.Text)
	case t.Cat.HTTP && e.Entry != nil && len(e.Entry.HTTP) > 0:
		return ev.sameStatus(n.Number, e.Entry.HTTP)
	}
	return Unknown
}

func (ev *Evaluator) sameStatus(status int, of []int) Truth {
	for _, s := range of {
		if s == status {
			if len(of) == 1 {
				return Yes
			}
			return Unknown
		}
	}
	return No
}

// evalInt computes a number out of a carrier's code: resp.StatusCode / 100.
func (ev *Evaluator) evalInt(x ast.Expr, e *Assumption) (int, bool) {
	x = ast.Unparen(x)
	if v := ev.pkg.Info.Types[x].Value; v != nil {
		i, ok := constant.Int64Val(constant.ToInt(v))
		return int(i), ok && v.Kind() == constant.Int
	}
	if b, ok := x.(*ast.BinaryExpr); ok {
		l, okL := ev.evalInt(b.X, e)
		r, okR := ev.evalInt(b.Y, e)
		if okL && okR {
			return arithmetic(l, b.Op, r)
		}
		return 0, false
	}
	c := ev.bind.Carrier(x)
	if c == nil {
		c = ev.plainRoot(x)
	}
	if !e.holds(c) || e.Other {
		return 0, false
	}
	cat := e.Cat
	if len(c.Ties) > 0 {
		cat = c.Ties[0].Cat
	}
	switch {
	case cat == nil || cat.Kind == catalog.KindString:
		return 0, false
	case e.Success && cat.HTTP:
		return 200, true
	case e.Success:
		return 0, true
	case cat == e.Cat:
		return e.Number, true
	case cat.HTTP && e.Entry != nil && len(e.Entry.HTTP) == 1:
		return e.Entry.HTTP[0], true
	}
	return 0, false
}

// plainRoot takes a variable that is itself assumed to hold the code: a parameter status of a predicate.
func (ev *Evaluator) plainRoot(x ast.Expr) *bind.Carrier {
	o, ok := ev.pkg.Object(x).(*types.Var)
	if !ok {
		return nil
	}
	if b, ok := o.Type().Underlying().(*types.Basic); !ok || b.Info()&types.IsInteger == 0 {
		return nil
	}
	return &bind.Carrier{Expr: x, Root: o}
}

func arithmetic(l int, op token.Token, r int) (int, bool) {
	switch op {
	case token.ADD:
		return l + r, true
	case token.SUB:
		return l - r, true
	case token.QUO:
		if r != 0 {
			return l / r, true
		}
	case token.REM:
		if r != 0 {
			return l % r, true
		}
	}
	return 0, false
}
