package eval

import (
	"go/ast"
	"go/constant"

	"github.com/errls/errls/analyzer/internal/helpers"
	"github.com/errls/errls/analyzer/internal/index"
)

// evalHelperComparison evaluates a comparison that a function makes between its error and the codes of its parameter; ok
// is false for any other node.
func (q *query) evalHelperComparison(x ast.Node) (v Truth, ok bool) {
	if q.Codes == nil {
		return Unknown, false
	}
	c, ok := q.helpers.Comparisons[x]
	if !ok || c.Codes != q.Codes || c.Err != q.Root {
		return Unknown, false
	}
	switch {
	case q.Success:
		v = No
	case c.Match == 0 && q.Member == Yes:
		v = Unknown
	default:
		v = q.compared(q.Member)
	}
	if c.Negated {
		v = v.Not()
	}
	return v, true
}

// evalElement evaluates the comparison of x with y, an element of a list, such as the variable of a range. It is true in
// some iteration if the list contains the code.
func (q *query) evalElement(x, y ast.Expr) Truth {
	list := q.pkg.ListOf(y)
	if list == nil {
		return Unknown
	}
	return q.compared(q.evalContains(list, x))
}

// evalLen evaluates a comparison of the number of codes that a function receives with a constant: len(codes) > 0.
func (q *query) evalLen(x *ast.BinaryExpr) Truth {
	call, ok := ast.Unparen(x.X).(*ast.CallExpr)
	n, isConst := q.bind.CodeExpr(x.Y)
	if !ok || !isConst || !n.IsInt || !q.isLenOfCodes(call) {
		return Unknown
	}
	compare := func(length int64) Truth {
		return TruthOf(constant.Compare(constant.MakeInt64(length), x.Op, constant.MakeInt64(int64(n.Number))))
	}
	switch {
	case q.empty:
		return compare(0)
	case q.Member == Yes && compare(1) == compare(1<<30): // true, or false, for every length from 1 on
		return compare(1)
	}
	return Unknown
}

// isLenOfCodes reports whether a call is len of the parameter that holds codes.
func (q *query) isLenOfCodes(call *ast.CallExpr) bool {
	return index.CalledName(call) == "len" && len(call.Args) == 1 && q.Codes != nil && q.pkg.Object(call.Args[0]) == q.Codes
}

// membership returns whether the codes that a call passes to a helper contain the assumed code, and whether the call
// passes none.
func (q *query) membership(s *helpers.Summary, call *ast.CallExpr) (member Truth, empty bool) {
	if q.Success {
		return No, false
	}
	spread, one := s.Spread(call)
	if one && len(spread) == 0 {
		return No, true
	}
	arg := s.CodesArg(call)
	if q.Codes != nil && arg != nil && (!one || len(spread) == 1) {
		if q.pkg.Object(arg) == q.Codes {
			return q.Member, q.empty
		}
		if list := q.pkg.ListOf(arg); list != nil && q.pkg.Object(list) == q.Codes {
			return q.Member, q.empty
		}
	}
	passed := q.passedCodes(s, call)
	if passed == nil {
		return Unknown, false
	}
	return passed.contains(s.Match, q.Assumption), false
}
