package index

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/sites"
)

// CalledPackage returns the import path of the package that declares the method or function which a call calls. If its
// declaration is not known, it is the package to which the chain of selections and calls before it leads: that of svc.New
// in svc.New(c).Items.Get(id).Do(), also if a variable contains a part of the chain. It returns "" if none is known.
func (p *Package) CalledPackage(call *ast.CallExpr) string {
	if path, _ := p.Qualified(call); path != "" {
		return path
	}
	sel, ok := calleeExpr(call).(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	return p.memberPackage(sel, MaxDepth)
}

// memberPackage returns the import path of the package that declares a selected field or method, as CalledPackage does.
func (p *Package) memberPackage(sel *ast.SelectorExpr, depth int) string {
	switch o := p.Info.Uses[sel.Sel].(type) {
	case *types.Func:
		return packagePath(o)
	case *types.Var:
		return packagePath(o)
	}
	return p.valuePackage(sel.X, depth)
}

// valuePackage returns the import path of the package that declares the type of a value. If the type is not known, it is
// the package that the value comes from.
func (p *Package) valuePackage(e ast.Expr, depth int) string {
	if depth == 0 || e == nil {
		return ""
	}
	if tn := sites.TypeNameOf(p.Info.TypeOf(e)); tn != nil {
		return packagePath(tn)
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		if path, _ := p.Qualified(x); path != "" {
			return path
		}
		return p.valuePackage(x.Fun, depth-1)
	case *ast.SelectorExpr:
		if o := p.Info.Uses[x.Sel]; o != nil && !IsUnknown(o.Type()) {
			if _, method := o.(*types.Func); !method {
				return "" // a type without a name
			}
			return packagePath(o)
		}
		return p.valuePackage(x.X, depth-1)
	case *ast.StarExpr:
		return p.valuePackage(x.X, depth-1)
	case *ast.UnaryExpr:
		return p.valuePackage(x.X, depth-1)
	case *ast.Ident:
		a, ok := p.OnlyAssignment(p.Object(x))
		if !ok || a.Index != 0 || !IsUnknown(p.Info.TypeOf(x)) {
			return ""
		}
		return p.valuePackage(a.RHS, depth-1)
	}
	return ""
}

// packagePath returns the import path of the package that declares an object, or "".
func packagePath(o types.Object) string {
	if o.Pkg() == nil {
		return ""
	}
	return o.Pkg().Path()
}
