package index

import (
	"go/ast"
	"go/types"
)

// A ListLiteral is one list literal, or other place that holds codes, as it reaches a comparison.
type ListLiteral struct {
	Node       ast.Node
	Elems      []ast.Expr
	Open       bool
	Reassigned bool // it is assigned elsewhere too: what it holds when it is asked is not known
}

// ListLiterals returns the lists that an expression may hold; ok is false where one of its values is not seen.
func (p *Package) ListLiterals(e ast.Expr, depth int) (lists []ListLiteral, ok bool) {
	if depth == 0 || e == nil {
		return nil, false
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return []ListLiteral{literalList(e, p.Info.TypeOf(e))}, true
	case *ast.CallExpr:
		return p.heldCall(e, depth)
	case *ast.SliceExpr:
		lists, ok = p.ListLiterals(e.X, depth-1)
		return opened(lists), ok
	case *ast.Ident:
		return p.heldVariable(e, depth)
	}
	return nil, false
}

// literalList returns the list of a literal: its elements, or a map's keys.
func literalList(lit *ast.CompositeLit, t types.Type) ListLiteral {
	l := ListLiteral{Node: lit}
	keys := t != nil && IsMap(t)
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		switch {
		case !ok:
			l.Elems = append(l.Elems, e)
		case keys:
			l.Elems = append(l.Elems, kv.Key)
		default:
			l.Elems = append(l.Elems, kv.Value)
		}
	}
	return l
}

// opened marks lists that may hold more than is seen.
func opened(lists []ListLiteral) []ListLiteral {
	out := make([]ListLiteral, len(lists))
	for i, l := range lists {
		l.Open = true
		out[i] = l
	}
	return out
}

// heldCall reads append(list, codes...), slices.Concat and conversions.
func (p *Package) heldCall(call *ast.CallExpr, depth int) ([]ListLiteral, bool) {
	if tv, ok := p.Info.Types[call.Fun]; ok && tv.IsType() && len(call.Args) == 1 {
		return p.ListLiterals(call.Args[0], depth-1)
	}
	path, name := p.Qualified(call)
	if path == "slices" && name == "Concat" {
		return p.heldAll(call.Args, depth)
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok || id.Name != "append" || len(call.Args) == 0 {
		return nil, false
	}
	if call.Ellipsis.IsValid() {
		return p.heldAll(call.Args, depth)
	}
	lists, ok := p.ListLiterals(call.Args[0], depth-1)
	if !ok {
		return nil, false
	}
	return append(opened(lists), ListLiteral{Node: call, Elems: call.Args[1:], Open: true}), true
}

// heldAll puts several lists together.
func (p *Package) heldAll(args []ast.Expr, depth int) (all []ListLiteral, ok bool) {
	for _, arg := range args {
		lists, ok := p.ListLiterals(arg, depth-1)
		if !ok {
			return nil, false
		}
		all = append(all, opened(lists)...)
	}
	return all, true
}

// heldVariable returns the lists of a package-level variable, or of a local one all of whose values are seen.
func (p *Package) heldVariable(id *ast.Ident, depth int) ([]ListLiteral, bool) {
	o, ok := p.Object(id).(*types.Var)
	if !ok {
		return nil, false
	}
	if init, ok := p.Globals[o]; ok {
		lists, ok := p.ListLiterals(init, depth-1)
		if ok && (len(p.Assignments[o]) > 0 || p.lists.filled[o]) {
			lists = opened(lists)
			for i := range lists {
				lists[i].Reassigned = true
			}
		}
		return lists, ok
	}
	assigns := p.Assignments[o]
	if len(assigns) == 0 {
		return nil, false
	}
	var all []ListLiteral
	for _, a := range assigns {
		if a.RHS == nil || a.Index != 0 {
			return nil, false
		}
		lists, ok := p.assignedLists(a.RHS, o, depth)
		if !ok {
			return nil, false
		}
		if len(assigns) > 1 || p.lists.filled[o] {
			lists = opened(lists)
		}
		all = append(all, lists...)
	}
	return all, true
}

// assignedLists returns the lists of one value of a variable: codes = append(codes, "A") adds to what it holds.
func (p *Package) assignedLists(rhs ast.Expr, o types.Object, depth int) ([]ListLiteral, bool) {
	call, ok := ast.Unparen(rhs).(*ast.CallExpr)
	if !ok || len(call.Args) < 2 || p.Object(call.Args[0]) != o {
		return p.ListLiterals(rhs, depth-1)
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); !ok || id.Name != "append" {
		return nil, false
	}
	if call.Ellipsis.IsValid() {
		return p.ListLiterals(call.Args[1], depth-1)
	}
	return []ListLiteral{{Node: call, Elems: call.Args[1:], Open: true}}, true
}

func Contains(outer, inner ast.Node) bool {
	return outer.Pos() <= inner.Pos() && inner.End() <= outer.End()
}
