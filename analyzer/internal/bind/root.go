package bind

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// RootAt returns the variable that holds the error or response from which an expression is taken, or the call that
// returned it if there is no variable. Both are nil if neither is known. Depth limits how many steps back it follows.
func (b *Binder) RootAt(e ast.Expr, depth int) (types.Object, *ast.CallExpr) {
	if depth <= 0 || e == nil {
		return nil, nil
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		o := b.pkg.Object(e)
		if _, ok := o.(*types.Var); !ok {
			return nil, nil
		}
		if src := b.derivedFrom(o); src != nil {
			if r, call := b.RootAt(src, depth-1); r != nil || call != nil {
				return r, call
			}
		}
		return o, nil
	case *ast.StarExpr:
		return b.RootAt(e.X, depth-1)
	case *ast.UnaryExpr:
		return b.RootAt(e.X, depth-1)
	case *ast.TypeAssertExpr:
		return b.RootAt(e.X, depth-1)
	case *ast.IndexExpr:
		return b.RootAt(e.X, depth-1)
	case *ast.SelectorExpr:
		return b.RootAt(e.X, depth-1)
	case *ast.CallExpr:
		if src := b.TakenFrom(e); src != nil {
			return b.RootAt(src, depth-1)
		}
		return nil, e
	}
	return nil, nil
}

// derivedFrom returns the expression from which the value of a variable is taken, such as err in errors.As(err, &te) or
// te := err.(*E). It returns nil if the variable gets its value in another way.
func (b *Binder) derivedFrom(o types.Object) ast.Expr {
	if src := b.pkg.DerivedFrom[o]; src != nil {
		return src
	}
	a, ok := b.pkg.OnlyAssignment(o)
	if !ok {
		return nil
	}
	switch rhs := ast.Unparen(a.RHS).(type) {
	case *ast.Ident, *ast.TypeAssertExpr, *ast.SelectorExpr, *ast.StarExpr:
		return rhs
	case *ast.CallExpr:
		return b.TakenFrom(rhs)
	}
	return nil
}

// TakenFrom returns the argument or receiver of a call that converts an error into another form or takes its code:
// errors.AsType, errors.Unwrap, a type conversion, a function of a bound package that takes an error, a bound method. It
// returns nil for any other call.
func (b *Binder) TakenFrom(call *ast.CallExpr) ast.Expr {
	if path, name := b.pkg.Qualified(call); len(call.Args) == 1 && isUnwrapFunc(path, name) {
		return call.Args[0]
	}
	if tv, ok := b.pkg.Info.Types[call.Fun]; ok && tv.IsType() && len(call.Args) == 1 {
		return call.Args[0]
	}
	fn, ok := b.pkg.Callee(call).(*types.Func)
	if !ok || !b.Packages[fn.Pkg()] {
		return nil
	}
	sig := fn.Signature()
	if sig.Recv() != nil {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && len(b.Carriers[fn]) > 0 {
			return sel.X
		}
		return nil
	}
	for i := range sig.Params().Len() {
		if i < len(call.Args) && index.IsError(sig.Params().At(i).Type()) {
			return call.Args[i]
		}
	}
	return nil
}

// RootOf returns the root of an expression as RootAt does. If the expression holds a code, this is the root of its
// carrier: the error of which codeOf(err) returns the code.
func (b *Binder) RootOf(arg ast.Expr) (types.Object, *ast.CallExpr) {
	if c := b.Carrier(arg); c != nil {
		return c.Root, c.Call
	}
	return b.RootAt(arg, index.MaxDepth)
}

// MakesError reports whether a function makes an error from a code that it receives, such as status.Error.
func (b *Binder) MakesError(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	for _, bound := range b.Set.Package(fn.Pkg().Path()) {
		for _, h := range bound.Binding.Helpers {
			if h.Error == catalog.MakesError && h.At == sites.HelperName(fn) {
				return true
			}
		}
	}
	return false
}
