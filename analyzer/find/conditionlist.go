package find

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/sites"
)

// addChain adds the codes that one condition compares with the same carrier: e.Code == "A" || e.Code == "B".
func (f *finder) addChain(top *ast.BinaryExpr) {
	if operands, op := f.eval.Chain(top); operands != nil {
		f.addConditionLists(top, operands, op)
	}
}

// addCaseList adds the codes that one case of a switch without a tag compares with the same carrier: case e.Code == "A",
// e.Code == "B".
func (f *finder) addCaseList(c *ast.CaseClause) {
	if len(c.List) > 1 {
		f.addConditionLists(c, c.List, token.EQL)
	}
}

// addConditionLists adds one list for each carrier that more than one of the operands compares with a code. Op is the
// operator of these comparisons.
func (f *finder) addConditionLists(node ast.Node, operands []ast.Expr, op token.Token) {
	lists, order := map[string]*sites.List{}, []*sites.List(nil)
	for _, operand := range operands {
		b, has := eval.Comparator(operand)
		if b == nil || has != op {
			continue
		}
		carrier, n, ok := f.eval.Comparison(b)
		if !ok {
			continue
		}
		key := types.ExprString(carrier)
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
