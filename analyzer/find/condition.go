package find

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/sites"
)

// chain notes the codes that one condition asks the same carrier for: e.Code == "A" || e.Code == "B".
func (f *finder) addChain(top *ast.BinaryExpr) {
	if leaves, op := f.eval.Chain(top); leaves != nil {
		f.addConditionLists(top, leaves, op)
	}
}

// caseList notes the codes that one case of a switch without a tag asks the same carrier for:
// case e.Code == "A", e.Code == "B".
func (f *finder) addCaseList(c *ast.CaseClause) {
	if len(c.List) > 1 {
		f.addConditionLists(c, c.List, token.EQL)
	}
}

// asked notes the comparisons among the operands of a chain or a case, as one list for each carrier.
func (f *finder) addConditionLists(node ast.Node, leaves []ast.Expr, op token.Token) {
	lists, order := map[string]*sites.List{}, []*sites.List(nil)
	for _, leaf := range leaves {
		b, ok := ast.Unparen(leaf).(*ast.BinaryExpr)
		if !ok || b.Op != op {
			continue
		}
		by, n, ok := f.eval.Comparison(b)
		if !ok {
			continue
		}
		key := types.ExprString(by)
		l := lists[key]
		if l == nil {
			l = &sites.List{Node: node, Match: sites.Exact}
			lists[key], order = l, append(order, l)
		}
		l.Elements = append(l.Elements, sites.Element{Expr: n.Expr, Literal: n.Literal, Written: n.Text})
	}
	for _, l := range order {
		if len(l.Elements) > 1 {
			f.found.Lists = append(f.found.Lists, l)
		}
	}
}
