package eval

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// eval returns the value of a condition.
func (q *query) eval(x ast.Expr) Truth {
	if !q.pkg.Work.Step() {
		return Unknown
	}
	named := ast.Unparen(x)
	v := q.evalNamed(named)
	x = q.pkg.Condition(x)
	if v == Unknown {
		v = q.evalUnflipped(x)
	}
	if q.Flip != nil && (q.Flip == x || q.Flip == named) {
		return v.Not()
	}
	return v
}

// evalNamed evaluates a variable or a call of which more is known than the condition that it stands for: a flag that is
// tracked, or a result of the step.
func (q *query) evalNamed(x ast.Expr) Truth {
	switch x := x.(type) {
	case *ast.Ident:
		if v, ok := q.Flag(q.pkg.Object(x)); ok {
			return v
		}
		return q.stepBool(x)
	case *ast.CallExpr:
		return q.stepBool(x)
	}
	return Unknown
}

// evalUnflipped is eval without regard to Flip.
func (q *query) evalUnflipped(x ast.Expr) Truth {
	if v, ok := q.evalHelperComparison(x); ok {
		return v
	}
	if v := q.pkg.Info.Types[x].Value; v != nil && v.Kind() == constant.Bool {
		return TruthOf(constant.BoolVal(v))
	}
	switch x := x.(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			return q.eval(x.X).Not()
		}
	case *ast.BinaryExpr:
		return q.evalBinary(x)
	case *ast.CallExpr:
		return q.evalCall(x)
	case *ast.IndexExpr:
		return q.evalIndex(x)
	case *ast.SelectorExpr:
		return q.evalBoundPredicate(x)
	case *ast.Ident:
		return q.evalVariable(x)
	}
	return Unknown
}

// evalBinary evaluates a comparison, or a condition with || or &&.
func (q *query) evalBinary(x *ast.BinaryExpr) Truth {
	switch x.Op {
	case token.LAND, token.LOR:
		return q.evalLogic(x)
	case token.EQL, token.NEQ:
		v := q.evalEqual(x)
		if x.Op == token.NEQ {
			return v.Not()
		}
		return v
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		if v := q.evalLen(x); v != Unknown {
			return v
		}
		l, okL := q.evalInt(x.X)
		r, okR := q.evalInt(x.Y)
		if okL && okR {
			return TruthOf(constant.Compare(constant.MakeInt64(int64(l)), x.Op, constant.MakeInt64(int64(r))))
		}
	}
	return Unknown
}

// evalEqual evaluates x == y.
func (q *query) evalEqual(x *ast.BinaryExpr) Truth {
	if q.pkg.IsBool(x.X) {
		return sameTruth(q.eval(x.X), q.eval(x.Y))
	}
	v := q.evalNil(x)
	if v == Unknown {
		v = q.evalLen(x)
	}
	if v == Unknown {
		v = q.equal(x.X, x.Y)
	}
	if v == Unknown {
		v = q.equal(x.Y, x.X)
	}
	return v
}

// sameTruth reports whether two values are the same.
func sameTruth(a, b Truth) Truth {
	if a == Unknown || b == Unknown {
		return Unknown
	}
	return TruthOf(a == b)
}

// evalLogic evaluates a condition with || or &&.
func (q *query) evalLogic(x *ast.BinaryExpr) Truth {
	if ix := q.longChains[x]; ix != nil && !q.IsInt && q.Codes == nil {
		return q.evalChain(ix, x.Op)
	}
	l := q.eval(x.X)
	before := q.matched
	q.matched = false
	r := q.eval(x.Y)
	matched := q.matched
	q.matched = before || matched
	decisive := decisiveValue(x.Op)
	switch {
	case l == Unknown && matched && r == decisive.Not() && q.testsAssumedType(x.X):
		return r // the code was taken from an error of the type
	case l == decisive || r == decisive:
		return decisive
	case l == Unknown && r != Unknown && q.InBounds && q.isBound(x.X, index.MaxDepth):
		return r
	case r == Unknown && l != Unknown && q.InBounds && q.isBound(x.Y, index.MaxDepth):
		return l
	case l == Unknown || r == Unknown:
		return Unknown
	}
	return decisive.Not()
}

// testsAssumedType reports whether a condition tests the type of the assumed error, or is the negation of such a test.
func (q *query) testsAssumedType(x ast.Expr) bool {
	x = q.pkg.Condition(x)
	if not, ok := x.(*ast.UnaryExpr); ok && not.Op == token.NOT {
		x = q.pkg.Condition(not.X)
	}
	switch x := x.(type) {
	case *ast.CallExpr:
		return len(x.Args) == 2 && q.pkg.IsCallTo(x, "errors", "As") && q.isAssumed(x.Args[0])
	case *ast.Ident:
		a, ok := q.pkg.OnlyAssignment(q.pkg.Object(x))
		if !ok || a.Index != 1 {
			return false
		}
		switch rhs := ast.Unparen(a.RHS).(type) {
		case *ast.TypeAssertExpr:
			return q.isAssumed(rhs.X)
		case *ast.CallExpr:
			src := q.bind.TakenFrom(rhs)
			return src != nil && q.isAssumed(src)
		}
	}
	return false
}

// decisiveValue returns the value of an operand that decides an expression with operator || or &&.
func decisiveValue(op token.Token) Truth { return TruthOf(op == token.LOR) }

