package sites

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/errls/errls/catalog"
)

// evalEqual answers carrier == code.
func (f *finder) evalEqual(x, y ast.Expr, e *env) tri {
	n, ok := f.names(y)
	if !ok {
		return f.evalElement(x, y, e)
	}
	if n.isInt {
		if v, ok := f.evalInt(x, e); ok {
			return e.meets(truth(v == n.number))
		}
	}
	c := f.comparable(x, n)
	if !e.holds(c) {
		return unknown
	}
	if e.success {
		return truth(!n.isInt && n.text == "")
	}
	return e.meets(f.sameCode(n, c, e))
}

func (f *finder) sameCode(n named, c *carrier, e *env) tri {
	t, entry, ok := f.resolve(n, c)
	switch {
	case !ok:
		if !n.isInt && !e.isInt {
			return truth(n.text == e.text)
		}
		return unknown
	case t.cat == e.cat && !e.isInt:
		return truth(n.text == e.text)
	case t.cat == e.cat:
		if entry != nil && e.entry != nil {
			return truth(entry == e.entry)
		}
		return truth(n.isInt && n.number == e.number || !n.isInt && n.text == e.text)
	case t.cat.HTTP && e.entry != nil && len(e.entry.HTTP) > 0:
		return f.sameStatus(n.number, e.entry.HTTP)
	}
	return unknown
}

func (f *finder) sameStatus(status int, of []int) tri {
	for _, s := range of {
		if s == status {
			if len(of) == 1 {
				return yes
			}
			return unknown
		}
	}
	return no
}

// evalInt computes a number out of a carrier's code: resp.StatusCode / 100.
func (f *finder) evalInt(x ast.Expr, e *env) (int, bool) {
	x = ast.Unparen(x)
	if v := f.in.Info.Types[x].Value; v != nil {
		i, ok := constant.Int64Val(constant.ToInt(v))
		return int(i), ok && v.Kind() == constant.Int
	}
	if b, ok := x.(*ast.BinaryExpr); ok {
		l, okL := f.evalInt(b.X, e)
		r, okR := f.evalInt(b.Y, e)
		if okL && okR {
			return arithmetic(l, b.Op, r)
		}
		return 0, false
	}
	c := f.carrier(x)
	if c == nil {
		c = f.plainRoot(x)
	}
	if !e.holds(c) || e.other {
		return 0, false
	}
	cat := e.cat
	if len(c.ties) > 0 {
		cat = c.ties[0].cat
	}
	switch {
	case cat == nil || cat.Kind == catalog.KindString:
		return 0, false
	case e.success && cat.HTTP:
		return 200, true
	case e.success:
		return 0, true
	case cat == e.cat:
		return e.number, true
	case cat.HTTP && e.entry != nil && len(e.entry.HTTP) == 1:
		return e.entry.HTTP[0], true
	}
	return 0, false
}

// plainRoot takes a variable that is itself assumed to hold the code: a parameter status of a predicate.
func (f *finder) plainRoot(x ast.Expr) *carrier {
	o, ok := f.object(x).(*types.Var)
	if !ok {
		return nil
	}
	if b, ok := o.Type().Underlying().(*types.Basic); !ok || b.Info()&types.IsInteger == 0 {
		return nil
	}
	return &carrier{expr: x, root: o}
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
