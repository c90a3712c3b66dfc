package sites

import (
	"go/ast"
	"go/types"
)

// methodShape ties an accessor: e.GetCode(), st.Code().
func (f *finder) methodShape(e ast.Expr, depth int) *carrier {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return nil
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	fn, ok := f.callee(call).(*types.Func)
	if !ok || fn.Signature().Recv() == nil {
		return nil
	}
	ties := f.tiesOf(sel, fn)
	if len(ties) == 0 {
		return nil
	}
	return f.tied(e, ties, sel.X, depth)
}
