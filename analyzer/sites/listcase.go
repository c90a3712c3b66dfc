package sites

import (
	"go/ast"
	"go/token"
	"go/types"
)

// chain notes the codes that one condition asks the same carrier for: e.Code == "A" || e.Code == "B".
func (f *finder) chain(top *ast.BinaryExpr) {
	if leaves, op := f.chainOf(top); leaves != nil {
		f.asked(top, leaves, op)
	}
}

// caseList notes the codes that one case of a switch without a tag asks the same carrier for:
// case e.Code == "A", e.Code == "B".
func (f *finder) caseList(c *ast.CaseClause) {
	if len(c.List) > 1 {
		f.asked(c, c.List, token.EQL)
	}
}

// asked notes the comparisons among the operands of a chain or a case, as one list for each carrier.
func (f *finder) asked(node ast.Node, leaves []ast.Expr, op token.Token) {
	lists, order := map[string]*List{}, []*List(nil)
	for _, leaf := range leaves {
		b, ok := ast.Unparen(leaf).(*ast.BinaryExpr)
		if !ok || b.Op != op {
			continue
		}
		by, n, ok := f.sides(b)
		if !ok {
			continue
		}
		key := types.ExprString(by)
		l := lists[key]
		if l == nil {
			l = &List{Node: node, Match: Exact}
			lists[key], order = l, append(order, l)
		}
		l.Elements = append(l.Elements, Element{Expr: n.expr, Literal: n.literal, Written: n.text})
	}
	for _, l := range order {
		if len(l.Elements) > 1 {
			f.lists = append(f.lists, l)
		}
	}
}
