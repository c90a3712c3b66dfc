package sites

import (
	"go/ast"
	"go/types"
	"strings"
)

// evalCall answers a call in a condition: errors.As, slices.Contains, a predicate of the package.
func (f *finder) evalCall(call *ast.CallExpr, e *env) tri {
	path, name := f.qualified(call)
	switch {
	case path == "errors" && name == "As" && len(call.Args) == 2:
		if u, ok := ast.Unparen(call.Args[1]).(*ast.UnaryExpr); ok {
			return f.evalTaken(call.Args[0], u.X, e)
		}
		return unknown
	case path == "errors" && name == "Is" && len(call.Args) == 2:
		if root, _ := f.rootAt(call.Args[0], depth); e.success && root != nil && root == e.root {
			return no
		}
		if n, c := f.sentinel(call); e.holds(c) {
			return e.meets(f.sameCode(n, c, e))
		}
		return unknown
	case path == "slices" && name == "Contains" && len(call.Args) == 2:
		return f.evalMember(call.Args[0], call.Args[1], e)
	case path == "strings" && len(call.Args) == 2:
		return f.evalText(name, call, e)
	}
	return f.evalPredicate(call, e)
}

// evalMember answers whether the code is in a list.
func (f *finder) evalMember(list, by ast.Expr, e *env) tri {
	c := f.carrier(by)
	h := f.holding(list)
	if c == nil && h != nil && h.known != nil {
		c = f.comparable(by, *h.known)
	}
	if h == nil || !e.holds(c) {
		return unknown
	}
	return e.meets(h.has(Exact, e))
}

// evalIndex answers a look-up in a map literal: the presence of the code, or the boolean under it.
func (f *finder) evalIndex(x *ast.IndexExpr, e *env) tri {
	if t := f.in.Info.TypeOf(x.X); t == nil || !isMap(t) {
		return unknown
	}
	if v, ok := f.evalCompared(x, e); ok {
		return v
	}
	v := f.evalMember(x.X, x.Index, e)
	if v != yes {
		return v
	}
	h := f.holding(x.X)
	if h.denied[e.text] {
		return no
	}
	return yes
}

// evalText answers strings.HasPrefix and its kin on a code.
func (f *finder) evalText(name string, call *ast.CallExpr, e *env) tri {
	n, ok := f.names(call.Args[1])
	if !ok || e.success || e.isInt || !e.holds(f.carrier(call.Args[0])) {
		return unknown
	}
	if e.other && name != "EqualFold" {
		return unknown
	}
	switch name {
	case "HasPrefix":
		return truth(strings.HasPrefix(e.text, n.text))
	case "HasSuffix":
		return truth(strings.HasSuffix(e.text, n.text))
	case "Contains":
		return truth(strings.Contains(e.text, n.text))
	case "EqualFold":
		return truth(strings.EqualFold(e.text, n.text))
	}
	return unknown
}

// evalPredicate answers a call of a function whose first result is a boolean.
func (f *finder) evalPredicate(call *ast.CallExpr, e *env) tri {
	switch f.answerOf(call, e) {
	case AnswerTrue:
		return yes
	case AnswerFalse:
		return no
	}
	return unknown
}

// rootOf returns the root of an argument: of the carrier that it is, else of the error.
func (f *finder) rootOf(arg ast.Expr) (types.Object, *ast.CallExpr) {
	if c := f.carrier(arg); c != nil {
		return c.root, c.call
	}
	return f.rootAt(arg, depth)
}

// predicate returns the function of this package that a call calls, where its first result is a boolean.
func (f *finder) predicate(call *ast.CallExpr) *function {
	fn := f.decls[f.callee(call)]
	if fn == nil || fn.typ.Results == nil || len(fn.typ.Results.List) == 0 {
		return nil
	}
	if id, ok := fn.typ.Results.List[0].Type.(*ast.Ident); !ok || id.Name != "bool" {
		return nil
	}
	return fn
}

// A parameter is a parameter of a function and what a call hands to it. A method's receiver is one too.
type parameter struct {
	param types.Object
	arg   ast.Expr
}

func (f *finder) parameters(fn *function, call *ast.CallExpr) []parameter {
	var ps []parameter
	if d, ok := fn.node.(*ast.FuncDecl); ok && d.Recv != nil {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && len(d.Recv.List) == 1 && len(d.Recv.List[0].Names) == 1 {
			ps = append(ps, parameter{f.in.Info.Defs[d.Recv.List[0].Names[0]], sel.X})
		}
	}
	i := 0
	for _, field := range fn.typ.Params.List {
		for _, name := range field.Names {
			if i < len(call.Args) {
				ps = append(ps, parameter{f.in.Info.Defs[name], call.Args[i]})
			}
			i++
		}
		if len(field.Names) == 0 {
			i++
		}
	}
	return ps
}
