package sites

import (
	"go/ast"
	"go/types"
)

// fieldShape ties a struct field: te.Code, *summary.Result, resp.StatusCode, e.HTTPCode, through embedding too, and
// what an SDK's function reads behind a pointer: tea.StringValue(e.Code).
func (f *finder) fieldShape(e ast.Expr, depth int) *carrier {
	switch x := e.(type) {
	case *ast.StarExpr:
		e = ast.Unparen(x.X)
	case *ast.CallExpr:
		if e = f.behindPointer(x); e == nil {
			return nil
		}
	}
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	field, ok := f.in.Info.Uses[sel.Sel].(*types.Var)
	if !ok {
		return nil
	}
	ties := f.tiesOf(sel, field)
	if len(ties) == 0 {
		return nil
	}
	return f.tied(e, ties, sel.X, depth)
}

// behindPointer returns the argument of a call that gives what stands behind it, a function of a bound package; nil for
// any other call.
func (f *finder) behindPointer(call *ast.CallExpr) ast.Expr {
	fn, ok := f.callee(call).(*types.Func)
	if !ok || !f.b.packages[fn.Pkg()] || len(call.Args) != 1 {
		return nil
	}
	sig := fn.Signature()
	if sig.Recv() != nil || sig.Params().Len() != 1 || sig.Results().Len() != 1 {
		return nil
	}
	pointer, ok := sig.Params().At(0).Type().(*types.Pointer)
	if !ok || !types.Identical(pointer.Elem(), sig.Results().At(0).Type()) {
		return nil
	}
	return ast.Unparen(call.Args[0])
}
