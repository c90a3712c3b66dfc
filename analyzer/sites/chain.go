package sites

import (
	"go/ast"
	"go/token"
	"go/types"
)

// chainOf returns the operands of a chain of || or &&, and the operator by which they compare an error with codes. It is
// called for every || and &&, and returns nothing where an operator above it has returned its operands.
func (f *finder) chainOf(top *ast.BinaryExpr) (leaves []ast.Expr, op token.Token) {
	op = token.EQL
	switch top.Op {
	case token.LAND:
		op = token.NEQ
	case token.LOR:
	default:
		return nil, op
	}
	if f.chained[top] {
		return nil, op
	}
	leaves = f.leaves(top, top.Op)
	if len(leaves) >= longChain {
		f.longChains[top] = f.indexChain(leaves, op)
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

func (f *finder) indexChain(leaves []ast.Expr, op token.Token) *chainIndex {
	ix := &chainIndex{byCode: map[string][]ast.Expr{}, some: map[string][]ast.Expr{}}
	for _, leaf := range leaves {
		b, ok := ast.Unparen(leaf).(*ast.BinaryExpr)
		if !ok || b.Op != op {
			ix.others = append(ix.others, leaf)
			continue
		}
		by, n, ok := f.sides(b)
		if !ok || n.isInt {
			ix.others = append(ix.others, leaf)
			continue
		}
		key := types.ExprString(by)
		if len(ix.some[key]) < 2 && len(ix.byCode[n.text]) == 0 {
			ix.some[key] = append(ix.some[key], leaf)
		}
		ix.byCode[n.text] = append(ix.byCode[n.text], leaf)
	}
	return ix
}

// evalChain answers a long chain by the operands that can say something else than the others: of those that compare one
// expression with other codes, two speak for all.
func (f *finder) evalChain(ix *chainIndex, op token.Token, e *env) tri {
	decisive := no
	if op == token.LOR {
		decisive = yes
	}
	asked := append(append([]ast.Expr{}, ix.byCode[e.text]...), ix.others...)
	for _, some := range ix.some {
		asked = append(asked, some...)
	}
	sum := decisive.not()
	for _, x := range asked {
		switch f.eval(x, e) {
		case decisive:
			return decisive
		case unknown:
			sum = unknown
		}
	}
	return sum
}

// leaves returns the operands of a chain of one operator, in the order of the source.
func (f *finder) leaves(top *ast.BinaryExpr, op token.Token) []ast.Expr {
	var out []ast.Expr
	stack := []ast.Expr{top}
	for len(stack) > 0 {
		e := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if b, ok := ast.Unparen(e).(*ast.BinaryExpr); ok && b.Op == op {
			f.chained[b] = true
			stack = append(stack, b.Y, b.X)
			continue
		}
		out = append(out, e)
	}
	return out
}

// sides returns what of a comparison is taken out of an error, and the code that it is compared with.
func (f *finder) sides(b *ast.BinaryExpr) (by ast.Expr, n named, ok bool) {
	for _, side := range [2][2]ast.Expr{{b.X, b.Y}, {b.Y, b.X}} {
		n, ok := f.names(side[1])
		if ok && f.errorish(side[0], depth) {
			return side[0], n, true
		}
	}
	return nil, named{}, false
}
