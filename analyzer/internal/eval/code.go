package eval

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/catalog"
)

// equal evaluates x == y, where y is a code or a boolean.
func (q *query) equal(x, y ast.Expr) Truth {
	if v := q.stepEqual(x, y); v != Unknown {
		return v
	}
	if q.pkg.IsBool(y) {
		return sameTruth(q.eval(x), q.eval(y))
	}
	n, ok := q.bind.CodeExpr(y)
	if !ok {
		return q.evalElement(x, y)
	}
	if n.IsInt {
		if v, ok := q.evalInt(x); ok {
			return q.compared(TruthOf(v == n.Number))
		}
	}
	c := q.bind.ComparedWith(x, n)
	if !q.carries(c) {
		return Unknown
	}
	if q.Success {
		return TruthOf(!n.IsInt && n.Text == "")
	}
	return q.compared(q.sameCode(n, c))
}

// sameCode reports whether a code that is compared with a carrier is the assumed code.
func (q *query) sameCode(n bind.CodeExpr, c *bind.Carrier) Truth {
	t, entry, ok := q.bind.Resolve(n, c)
	switch {
	case !ok:
		if !n.IsInt && !q.IsInt {
			return TruthOf(n.Text == q.Text)
		}
		return Unknown
	case t.Cat == q.Cat && t.Names:
		return TruthOf(entry != nil && entry == q.Entry)
	case t.Cat == q.Cat && t.Class && entry != nil:
		return TruthOf(strings.HasPrefix(q.Text, entry.ID))
	case t.Cat == q.Cat && !q.IsInt:
		return TruthOf(n.Text == q.Text)
	case t.Cat == q.Cat:
		if entry != nil && q.Entry != nil {
			return TruthOf(entry == q.Entry)
		}
		return TruthOf(n.IsInt && n.Number == q.Number || !n.IsInt && n.Text == q.Text)
	case t.Cat.HTTP && q.Entry != nil && len(q.Entry.HTTP) > 0:
		return sameStatus(n.Number, q.Entry.HTTP)
	}
	return Unknown
}

// sameStatus reports whether a code is sent with an HTTP status; of contains the statuses that it may be sent
// with. The result is Unknown if there are several.
func sameStatus(status int, of []int) Truth {
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

// evalInt computes an integer from the assumed code, as in resp.StatusCode / 100; ok is false if it is not known.
func (q *query) evalInt(x ast.Expr) (n int, ok bool) {
	x = ast.Unparen(x)
	if v := q.pkg.Info.Types[x].Value; v != nil {
		i, ok := constant.Int64Val(constant.ToInt(v))
		return int(i), ok && v.Kind() == constant.Int
	}
	if b, ok := x.(*ast.BinaryExpr); ok {
		l, okL := q.evalInt(b.X)
		r, okR := q.evalInt(b.Y)
		if okL && okR {
			return arithmetic(l, b.Op, r)
		}
		return 0, false
	}
	c := q.bind.Carrier(x)
	if c == nil {
		c = q.integerVariable(x)
	}
	if !q.carries(c) || q.Other {
		return 0, false
	}
	cat := q.Cat
	if len(c.Ties) > 0 {
		cat = c.Ties[0].Cat
	}
	switch {
	case cat == nil || cat.Kind == catalog.KindString:
		return 0, false
	case q.Success && cat.HTTP:
		return q.successStatus(), true
	case q.Success:
		return 0, true
	case cat == q.Cat:
		return q.Number, true
	case cat.HTTP && q.Entry != nil && len(q.Entry.HTTP) == 1:
		return q.Entry.HTTP[0], true
	}
	return 0, false
}

// integerVariable returns an integer variable as a carrier, since it may be assumed to hold the code itself: the
// parameter status of a predicate.
func (ev *Evaluator) integerVariable(x ast.Expr) *bind.Carrier {
	o, ok := ev.pkg.Object(x).(*types.Var)
	if !ok {
		return nil
	}
	if b, ok := o.Type().Underlying().(*types.Basic); !ok || b.Info()&types.IsInteger == 0 {
		return nil
	}
	return &bind.Carrier{Expr: x, Root: o}
}

// arithmetic returns the result of an operator; ok is false if the operator is not known or divides by zero.
func arithmetic(l int, op token.Token, r int) (n int, ok bool) {
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
