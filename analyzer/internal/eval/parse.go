package eval

import (
	"go/ast"
	"go/types"
	"strconv"

	"github.com/errls/errls/catalog"
)

// parseError reports whether a variable that holds the error of strconv.Atoi, or of a function like it, is nil, if the text
// is the assumed code.
func (q *query) parseError(o types.Object) Truth {
	a, ok := q.pkg.OnlyAssignment(o)
	if !ok || a.Index != 1 || q.Success {
		return Unknown
	}
	call, ok := ast.Unparen(a.RHS).(*ast.CallExpr)
	if !ok {
		return Unknown
	}
	text := q.bind.ParsedText(call)
	switch {
	case text == nil || q.Cat == nil || !q.carries(q.bind.Carrier(text)):
		return Unknown
	case q.Cat.Kind != catalog.KindString:
		return Yes
	case q.Other:
		return Unknown
	}
	_, err := strconv.Atoi(q.Text)
	return TruthOf(err == nil)
}
