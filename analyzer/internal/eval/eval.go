package eval

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// Eval says what a condition comes to under the assumption.
func (ev *Evaluator) Eval(x ast.Expr, e *Assumption) Truth {
	x = ast.Unparen(x)
	v := ev.evalPlain(x, e)
	if e.Flip == x {
		return v.Not()
	}
	return v
}

func (ev *Evaluator) evalPlain(x ast.Expr, e *Assumption) Truth {
	if v, ok := ev.evalCompared(x, e); ok {
		return v
	}
	if v := ev.pkg.Info.Types[x].Value; v != nil && v.Kind() == constant.Bool {
		return TruthOf(constant.BoolVal(v))
	}
	switch x := x.(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			return ev.Eval(x.X, e).Not()
		}
	case *ast.BinaryExpr:
		return ev.evalBinary(x, e)
	case *ast.CallExpr:
		return ev.evalCall(x, e)
	case *ast.IndexExpr:
		return ev.evalIndex(x, e)
	case *ast.Ident:
		return ev.evalVariable(x, e)
	}
	return Unknown
}

func (ev *Evaluator) evalBinary(x *ast.BinaryExpr, e *Assumption) Truth {
	switch x.Op {
	case token.LAND, token.LOR:
		return ev.evalLogic(x, e)
	case token.EQL, token.NEQ:
		v := ev.evalNil(x, e)
		if v == Unknown {
			v = ev.evalCount(x, e)
		}
		if v == Unknown {
			v = ev.Equal(x.X, x.Y, e)
		}
		if v == Unknown {
			v = ev.Equal(x.Y, x.X, e)
		}
		if x.Op == token.NEQ {
			return v.Not()
		}
		return v
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		if v := ev.evalCount(x, e); v != Unknown {
			return v
		}
		l, okL := ev.evalInt(x.X, e)
		r, okR := ev.evalInt(x.Y, e)
		if okL && okR {
			return TruthOf(constant.Compare(constant.MakeInt64(int64(l)), x.Op, constant.MakeInt64(int64(r))))
		}
	}
	return Unknown
}

func (ev *Evaluator) evalLogic(x *ast.BinaryExpr, e *Assumption) Truth {
	if ix := ev.longChains[x]; ix != nil && !e.IsInt && !e.Success && !e.Other && e.Codes == nil {
		return ev.evalChain(ix, x.Op, e)
	}
	l, r := ev.Eval(x.X, e), ev.Eval(x.Y, e)
	decisive := No
	if x.Op == token.LOR {
		decisive = Yes
	}
	switch {
	case l == decisive || r == decisive:
		return decisive
	case l == Unknown || r == Unknown:
		return Unknown
	}
	return decisive.Not()
}

// evalNil answers err == nil and resp == nil.
func (ev *Evaluator) evalNil(x *ast.BinaryExpr, e *Assumption) Truth {
	operand := x.X
	if ev.pkg.IsNil(x.X) {
		operand = x.Y
	} else if !ev.pkg.IsNil(x.Y) {
		return Unknown
	}
	return ev.IsNil(operand, e)
}

// IsNil answers whether an expression is nil.
func (ev *Evaluator) IsNil(operand ast.Expr, e *Assumption) Truth {
	if e.holds(ev.bind.Carrier(operand)) && !e.Success {
		return No // a pointer to the code
	}
	o := ev.pkg.Object(operand)
	if o != nil && o == e.Cleared {
		return Yes
	}
	if o == nil || e.Root == nil {
		return Unknown
	}
	if ev.bind.IsError(e.Root) {
		if r, _ := ev.bind.RootAt(operand, index.MaxDepth); r == e.Root {
			return TruthOf(e.Success)
		}
		return Unknown
	}
	// The root is a response: it is there, and the error beside it is not.
	if o == e.Root {
		return No
	}
	if index.IsError(o.Type()) && ev.together(o, e.Root) {
		return Yes
	}
	return Unknown
}

// together reports whether two variables are only ever set by the same statements.
func (ev *Evaluator) together(a, b types.Object) bool {
	shared := 0
	for _, x := range ev.pkg.Assignments[a] {
		for _, y := range ev.pkg.Assignments[b] {
			if x.Node != nil && x.Node == y.Node {
				shared++
			}
		}
	}
	return shared > 0 && shared >= len(ev.pkg.Assignments[b])
}

// evalVariable answers a boolean variable that was set once: by errors.As, by an assertion, by a test.
func (ev *Evaluator) evalVariable(id *ast.Ident, e *Assumption) Truth {
	o := ev.pkg.Object(id)
	if o == nil {
		return Unknown
	}
	if v, steers := e.Flag(o); steers {
		return v
	}
	if v, ok := e.known[o]; ok {
		return v
	}
	a, ok := ev.pkg.OnlyAssignment(o)
	if !ok {
		return Unknown
	}
	if len(a.LHS) == 1 || a.Index == 0 {
		return ev.Eval(a.RHS, e)
	}
	switch rhs := ast.Unparen(a.RHS).(type) {
	case *ast.IndexExpr:
		return ev.evalIndex(rhs, e)
	case *ast.TypeAssertExpr:
		return ev.IsType(rhs.X, a.LHS[0], e)
	case *ast.CallExpr:
		if src := ev.bind.TakenFrom(rhs); src != nil {
			return ev.IsType(src, a.LHS[0], e)
		}
	}
	return Unknown
}

// IsType answers whether the error that src names is of the type that target takes it as.
func (ev *Evaluator) IsType(src, target ast.Expr, e *Assumption) Truth {
	root, _ := ev.bind.RootAt(src, index.MaxDepth)
	if root == nil || root != e.Root {
		return Unknown
	}
	if e.Success {
		return No
	}
	if e.holds(ev.bind.Carrier(src)) {
		return Yes // code, ok := body["code"].(string)
	}
	t := ev.pkg.Info.TypeOf(target)
	tn := sites.TypeNameOf(t)
	if tn == nil {
		return Unknown
	}
	for o, ties := range ev.bind.Carriers {
		if sameOwner(o, tn) {
			for _, t := range ties {
				if t.Cat == e.Cat && !t.Indirect && !(e.Other && t.Shared) {
					return Yes
				}
			}
		}
	}
	return Unknown
}

// sameOwner reports whether a field or method belongs to a named type.
func sameOwner(o types.Object, tn *types.TypeName) bool {
	if o.Pkg() != tn.Pkg() {
		return false
	}
	found, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, tn.Pkg(), o.Name())
	return found == o
}
