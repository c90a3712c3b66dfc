package effects

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/compare"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// ofFact returns the effects that a fact describes.
func ofFact(f *sites.Fact) Effect {
	var e Effect
	for does, effect := range map[sites.Does]Effect{
		sites.DoesLog: Logged, sites.DoesWait: Waited, sites.DoesChange: Changed, sites.DoesAct: Acted,
	} {
		if f.Does&does != 0 {
			e |= effect
		}
	}
	return e
}

// doesOf is the inverse of ofFact.
func doesOf(e Effect) sites.Does {
	var d sites.Does
	for does, effect := range map[sites.Does]Effect{
		sites.DoesLog: Logged, sites.DoesWait: Waited, sites.DoesChange: Changed, sites.DoesAct: Acted,
	} {
		if e&effect != 0 {
			d |= does
		}
	}
	return d
}

// A Body is the body of one function, read for its fact. What the functions do that it calls is known by facts only.
type Body struct {
	calls  *Calls
	fn     *index.Function
	consts map[types.Object]constant.Value
}

// maxLiterals is the depth of function literals inside each other that are read for a fact.
const maxLiterals = 6

// Constants are the parameters of a function that are known to be constant numbers or booleans, by index.
type Constants map[int]constant.Value

// NewBody returns the body of the only function in an index. Fact returns what is known of other functions.
func NewBody(pkg *index.Package, set *catalog.Set, decl *ast.FuncDecl, consts Constants, fact FactOfCall) *Body {
	c := New(pkg, &bind.Binder{Set: set})
	c.fact, c.single = fact, true
	c.pkg.Ends = c.Ends
	b := &Body{calls: c, fn: pkg.Functions[decl]}
	if len(consts) > 0 {
		b.consts = map[types.Object]constant.Value{}
		for i, v := range consts {
			if params := b.fn.Params(); i+1 < len(params) && params[i+1] != nil {
				b.consts[params[i+1]] = v
			}
		}
		c.dead = map[ast.Node]bool{}
		b.markDead()
	}
	return b
}

// A BodyFact is a fact and how it was found.
type BodyFact struct {
	*sites.Fact
	Printed bool // not all that the body does is known, but it prints its arguments as a logger does
}

// Fact returns what the function does.
func (b *Body) Fact() BodyFact {
	if b.fn.NeverReturns() {
		return BodyFact{Fact: &sites.Fact{Ends: true}}
	}
	fact := BodyFact{Fact: &sites.Fact{Does: doesOf(b.calls.bodyEffect(b.fn, maxLiterals))}}
	if fact.Does&sites.DoesAnything == sites.DoesAnything {
		fact.Does = sites.DoesAnything
		if b.prints() {
			fact.Does, fact.Printed = sites.DoesLog, true
		}
	}
	return fact
}

// prints reports whether the function takes a message: it returns nothing, and passes any number of values on to a function
// that prints or logs them. What else a logger does, such as opening the next file, lets no attempt succeed.
func (b *Body) prints() bool {
	values := b.variadicValues()
	if values == nil || b.fn.Type.Results.NumFields() > 0 {
		return false
	}
	found := false
	ast.Inspect(b.fn.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if b.calls.dead[n] || !ok {
			return !b.calls.dead[n]
		}
		if n := len(call.Args); call.Ellipsis.IsValid() && b.calls.pkg.Object(call.Args[n-1]) == values {
			found = found || b.calls.prints(call)
		}
		return !found
	})
	return found
}

// variadicValues returns the last parameter of the function if it stands for any number of values, or nil.
func (b *Body) variadicValues() types.Object {
	params := b.fn.Params()
	v, ok := params[len(params)-1].(*types.Var)
	if !ok {
		return nil
	}
	if s, ok := v.Type().Underlying().(*types.Slice); ok {
		if elem, ok := s.Elem().Underlying().(*types.Interface); ok && elem.Empty() {
			return v
		}
	}
	return nil
}

// OfListed returns what a function does that is listed by its qualified name, or nil.
func OfListed(set *catalog.Set, fn *types.Func) *sites.Fact {
	known := set.Effects(fn.Pkg().Path())
	if known == nil {
		return nil
	}
	switch known.Of(sites.HelperName(fn)) {
	case catalog.DoesLog:
		return &sites.Fact{Does: sites.DoesLog}
	case catalog.DoesWait:
		return &sites.Fact{Does: sites.DoesWait}
	case catalog.DoesAct:
		return &sites.Fact{Does: sites.DoesAct}
	case catalog.DoesNothing:
		return &sites.Fact{}
	case catalog.DoesEnd:
		return &sites.Fact{Ends: true}
	}
	return nil
}

