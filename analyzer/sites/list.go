package sites

import (
	"go/ast"
	"go/types"
)

// A heldList is one list literal, or other place that holds codes, as it reaches a comparison.
type heldList struct {
	node  ast.Node
	elems []ast.Expr
	open  bool
	moved bool // it is assigned elsewhere too: what it holds when it is asked is not known
}

// held returns the lists that an expression may hold; ok is false where one of its values is not seen.
func (f *finder) held(e ast.Expr, depth int) (lists []heldList, ok bool) {
	if depth == 0 || e == nil {
		return nil, false
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return []heldList{literalList(e, f.in.Info.TypeOf(e))}, true
	case *ast.CallExpr:
		return f.heldCall(e, depth)
	case *ast.SliceExpr:
		lists, ok = f.held(e.X, depth-1)
		return opened(lists), ok
	case *ast.Ident:
		return f.heldVariable(e, depth)
	}
	return nil, false
}

// literalList returns the list of a literal: its elements, or a map's keys.
func literalList(lit *ast.CompositeLit, t types.Type) heldList {
	l := heldList{node: lit}
	keys := t != nil && isMap(t)
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		switch {
		case !ok:
			l.elems = append(l.elems, e)
		case keys:
			l.elems = append(l.elems, kv.Key)
		default:
			l.elems = append(l.elems, kv.Value)
		}
	}
	return l
}

// opened marks lists that may hold more than is seen.
func opened(lists []heldList) []heldList {
	out := make([]heldList, len(lists))
	for i, l := range lists {
		l.open = true
		out[i] = l
	}
	return out
}

// heldCall reads append(list, codes...), slices.Concat and conversions.
func (f *finder) heldCall(call *ast.CallExpr, depth int) ([]heldList, bool) {
	if tv, ok := f.in.Info.Types[call.Fun]; ok && tv.IsType() && len(call.Args) == 1 {
		return f.held(call.Args[0], depth-1)
	}
	path, name := f.qualified(call)
	if path == "slices" && name == "Concat" {
		return f.heldAll(call.Args, depth)
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok || id.Name != "append" || len(call.Args) == 0 {
		return nil, false
	}
	if call.Ellipsis.IsValid() {
		return f.heldAll(call.Args, depth)
	}
	lists, ok := f.held(call.Args[0], depth-1)
	if !ok {
		return nil, false
	}
	return append(opened(lists), heldList{node: call, elems: call.Args[1:], open: true}), true
}

// heldAll puts several lists together.
func (f *finder) heldAll(args []ast.Expr, depth int) (all []heldList, ok bool) {
	for _, arg := range args {
		lists, ok := f.held(arg, depth-1)
		if !ok {
			return nil, false
		}
		all = append(all, opened(lists)...)
	}
	return all, true
}

// heldVariable returns the lists of a package-level variable, or of a local one all of whose values are seen.
func (f *finder) heldVariable(id *ast.Ident, depth int) ([]heldList, bool) {
	o, ok := f.object(id).(*types.Var)
	if !ok {
		return nil, false
	}
	if init, ok := f.globals[o]; ok {
		lists, ok := f.held(init, depth-1)
		if ok && (len(f.assigns[o]) > 0 || f.filled[o]) {
			lists = opened(lists)
			for i := range lists {
				lists[i].moved = true
			}
		}
		return lists, ok
	}
	assigns := f.assigns[o]
	if len(assigns) == 0 {
		return nil, false
	}
	var all []heldList
	for _, a := range assigns {
		if a.rhs == nil || a.index != 0 {
			return nil, false
		}
		lists, ok := f.heldAssigned(a.rhs, o, depth)
		if !ok {
			return nil, false
		}
		if len(assigns) > 1 || f.filled[o] {
			lists = opened(lists)
		}
		all = append(all, lists...)
	}
	return all, true
}

// heldAssigned returns the lists of one value of a variable: codes = append(codes, "A") adds to what it holds.
func (f *finder) heldAssigned(rhs ast.Expr, o types.Object, depth int) ([]heldList, bool) {
	call, ok := ast.Unparen(rhs).(*ast.CallExpr)
	if !ok || len(call.Args) < 2 || f.object(call.Args[0]) != o {
		return f.held(rhs, depth-1)
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); !ok || id.Name != "append" {
		return nil, false
	}
	if call.Ellipsis.IsValid() {
		return f.held(call.Args[1], depth-1)
	}
	return []heldList{{node: call, elems: call.Args[1:], open: true}}, true
}

// A use is one place in which a list is held against an error.
type use struct {
	fn      *function
	by      *carrier
	expr    ast.Expr // what a test's outcome begins at
	match   Match
	call    *ast.CallExpr
	helper  types.Object
	swapped bool
}

// list notes a list, once for each place where it is written, and the sites of its elements.
func (f *finder) list(l heldList, u use) {
	have := f.listed[l.node]
	if have == nil {
		have = &List{Node: l.node, Call: u.call, Helper: u.helper, Swapped: u.swapped}
		for _, e := range l.elems {
			n, ok := f.names(e)
			if !ok {
				have.Open = true
				continue
			}
			have.Elements = append(have.Elements, Element{Expr: n.expr, Literal: n.literal, Written: n.text})
		}
		have.Never = len(l.elems) == 0 && !l.open && f.sole(u.helper, depth)
		f.listed[l.node] = have
		f.lists = append(f.lists, have)
	}
	have.Match |= u.match
	have.Open = have.Open || l.open
	f.heldAgainst(have, u.by)
	if u.by == nil || len(u.by.ties) == 0 && !f.knows(have) {
		return
	}
	if l.moved {
		u.expr = nil
	}
	for i := range have.Elements {
		el := &have.Elements[i]
		n, _ := f.names(el.Expr)
		if s := f.add(Listed, n, u.by, u.fn, u.expr); s != nil {
			el.Site, s.List = s, have
			s.Match |= u.match
		}
	}
}

// knows reports whether an element of a list is a constant that names a code by itself.
func (f *finder) knows(l *List) bool {
	for _, el := range l.Elements {
		if _, ok := f.b.constants[f.constObject(el.Expr)]; ok {
			return true
		}
	}
	return false
}

func within(outer, inner ast.Node) bool {
	return outer.Pos() <= inner.Pos() && inner.End() <= outer.End()
}

// errorish reports whether an expression holds an error, or the code of one, as far as names and types tell.
func (f *finder) errorish(e ast.Expr, depth int) bool {
	if e == nil || depth == 0 || f.in.Info.Types[e].Value != nil {
		return false
	}
	if isError(f.in.Info.TypeOf(e)) || f.carrier(e) != nil {
		return true
	}
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectorExpr:
			for _, name := range accessors {
				found = found || n.Sel.Name == name
			}
		case *ast.Ident:
			if v, ok := f.object(n).(*types.Var); ok && isError(v.Type()) {
				found = true
			}
		}
		return !found
	})
	if found {
		return true
	}
	if o := f.object(e); o != nil {
		a, ok := f.only(o)
		return ok && a.index == 0 && f.errorish(a.rhs, depth-1)
	}
	return false
}
