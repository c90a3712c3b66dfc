package find

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// A listUse is one place in which the elements of a list are compared with an error.
type listUse struct {
	fn      *index.Function
	carrier *bind.Carrier
	expr    ast.Expr // the comparison or search, where the paths of a match begin
	match   sites.Match
	call    *ast.CallExpr // this and the next two as in sites.List
	helper  types.Object
	swapped bool
}

// addList adds a list and the sites of its elements. Each literal is one list, even if it is used in several places.
func (f *finder) addList(l index.ListLiteral, u listUse) {
	have := f.found.ListAt[l.Node]
	if have == nil {
		have = &sites.List{Node: l.Node, Call: u.call, Helper: u.helper, Swapped: u.swapped}
		for _, e := range l.Elems {
			n, ok := f.bind.CodeExpr(e)
			if !ok {
				have.Open = true
				continue
			}
			have.Elements = append(have.Elements, sites.Element{Expr: n.Expr, Literal: n.Literal, Written: n.Text})
		}
		have.NeverMatches = len(l.Elems) == 0 && !l.Open && f.helpers.NeedsCode(u.helper, index.MaxDepth)
		f.found.ListAt[l.Node] = have
		f.found.Lists = append(f.found.Lists, have)
	}
	have.Match |= u.match
	have.Open = have.Open || l.Open
	f.recordListUse(have, u.carrier)
	if u.carrier == nil || len(u.carrier.Ties) == 0 && !f.hasBoundConstant(have) {
		return
	}
	if l.Reassigned {
		u.expr = nil
	}
	for i := range have.Elements {
		el := &have.Elements[i]
		n, _ := f.bind.CodeExpr(el.Expr)
		if s := f.addSite(sites.Listed, n, u.carrier, u.fn, u.expr); s != nil {
			el.Site, s.List = s, have
			s.Match |= u.match
		}
	}
}

// hasBoundConstant reports whether an element of a list is a bound constant, which belongs to a catalog without a
// carrier.
func (f *finder) hasBoundConstant(l *sites.List) bool {
	for _, el := range l.Elements {
		if _, ok := f.bind.Constants[f.bind.ConstObject(el.Expr)]; ok {
			return true
		}
	}
	return false
}
