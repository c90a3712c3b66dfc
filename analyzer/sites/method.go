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
	if !ok || fn.Signature().Recv() == nil || len(f.b.carriers[fn]) == 0 {
		return nil
	}
	return f.tied(e, f.b.carriers[fn], sel.X, depth)
}
