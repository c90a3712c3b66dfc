package sites

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/errls/errls/catalog"
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
	return h.has(Exact, e)
}

// evalIndex answers a look-up in a map literal: the presence of the code, or the boolean under it.
func (f *finder) evalIndex(x *ast.IndexExpr, e *env) tri {
	if t := f.in.Info.TypeOf(x.X); t == nil || !isMap(t) {
		return unknown
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

// An answerKey is a question to a predicate: which of its parameters holds which code.
type answerKey struct {
	fn      *function
	root    types.Object
	cat     *catalog.Catalog
	text    string
	number  int
	success bool
}

// evalPredicate reads a function of the package whose first result is a boolean, with the assumption carried
// over to the parameter that takes the error, the response or the code.
func (f *finder) evalPredicate(call *ast.CallExpr, e *env) tri {
	fn := f.predicate(call)
	if fn == nil || e.depth == 0 {
		return unknown
	}
	for _, p := range f.parameters(fn, call) {
		root, direct := f.rootOf(p.arg)
		if !(root != nil && root == e.root || direct != nil && direct == e.call) {
			continue
		}
		inner := *e
		inner.root, inner.call, inner.depth, inner.flip = p.param, nil, e.depth-1, nil
		return f.answer(fn, &inner)
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

// answer explores a predicate: yes or no where every path says so.
func (f *finder) answer(fn *function, e *env) tri {
	key := answerKey{fn, e.root, e.cat, e.text, e.number, e.success}
	if v, ok := f.answers[key]; ok {
		return v
	}
	f.answers[key] = unknown // a predicate that asks itself
	var said []tri
	w := newWalker(fn, e)
	w.onReturn = func(r *ast.ReturnStmt) {
		v := unknown
		if len(r.Results) > 0 {
			v = f.eval(r.Results[0], w.env)
		}
		said = append(said, v)
	}
	w.run(fn.cfg().Blocks[0], 0)
	v := unknown
	for i, s := range said {
		if i > 0 && s != v {
			v = unknown
			break
		}
		v = s
	}
	if fn.spent() {
		v = unknown
	}
	f.answers[key] = v
	return v
}
