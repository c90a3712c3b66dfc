package sites

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/errls/errls/catalog"
)

// tri is a truth value of which nothing may be known.
type tri int8

const (
	unknown tri = iota
	yes
	no
)

func truth(b bool) tri {
	if b {
		return yes
	}
	return no
}

func (t tri) not() tri {
	switch t {
	case yes:
		return no
	case no:
		return yes
	}
	return unknown
}

// An env is what is assumed on a path: that the error or response in root carries a code, or, for success, that
// there was no error.
type env struct {
	root    types.Object
	call    *ast.CallExpr // what made the error where no variable holds it
	cat     *catalog.Catalog
	entry   *catalog.Code
	text    string
	number  int
	isInt   bool
	success bool
	flip    ast.Expr // a test that is taken the other way round, to see whether it matters
	depth   int
}

// envOf assumes that a test's site is matched.
func (t *test) env() env {
	e := env{cat: t.site.Catalog, entry: t.site.Entry, text: t.site.Written, depth: 4}
	if t.carrier != nil {
		e.root, e.call = t.carrier.root, t.carrier.call
	}
	if e.cat.Kind != catalog.KindString {
		e.isInt = true
		if e.entry != nil {
			e.number = e.entry.Value
		} else if n, ok := t.fn.f.names(t.site.Expr); ok {
			e.number = n.number
		}
	}
	return e
}

// holds reports whether a carrier holds the code of the error that is assumed.
func (e *env) holds(c *carrier) bool {
	if c == nil {
		return false
	}
	return c.root != nil && c.root == e.root || c.call != nil && c.call == e.call
}

// eval says what a condition comes to under the assumption.
func (f *finder) eval(x ast.Expr, e *env) tri {
	x = ast.Unparen(x)
	v := f.evalPlain(x, e)
	if e.flip == x {
		return v.not()
	}
	return v
}

func (f *finder) evalPlain(x ast.Expr, e *env) tri {
	if v := f.in.Info.Types[x].Value; v != nil && v.Kind() == constant.Bool {
		return truth(constant.BoolVal(v))
	}
	switch x := x.(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			return f.eval(x.X, e).not()
		}
	case *ast.BinaryExpr:
		return f.evalBinary(x, e)
	case *ast.CallExpr:
		return f.evalCall(x, e)
	case *ast.IndexExpr:
		return f.evalIndex(x, e)
	case *ast.Ident:
		return f.evalVariable(x, e)
	}
	return unknown
}

func (f *finder) evalBinary(x *ast.BinaryExpr, e *env) tri {
	switch x.Op {
	case token.LAND, token.LOR:
		return f.evalLogic(x, e)
	case token.EQL, token.NEQ:
		v := f.evalNil(x, e)
		if v == unknown {
			v = f.evalEqual(x.X, x.Y, e)
		}
		if v == unknown {
			v = f.evalEqual(x.Y, x.X, e)
		}
		if x.Op == token.NEQ {
			return v.not()
		}
		return v
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		l, okL := f.evalInt(x.X, e)
		r, okR := f.evalInt(x.Y, e)
		if okL && okR {
			return truth(constant.Compare(constant.MakeInt64(int64(l)), x.Op, constant.MakeInt64(int64(r))))
		}
	}
	return unknown
}

func (f *finder) evalLogic(x *ast.BinaryExpr, e *env) tri {
	return logic(x.Op, f.eval(x.X, e), f.eval(x.Y, e))
}

func logic(op token.Token, l, r tri) tri {
	decisive := no
	if op == token.LOR {
		decisive = yes
	}
	switch {
	case l == decisive || r == decisive:
		return decisive
	case l == unknown || r == unknown:
		return unknown
	}
	return decisive.not()
}

// evalNil answers err == nil and resp == nil.
func (f *finder) evalNil(x *ast.BinaryExpr, e *env) tri {
	operand := x.X
	if f.isNil(x.X) {
		operand = x.Y
	} else if !f.isNil(x.Y) {
		return unknown
	}
	return f.nilness(operand, e)
}

