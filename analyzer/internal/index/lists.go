package index

import (
	"go/ast"
	"go/types"
)

// A ListLiteral is a place that contributes elements to a list: a composite literal, a call of append, or another call
// whose arguments are the elements.
type ListLiteral struct {
	Node       ast.Node   // *ast.CompositeLit or *ast.CallExpr
	Elems      []ast.Expr // the elements; the keys of a map
	Open       bool       // the list may have elements that are not in Elems
	Reassigned bool       // the list is in a package-level variable that is changed elsewhere, so its elements are not known where it is used
}

// ListLiterals returns the literals whose elements the list or map e may have. Ok is false if one of its possible values
// is not known. Depth is the number of steps over which variables and calls are followed.
func (p *Package) ListLiterals(e ast.Expr, depth int) (lists []ListLiteral, ok bool) {
	if depth == 0 || e == nil {
		return nil, false
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return []ListLiteral{compositeList(e, p.Info.TypeOf(e))}, true
	case *ast.CallExpr:
		return p.callLists(e, depth)
	case *ast.SliceExpr:
		lists, ok = p.ListLiterals(e.X, depth-1)
		return markOpen(lists), ok
	case *ast.Ident:
		return p.variableLists(e, depth)
	}
	return nil, false
}

// compositeList returns the list of a composite literal of type t: its elements, or the keys of a map.
func compositeList(lit *ast.CompositeLit, t types.Type) ListLiteral {
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

// markOpen returns a copy of lists in which all are open.
func markOpen(lists []ListLiteral) []ListLiteral {
	open := make([]ListLiteral, len(lists))
	for i, l := range lists {
		l.Open = true
		open[i] = l
	}
	return open
}

// callLists returns the lists that a conversion, append or slices.Concat returns.
func (p *Package) callLists(call *ast.CallExpr, depth int) ([]ListLiteral, bool) {
	if tv, ok := p.Info.Types[call.Fun]; ok && tv.IsType() && len(call.Args) == 1 {
		return p.ListLiterals(call.Args[0], depth-1)
	}
	path, name := p.Qualified(call)
	if path == "slices" && name == "Concat" {
		return p.concatenatedLists(call.Args, depth)
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok || id.Name != "append" || len(call.Args) == 0 {
		return nil, false
	}
	if call.Ellipsis.IsValid() {
		return p.concatenatedLists(call.Args, depth)
	}
	lists, ok := p.ListLiterals(call.Args[0], depth-1)
	if !ok {
		return nil, false
	}
	return append(markOpen(lists), ListLiteral{Node: call, Elems: call.Args[1:], Open: true}), true
}

// concatenatedLists returns the lists that are concatenated. Each is open, since the elements of the others are added.
func (p *Package) concatenatedLists(args []ast.Expr, depth int) (all []ListLiteral, ok bool) {
	for _, arg := range args {
		lists, ok := p.ListLiterals(arg, depth-1)
		if !ok {
			return nil, false
		}
		all = append(all, markOpen(lists)...)
	}
	return all, true
}

// variableLists returns the lists of a package-level variable, or of a local one if all of its values are known.
func (p *Package) variableLists(id *ast.Ident, depth int) ([]ListLiteral, bool) {
	o, ok := p.Object(id).(*types.Var)
	if !ok {
		return nil, false
	}
	if init, ok := p.Globals[o]; ok {
		lists, ok := p.ListLiterals(init, depth-1)
		if ok && (len(p.Assignments[o]) > 0 || p.lists.filled[o]) {
			lists = markOpen(lists)
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
			lists = markOpen(lists)
		}
		all = append(all, lists...)
	}
	return all, true
}

// assignedLists returns the lists that one assignment gives the variable o. For codes = append(codes, "A") these are the
// added elements only.
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
