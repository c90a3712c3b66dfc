package sites

import (
	"go/ast"
	"go/types"
)

// funcShape ties a function of an error: status.Code(err). A conversion passes on what it converts.
func (f *finder) funcShape(e ast.Expr, depth int) *carrier {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return nil
	}
	if tv, ok := f.in.Info.Types[call.Fun]; ok && tv.IsType() {
		return f.carrierAt(call.Args[0], depth-1)
	}
	fn, ok := f.callee(call).(*types.Func)
	if !ok || fn.Signature().Recv() != nil || len(f.b.carriers[fn]) == 0 {
		return nil
	}
	return f.tied(e, f.b.carriers[fn], call.Args[0], depth)
}