// prints reports whether a call prints its arguments, or makes a text of them.
func (c *Calls) prints(call *ast.CallExpr) bool {
	path, name := c.qualifiedName(call)
	if c.listed(path, name) == catalog.DoesLog {
		return true
	}
	if path == "fmt" {
		return name != "Errorf"
	}
	fn, _ := c.pkg.Callee(call).(*types.Func)
	fact := c.factOf(call, fn)
	return fact != nil && fact.Does == sites.DoesLog
}

// EachCall calls visit for each call of the function, until visit returns false. Calls that are not executed are left out.
func (b *Body) EachCall(visit func(call *ast.CallExpr) bool) {
	more := true
	ast.Inspect(b.fn.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && more && !b.calls.dead[n] {
			more = visit(call)
		}
		return more && !b.calls.dead[n]
	})
}

// Callee returns the function that a call calls, or nil. Ends reports whether the call surely does not return.
func (b *Body) Callee(call *ast.CallExpr) (fn *types.Func, ends bool) {
	fn, _ = b.calls.pkg.Callee(call).(*types.Func)
	return fn, !b.calls.pkg.MayReturn(call)
}

// Constants returns the arguments of a call of fn that are constants, by index of the parameter.
func (b *Body) Constants(call *ast.CallExpr, fn *types.Func) Constants {
	var out Constants
	for i, arg := range call.Args {
		if i >= fn.Signature().Params().Len() || fn.Signature().Variadic() && i == fn.Signature().Params().Len()-1 {
			break
		}
		if v := b.value(arg); v != nil {
			if out == nil {
				out = Constants{}
			}
			out[i] = v
		}
	}
	return out
}

// value returns the value of an expression that is a number or a boolean and a constant, or nil.
func (b *Body) value(e ast.Expr) constant.Value {
	v := b.calls.pkg.Info.Types[e].Value
	if v == nil {
		o := b.calls.pkg.Object(e)
		if v = b.consts[o]; v == nil || len(b.calls.pkg.Assignments[o]) > 1 {
			return nil
		}
	}
	if v.Kind() != constant.Int && v.Kind() != constant.Bool {
		return nil
	}
	return v
}

// markDead records the statements that are not executed because of the constants.
func (b *Body) markDead() {
	ast.Inspect(b.fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			if holds, known := b.holds(n.Cond); known && !holds {
				b.calls.dead[n.Body] = true
			} else if known && n.Else != nil {
				b.calls.dead[n.Else] = true
			}
		case *ast.SwitchStmt:
			if n.Tag != nil {
				b.markDeadCases(n)
			}
		}
		return true
	})
}

// markDeadCases records the cases of a switch statement that are not executed.
func (b *Body) markDeadCases(s *ast.SwitchStmt) {
	tag := b.value(s.Tag)
	if tag == nil {
		return
	}
	for _, stmt := range s.Body.List {
		clause := stmt.(*ast.CaseClause)
		dead := len(clause.List) > 0
		for _, e := range clause.List {
			v := b.value(e)
			dead = dead && v != nil && v.Kind() == tag.Kind() && !constant.Compare(tag, token.EQL, v)
		}
		if dead {
			b.calls.dead[clause] = true
		}
	}
}

// holds returns the value of a condition, if the constants decide it.
func (b *Body) holds(cond ast.Expr) (holds, known bool) {
	switch x := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			holds, known = b.holds(x.X)
			return !holds, known
		}
	case *ast.BinaryExpr:
		return b.binaryHolds(x)
	default:
		if v := b.value(x); v != nil && v.Kind() == constant.Bool {
			return constant.BoolVal(v), true
		}
	}
	return false, false
}

func (b *Body) binaryHolds(x *ast.BinaryExpr) (holds, known bool) {
	switch {
	case x.Op == token.LAND || x.Op == token.LOR:
		absorbing := x.Op == token.LOR
		left, leftKnown := b.holds(x.X)
		right, rightKnown := b.holds(x.Y)
		if leftKnown && left == absorbing || rightKnown && right == absorbing {
			return absorbing, true
		}
		return !absorbing, leftKnown && rightKnown
	case compare.Is(x.Op):
		l, r := b.value(x.X), b.value(x.Y)
		if l == nil || r == nil || l.Kind() != r.Kind() || l.Kind() == constant.Bool && x.Op != token.EQL && x.Op != token.NEQ {
			return false, false
		}
		return constant.Compare(l, x.Op, r), true
	}
	return false, false
}
