package sites

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

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
	if v, ok := f.evalCompared(x, e); ok {
		return v
	}
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
			v = f.evalCount(x, e)
		}
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
		if v := f.evalCount(x, e); v != unknown {
			return v
		}
		l, okL := f.evalInt(x.X, e)
		r, okR := f.evalInt(x.Y, e)
		if okL && okR {
			return truth(constant.Compare(constant.MakeInt64(int64(l)), x.Op, constant.MakeInt64(int64(r))))
		}
	}
	return unknown
}

func (f *finder) evalLogic(x *ast.BinaryExpr, e *env) tri {
	if ix := f.longChains[x]; ix != nil && !e.isInt && !e.success && !e.other && e.codes == nil {
		return f.evalChain(ix, x.Op, e)
	}
	l, r := f.eval(x.X, e), f.eval(x.Y, e)
	decisive := no
	if x.Op == token.LOR {
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
	if o != nil && o == e.cleared {
		return yes
	}
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
	if !ok || id.Name != "nil" {
		return false
	}
	if o := f.in.Info.Uses[id]; o != nil {
		_, ok = o.(*types.Nil) // else a program has given the name to something
	}
	return ok
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

// evalVariable answers a boolean variable that was set once: by errors.As, by an assertion, by a test.
func (f *finder) evalVariable(id *ast.Ident, e *env) tri {
	o := f.object(id)
	if o == nil {
		return unknown
	}
	if v, steers := e.flag(o); steers {
		return v
	}
	if v, ok := e.known[o]; ok {
		return v
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
				if t.cat == e.cat && !t.indirect && !(e.other && t.shared) {
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
