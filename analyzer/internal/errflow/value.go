package errflow

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
)

// unknown are the ways of an expression of which nothing is known.
func unknown() []Way { return []Way{{}} }

// value returns the ways of an expression. Fn is nil at package level.
func (t *Tracer) value(fn *index.Function, e ast.Expr) []Way {
	if e == nil || !t.spend() {
		return unknown()
	}
	e = ast.Unparen(e)
	if t.pkg.IsNil(e) {
		return []Way{{Kind: Nil}}
	}
	if typ := t.pkg.Info.TypeOf(e); isConcrete(typ) {
		return []Way{{Kind: Typed, Expr: e, Func: fn, Type: typ}}
	}
	switch e := e.(type) {
	case *ast.Ident:
		if v, ok := t.pkg.Object(e).(*types.Var); ok {
			return t.variable(fn, e, v)
		}
	case *ast.SelectorExpr:
		if v, ok := t.pkg.Info.Uses[e.Sel].(*types.Var); ok && !v.IsField() {
			return []Way{{Kind: Sentinel, Expr: e, Func: fn, Var: v}}
		}
	case *ast.CallExpr:
		return t.call(fn, e, 0)
	case *ast.UnaryExpr:
		if e.Op == token.ARROW {
			return t.received(fn, e.X)
		}
	case *ast.TypeAssertExpr:
		if e.Type != nil {
			return t.value(fn, e.X)
		}
	}
	return unknown()
}

// isConcrete reports whether a type is known, and neither an interface nor a tuple.
func isConcrete(t types.Type) bool {
	if index.IsUnknown(t) || types.IsInterface(t) {
		return false
	}
	_, tuple := t.(*types.Tuple)
	return !tuple
}

// variable returns the ways of a variable at a place where it is used.
func (t *Tracer) variable(fn *index.Function, use *ast.Ident, v *types.Var) []Way {
	if index.IsPackageVar(v) {
		return []Way{{Kind: Sentinel, Expr: use, Func: fn, Var: v}}
	}
	if from := t.pkg.DerivedFrom[v]; from != nil {
		return t.value(fn, from)
	}
	if from, caller := t.pkg.InlinedArgument(v); from != nil {
		return t.value(caller, from)
	}
	if v.IsField() || fn == nil || t.changesUnseen(fn, v) {
		return unknown()
	}
	return t.reaching(fn, use, v)
}

// changesUnseen reports whether a variable may be changed by something other than an assignment in fn: through its
// address, by a range statement, or by another function.
func (t *Tracer) changesUnseen(fn *index.Function, v *types.Var) bool {
	s := t.settingOf(v)
	if s.several || s.in != nil && s.in != fn {
		return true
	}
	if s.unseen == 1 && fn.IsParam(v) {
		return false // the argument
	}
	return s.unseen > 0
}

// A setting says where a variable gets its values.
type setting struct {
	nodes   map[ast.Node]index.Assignment // the assignments in nodes
	in      *index.Function               // the function that contains them
	several bool                          // more than one function does, or none
	unseen  int                           // the number of the others
}

// settingOf returns where a variable gets its values.
func (t *Tracer) settingOf(v *types.Var) *setting {
	if s := t.sets[v]; s != nil {
		return s
	}
	s := &setting{nodes: map[ast.Node]index.Assignment{}}
	for _, a := range t.pkg.Assignments[v] {
		if a.Node == nil {
			s.unseen++
			continue
		}
		s.several = s.several || a.Func == nil || s.in != nil && s.in != a.Func
		s.in, s.nodes[a.Node] = a.Func, a
	}
	t.sets[v] = s
	return s
}

// call returns the ways of the result with index at of a call.
func (t *Tracer) call(fn *index.Function, call *ast.CallExpr, at int) []Way {
	if tv, ok := t.pkg.Info.Types[call.Fun]; ok && tv.IsType() && len(call.Args) == 1 {
		return t.value(fn, call.Args[0])
	}
	if ways, ok := t.made(fn, call); ok {
		return ways
	}
	if g := t.pkg.CalledFunction(call); g != nil {
		return t.passed(g, t.result(g, at), fn, call)
	}
	if ways, ok := t.waited(fn, call); ok {
		return ways
	}
	return t.importedCall(fn, call)
}

// passed returns ways of function g as the caller fn sees them: parameters become the arguments of the call.
func (t *Tracer) passed(g *index.Function, ways []Way, fn *index.Function, call *ast.CallExpr) []Way {
	var out []Way
	for _, w := range ways {
		if w.Kind != Param || !g.IsParam(w.Var) && !isReceiver(g, w.Var) {
			out = append(out, w)
			continue
		}
		for _, from := range t.argument(g, w.Var, fn, call) {
			if from.Kind != Nil || len(w.Steps) == 0 {
				from.Steps = append(from.Steps[:len(from.Steps):len(from.Steps)], w.Steps...)
				out = append(out, from)
			}
		}
	}
	return distinct(out)
}

// isReceiver reports whether a variable is the receiver of a function.
func isReceiver(g *index.Function, v types.Object) bool { return g.Params()[0] == v }

// argument returns the ways of the argument that a call of g passes for a parameter.
func (t *Tracer) argument(g *index.Function, param types.Object, fn *index.Function, call *ast.CallExpr) []Way {
	if v, ok := param.(*types.Var); ok {
		if _, list := v.Type().Underlying().(*types.Slice); list {
			return unknown()
		}
	}
	for _, a := range g.Arguments(call) {
		if a.Param == param {
			return t.value(fn, a.Arg)
		}
	}
	return unknown()
}