// evalNil evaluates err == nil and resp == nil.
func (q *query) evalNil(x *ast.BinaryExpr) Truth {
	operand := x.X
	if q.pkg.IsNil(x.X) {
		operand = x.Y
	} else if !q.pkg.IsNil(x.Y) {
		return Unknown
	}
	return q.isNil(operand)
}

// isNil reports whether an expression is nil.
func (q *query) isNil(operand ast.Expr) Truth {
	o := q.pkg.CopiedVar(q.pkg.Object(operand))
	if q.Foreign && q.isTypedForm(operand, o) {
		return Yes
	}
	if q.carries(q.bind.Carrier(operand)) && !q.Success {
		return No // a pointer to the code
	}
	if v := q.stepNil(operand); v != Unknown {
		return v
	}
	if v := q.parseError(o); v != Unknown {
		return v
	}
	if o != nil && o == q.Cleared {
		return Yes
	}
	if o == nil || q.Root == nil {
		return Unknown
	}
	if q.bind.IsError(q.Root) {
		if r, _ := q.bind.RootAt(operand, index.MaxDepth); q.holds(r) {
			return TruthOf(q.Success)
		}
		return Unknown
	}
	// The root is a response.
	if o == q.Root {
		return No
	}
	if !index.IsError(o.Type()) {
		return Unknown
	}
	return q.isErrorNil(o)
}

// isTypedForm reports whether a variable holds the assumed error as a value of another type than the error's own variable
// has: the variable of errors.As, or the result of a type assertion. Operand is a use of the variable o.
func (q *query) isTypedForm(operand ast.Expr, o types.Object) bool {
	if o == nil || q.Root == nil || o == q.Root || types.Identical(o.Type(), q.Root.Type()) {
		return false
	}
	r, _ := q.bind.RootAt(operand, index.MaxDepth)
	return r == q.Root
}

// setTogether reports whether every statement that sets variable b sets variable a too.
func (ev *Evaluator) setTogether(a, b types.Object) bool {
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

// passedTogether reports whether two variables are parameters of the same function that it never sets.
func (ev *Evaluator) passedTogether(a, b types.Object) bool {
	isParam := func(o types.Object) bool {
		as := ev.pkg.Assignments[o]
		return len(as) == 1 && as[0].RHS == nil && as[0].Func != nil && as[0].Func.IsParam(o)
	}
	return isParam(a) && isParam(b) && ev.pkg.Assignments[a][0].Func == ev.pkg.Assignments[b][0].Func
}

// evalVariable evaluates a boolean variable that is tracked, or that is set in one place: by errors.As, by a type
// assertion, by a condition.
func (q *query) evalVariable(id *ast.Ident) Truth {
	o := q.pkg.Object(id)
	if o == nil {
		return Unknown
	}
	if v, ok := q.Flag(o); ok {
		return v
	}
	if v := q.stepBool(id); v != Unknown {
		return v
	}
	a, ok := q.pkg.OnlyAssignment(o)
	if !ok {
		return Unknown
	}
	if len(a.LHS) == 1 || a.Index == 0 {
		return q.eval(a.RHS)
	}
	switch rhs := ast.Unparen(a.RHS).(type) {
	case *ast.IndexExpr:
		return q.evalIndex(rhs)
	case *ast.TypeAssertExpr:
		return q.isType(rhs.X, a.LHS[0])
	case *ast.CallExpr:
		if src := q.bind.TakenFrom(rhs); src != nil {
			return q.isType(src, a.LHS[0])
		}
	}
	return Unknown
}

// isType reports whether the error that src names has the type of target.
func (q *query) isType(src, target ast.Expr) Truth {
	root, _ := q.bind.RootAt(src, index.MaxDepth)
	if !q.holds(root) {
		return Unknown
	}
	if q.Success || q.Foreign {
		return No
	}
	if q.carries(q.bind.Carrier(src)) {
		return Yes // code, ok := body["code"].(string)
	}
	t := q.pkg.Info.TypeOf(target)
	tn := sites.TypeNameOf(t)
	if tn == nil {
		return Unknown
	}
	if q.HasType != nil && types.Identical(t, q.HasType) {
		return Yes
	}
	if m := q.bind.MadeType(t); m != nil && m.Cat == q.Cat {
		return q.isMade(m)
	}
	for o, ties := range q.bind.Carriers {
		if isMember(o, tn) {
			for _, t := range ties {
				if t.Cat == q.Cat && !t.Indirect && !(q.Other && t.Shared) {
					return Yes
				}
			}
		}
	}
	return Unknown
}

// isMade reports whether the assumed error has a type that stands for a code, or for the codes that have no type.
func (q *query) isMade(m *bind.MadeType) Truth {
	switch {
	case !q.Other && q.Entry != nil:
		return q.compared(TruthOf(m.Makes(q.Entry.ID)))
	case m.Entry != nil:
		return No
	}
	return Unknown
}

// isMember reports whether a named type has a field or method, itself or by embedding.
func isMember(o types.Object, tn *types.TypeName) bool {
	if o.Pkg() != tn.Pkg() {
		return false
	}
	var t types.Type = types.NewPointer(tn.Type())
	if types.IsInterface(tn.Type()) {
		t = tn.Type()
	}
	found, _, _ := types.LookupFieldOrMethod(t, true, tn.Pkg(), o.Name())
	return found == o
}