// nilness answers whether an expression is nil.
func (f *finder) nilness(operand ast.Expr, e *env) tri {
	if e.holds(f.carrier(operand)) && !e.success {
		return no // a pointer to the code
	}
	o := f.object(operand)
	if o == nil || e.root == nil {
		return unknown
	}
	if f.failure(e.root) {
		if r, _ := f.rootAt(operand, depth); r == e.root {
			return truth(e.success)
		}
		return unknown
	}
	// The root is a response: it is there, and the error beside it is not.
	if o == e.root {
		return no
	}
	if isError(o.Type()) && f.together(o, e.root) {
		return yes
	}
	return unknown
}

func (f *finder) isNil(x ast.Expr) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	return ok && id.Name == "nil"
}

// failure reports whether a variable holds an error, not a response that carries a code.
func (f *finder) failure(o types.Object) bool {
	t := o.Type()
	if t == types.Typ[types.Invalid] {
		return true
	}
	if tn := namedOf(t); tn != nil && len(f.b.errors[tn]) > 0 {
		return true
	}
	return isError(t) || isError(types.NewPointer(t))
}

// together reports whether two variables are only ever set by the same statements.
func (f *finder) together(a, b types.Object) bool {
	shared := 0
	for _, x := range f.assigns[a] {
		for _, y := range f.assigns[b] {
			if x.node != nil && x.node == y.node {
				shared++
			}
		}
	}
	return shared > 0 && shared >= len(f.assigns[b])
}

// evalEqual answers carrier == code.
func (f *finder) evalEqual(x, y ast.Expr, e *env) tri {
	n, ok := f.names(y)
	if !ok {
		return unknown
	}
	if n.isInt {
		if v, ok := f.evalInt(x, e); ok {
			return truth(v == n.number)
		}
	}
	c := f.comparable(x, n)
	if !e.holds(c) {
		return unknown
	}
	if e.success {
		return truth(!n.isInt && n.text == "")
	}
	return f.sameCode(n, c, e)
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
	if !e.holds(c) {
		return 0, false
	}
	cat := e.cat
	if len(c.ties) > 0 {
		cat = c.ties[0].cat
	}
	switch {
	case cat.Kind == catalog.KindString:
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

// evalVariable answers a boolean variable that was set once: by errors.As, by an assertion, by a test.
func (f *finder) evalVariable(id *ast.Ident, e *env) tri {
	o := f.object(id)
	if o == nil {
		return unknown
	}
	a, ok := f.only(o)
	if !ok {
		return unknown
	}
	if len(a.lhs) == 1 || a.index == 0 {
		return f.eval(a.rhs, e)
	}
	switch rhs := ast.Unparen(a.rhs).(type) {
	case *ast.IndexExpr:
		return f.evalIndex(rhs, e)
	case *ast.TypeAssertExpr:
		return f.evalTaken(rhs.X, a.lhs[0], e)
	case *ast.CallExpr:
		if src := f.takenFrom(rhs); src != nil {
			return f.evalTaken(src, a.lhs[0], e)
		}
	}
	return unknown
}

// evalTaken answers whether the error that src names is of the type that target takes it as.
func (f *finder) evalTaken(src, target ast.Expr, e *env) tri {
	root, _ := f.rootAt(src, depth)
	if root == nil || root != e.root {
		return unknown
	}
	if e.success {
		return no
	}
	if e.holds(f.carrier(src)) {
		return yes // code, ok := body["code"].(string)
	}
	t := f.in.Info.TypeOf(target)
	tn := namedOf(t)
	if tn == nil {
		return unknown
	}
	for o, ties := range f.b.carriers {
		if sameOwner(o, tn) {
			for _, t := range ties {
				if t.cat == e.cat && !t.indirect {
					return yes
				}
			}
		}
	}
	return unknown
}

// sameOwner reports whether a field or method belongs to a named type.
func sameOwner(o types.Object, tn *types.TypeName) bool {
	if o.Pkg() != tn.Pkg() {
		return false
	}
	found, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, tn.Pkg(), o.Name())
	return found == o
}
