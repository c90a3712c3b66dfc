package eval

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
)

// Chain returns the operands of a chain of || or &&, and the operator by which they compare an error with codes. It is
// called for every || and &&, and returns nothing where an operator above it has returned its operands.
func (ev *Evaluator) Chain(top *ast.BinaryExpr) (leaves []ast.Expr, op token.Token) {
	op = token.EQL
	switch top.Op {
	case token.LAND:
		op = token.NEQ
	case token.LOR:
	default:
		return nil, op
	}
	if ev.chained[top] {
		return nil, op
	}
	leaves = ev.leaves(top, top.Op)
	if len(leaves) >= longChain {
		ev.longChains[top] = ev.indexChain(leaves, op)
	}
	return leaves, op
}

// longChain is how many operands a chain has that is asked through an index: each of its codes is asked for in turn, and
// to compare all with all takes its time.
const longChain = 32

// A chainIndex finds the operands of a chain that matter for a code.
type chainIndex struct {
	byCode map[string][]ast.Expr
	others []ast.Expr            // operands that compare no text
	some   map[string][]ast.Expr // two operands with two codes, for each expression that is compared
}

func (ev *Evaluator) indexChain(leaves []ast.Expr, op token.Token) *chainIndex {
	ix := &chainIndex{byCode: map[string][]ast.Expr{}, some: map[string][]ast.Expr{}}
	for _, leaf := range leaves {
		b, ok := ast.Unparen(leaf).(*ast.BinaryExpr)
		if !ok || b.Op != op {
			ix.others = append(ix.others, leaf)
			continue
		}
		by, n, ok := ev.Comparison(b)
		if !ok || n.IsInt {
			ix.others = append(ix.others, leaf)
			continue
		}
		key := types.ExprString(by)
		if len(ix.some[key]) < 2 && len(ix.byCode[n.Text]) == 0 {
			ix.some[key] = append(ix.some[key], leaf)
		}
		ix.byCode[n.Text] = append(ix.byCode[n.Text], leaf)
	}
	return ix
}

// evalChain answers a long chain by the operands that can say something else than the others: of those that compare one
// expression with other codes, two speak for all.
func (ev *Evaluator) evalChain(ix *chainIndex, op token.Token, e *Assumption) Truth {
	decisive := No
	if op == token.LOR {
		decisive = Yes
	}
	asked := append(append([]ast.Expr{}, ix.byCode[e.Text]...), ix.others...)
	for _, some := range ix.some {
		asked = append(asked, some...)
	}
	sum := decisive.Not()
	for _, x := range asked {
		switch ev.Eval(x, e) {
		case decisive:
			return decisive
		case Unknown:
			sum = Unknown
		}
	}
	return sum
}

// leaves returns the operands of a chain of one operator, in the order of the source.
func (ev *Evaluator) leaves(top *ast.BinaryExpr, op token.Token) []ast.Expr {
	var out []ast.Expr
	stack := []ast.Expr{top}
	for len(stack) > 0 {
		e := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if b, ok := ast.Unparen(e).(*ast.BinaryExpr); ok && b.Op == op {
			ev.chained[b] = true
			stack = append(stack, b.Y, b.X)
			continue
		}
		out = append(out, e)
	}
	return out
}

// Comparison returns what of a comparison is taken out of an error, and the code that it is compared with.
func (ev *Evaluator) Comparison(b *ast.BinaryExpr) (by ast.Expr, n bind.CodeExpr, ok bool) {
	for _, side := range [2][2]ast.Expr{{b.X, b.Y}, {b.Y, b.X}} {
		n, ok := ev.bind.CodeExpr(side[1])
		if ok && ev.bind.MayBeError(side[0], index.MaxDepth) {
			return side[0], n, true
		}
	}
	return nil, bind.CodeExpr{}, false
}
