package numbers

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/compare"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

const (
	maxComparisons = 16 // the number of comparisons in one condition; with more of them, it is a list
	maxOperators   = 64 // the number of && and || in one condition
)

// FindConstant returns the conditions that compare one code with several constants and have the same value for each code,
// in source order: code < 200 && code >= 300, code != A || code != B.
func (f *Finder) FindConstant() []sites.DeadTest {
	var chains []*ast.BinaryExpr
	for _, decls := range f.pkg.NodesByFile {
		index.EachNode(decls, func(at *index.NodeInfo) {
			if b, ok := at.Node.(*ast.BinaryExpr); ok && (b.Op == token.LAND || b.Op == token.LOR) {
				chains = append(chains, b)
			}
		})
	}
	var out []sites.DeadTest
	for _, b := range slices.Backward(chains) { // inner ones first: only the smallest condition is reported
		if slices.ContainsFunc(out, func(d sites.DeadTest) bool { return index.Contains(b, d.Node) }) {
			continue
		}
		if always, ok := f.constantValue(b); ok {
			out = append(out, sites.DeadTest{Node: b, Reason: sites.Constant, Always: always})
		}
	}
	slices.Reverse(out)
	return out
}

// A comparison is one comparison of a code with a constant.
type comparison struct {
	op   token.Token // as if the code is the left operand
	code bind.CodeExpr
}

// A condition is a chain with the comparisons of one code in it.
type condition map[*ast.BinaryExpr]comparison

// constantValue returns the value of a chain if it is the same for each code. Ok is false if it is not, or if the chain
// compares no code, or more than one.
func (f *Finder) constantValue(top *ast.BinaryExpr) (value, ok bool) {
	c, key, operators := condition{}, "", 0
	ast.Inspect(top, func(n ast.Node) bool {
		if operators > maxOperators {
			return false
		}
		b, isBinary := n.(*ast.BinaryExpr)
		if !isBinary {
			_, paren := n.(*ast.ParenExpr)
			not, unary := n.(*ast.UnaryExpr)
			return paren || unary && not.Op == token.NOT
		}
		if b.Op == token.LAND || b.Op == token.LOR {
			operators++
			return true
		}
		if of, one, ok := f.comparison(b); ok && (key == "" || key == of) {
			key, c[b] = of, one
		}
		return false
	})
	if len(c) < 2 || len(c) > maxComparisons || operators > maxOperators {
		return false, false
	}
	first := true
	for _, p := range c.points() {
		v, known := c.eval(top, p)
		if !known || !first && v != value {
			return false, false
		}
		value, first = v, false
	}
	return value, !first
}

// comparison returns the source of the code that a comparison compares with a constant.
func (f *Finder) comparison(b *ast.BinaryExpr) (of string, c comparison, ok bool) {
	for i, side := range [2][2]ast.Expr{{b.X, b.Y}, {b.Y, b.X}} {
		n, isCode := f.bind.CodeExpr(side[1])
		if !isCode || f.pkg.Info.Types[side[0]].Value != nil {
			continue
		}
		if f.bind.Carrier(side[0]) == nil && f.enumOf(side[0]) == nil {
			continue
		}
		op := b.Op
		if i == 1 {
			op = compare.Mirrored(op)
		}
		ordered := op != token.EQL && op != token.NEQ
		if ordered && (!n.IsInt || !strings.Contains("< <= > >=", op.String())) {
			return "", comparison{}, false
		}
		return types.ExprString(side[0]), comparison{op, n}, true
	}
	return "", comparison{}, false
}

// A point is one value of the code.
type point struct {
	text   string
	number int
}

// points returns values of the code, among them one for each way in which the comparisons can turn out.
func (c condition) points() []point {
	points := []point{{text: "\x00"}}
	for _, one := range c {
		if !one.code.IsInt {
			points = append(points, point{text: one.code.Text})
			continue
		}
		for d := -1; d <= 1; d++ {
			points = append(points, point{number: one.code.Number + d})
		}
	}
	return points
}

// eval returns the value of a condition for a value of the code. Known is false if other operands decide.
func (c condition) eval(e ast.Expr, p point) (value, known bool) {
	switch x := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			value, known = c.eval(x.X, p)
			return !value, known
		}
	case *ast.BinaryExpr:
		if one, ok := c[x]; ok {
			return one.holds(p), true
		}
		if x.Op != token.LAND && x.Op != token.LOR {
			return false, false
		}
		decisive := x.Op == token.LOR
		a, knownA := c.eval(x.X, p)
		b, knownB := c.eval(x.Y, p)
		if knownA && a == decisive || knownB && b == decisive {
			return decisive, true
		}
		return !decisive, knownA && knownB
	}
	return false, false
}

// holds reports whether the comparison is true for a value of the code.
func (one comparison) holds(p point) bool {
	if !one.code.IsInt {
		return (p.text == one.code.Text) == (one.op == token.EQL)
	}
	n := one.code.Number
	switch one.op {
	case token.EQL:
		return p.number == n
	case token.NEQ:
		return p.number != n
	case token.LSS:
		return p.number < n
	case token.LEQ:
		return p.number <= n
	case token.GTR:
		return p.number > n
	}
	return p.number >= n
}
