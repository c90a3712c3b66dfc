package eval

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
)

// Chain returns the operands of a chain of || or &&, and the operator with which such a chain compares an error with
// codes: == or !=. It is called for each || and && of a package, outer ones first; for an operator inside a chain that it
// has already returned, it returns no operands.
func (ev *Evaluator) Chain(top *ast.BinaryExpr) (operands []ast.Expr, op token.Token) {
	op = token.EQL
	switch top.Op {
	case token.LAND:
		op = token.NEQ
	case token.LOR:
	default:
		return nil, op
	}
	if ev.flattened[top] {
		return nil, op
	}
	operands = ev.flatten(top)
	if len(operands) >= longChain {
		if normal, ok := ev.pkg.Condition(top).(*ast.BinaryExpr); ok {
			ev.longChains[normal] = ev.indexChain(operands, op)
		}
	}
	return operands, op
}

// longChain is the minimum number of operands of a chain that is evaluated with an index. Each code of a chain is
// evaluated in turn: without an index, the time would grow with the square of the length.
const longChain = 32

// A chainIndex finds the operands of a chain that decide its value for a code.
type chainIndex struct {
	byCode map[string][]ast.Expr // code → the first operand with this code for each expression that is compared
	equal  map[ast.Expr]ast.Expr // operand or comparison that is left out of byCode, because an operand before it is equal → operand
	others []ast.Expr            // operands other than comparisons of a text with a code
	sample map[string][]ast.Expr // for each expression that is compared, by its source text: operands with two different codes
}

// indexChain returns the index of a chain of comparisons with the operator op.
func (ev *Evaluator) indexChain(operands []ast.Expr, op token.Token) *chainIndex {
	ix := &chainIndex{byCode: map[string][]ast.Expr{}, equal: map[ast.Expr]ast.Expr{}, sample: map[string][]ast.Expr{}}
	known := map[[2]string]bool{}
	for _, x := range operands {
		b, has := Comparator(x)
		if b == nil || has != op {
			ix.others = append(ix.others, x)
			continue
		}
		by, n, ok := ev.Comparison(b)
		if !ok || n.IsInt {
			ix.others = append(ix.others, x)
			continue
		}
		key := types.ExprString(by)
		if len(ix.sample[key]) < 2 && len(ix.byCode[n.Text]) == 0 {
			ix.sample[key] = append(ix.sample[key], x)
		}
		if known[[2]string{key, n.Text}] {
			ix.equal[x], ix.equal[b] = x, x
			continue
		}
		known[[2]string{key, n.Text}] = true
		ix.byCode[n.Text] = append(ix.byCode[n.Text], x)
	}
	return ix
}

// evalChain evaluates a long chain. Of the operands that compare one expression with codes, those with the assumed code
// and two with different codes are evaluated: all others have the value of one of these two.
func (q *query) evalChain(ix *chainIndex, op token.Token) Truth {
	operands := append(append([]ast.Expr{}, ix.byCode[q.Text]...), ix.others...)
	if x := ix.equal[q.Flip]; x != nil {
		operands = append(operands, x)
	}
	if q.Success && q.Text != "" {
		operands = append(operands, ix.byCode[""]...) // no error has the code ""
	}
	for _, sample := range ix.sample {
		operands = append(operands, sample...)
	}
	decisive := decisiveValue(op)
	sum := decisive.Not()
	for _, x := range operands {
		switch q.eval(x) {
		case decisive:
			return decisive
		case Unknown:
			sum = Unknown
		}
	}
	return sum
}

// flatten returns the operands of a chain of one operator in normal form, in the order of the source.
func (ev *Evaluator) flatten(top *ast.BinaryExpr) []ast.Expr {
	type link struct {
		x       ast.Expr
		negated bool
	}
	var operands []ast.Expr
	stack := []link{{top, false}}
	for len(stack) > 0 {
		l := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		switch x := ast.Unparen(l.x).(type) {
		case *ast.UnaryExpr:
			if x.Op == token.NOT {
				stack = append(stack, link{x.X, !l.negated})
				continue
			}
		case *ast.BinaryExpr:
			if (x.Op == token.LAND || x.Op == token.LOR) && (x.Op == top.Op) != l.negated {
				ev.flattened[x] = true
				stack = append(stack, link{x.Y, l.negated}, link{x.X, l.negated})
				continue
			}
		}
		x := l.x
		if l.negated {
			x = &ast.UnaryExpr{OpPos: x.Pos(), Op: token.NOT, X: x}
		}
		operands = append(operands, ev.pkg.Condition(x))
	}
	return operands
}

// Comparator returns the comparison == or != that a condition in normal form is, and its operator; for !(x == y) the
// operator is !=. It returns nil for another condition.
func Comparator(x ast.Expr) (b *ast.BinaryExpr, op token.Token) {
	x = ast.Unparen(x)
	negated := false
	if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.NOT {
		x, negated = ast.Unparen(u.X), true
	}
	b, ok := x.(*ast.BinaryExpr)
	switch {
	case ok && (b.Op == token.EQL) != negated && (b.Op == token.EQL || b.Op == token.NEQ):
		return b, token.EQL
	case ok && (b.Op == token.EQL || b.Op == token.NEQ):
		return b, token.NEQ
	}
	return nil, token.ILLEGAL
}

// Comparison returns the operand of a comparison that may be taken from an error, and the code that it is compared with;
// ok is false if the comparison has no such operands.
func (ev *Evaluator) Comparison(b *ast.BinaryExpr) (by ast.Expr, n bind.CodeExpr, ok bool) {
	for _, side := range [2][2]ast.Expr{{b.X, b.Y}, {b.Y, b.X}} {
		n, ok := ev.bind.CodeExpr(side[1])
		if ok && ev.bind.MayBeError(side[0], index.MaxDepth) {
			return side[0], n, true
		}
	}
	return nil, bind.CodeExpr{}, false
}
