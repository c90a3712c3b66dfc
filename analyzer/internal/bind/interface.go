package bind

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
)

// interfaceShape returns the carrier of a call of a method of an interface that the program declares, if errors of an SDK have
// this method: err.(interface{ ErrorCode() string }).ErrorCode(). Other errors may have it too. So the value must be taken from
// an error, the package must import the SDK or one of its services, and only codes that the catalog lists belong to it.
func (b *Binder) interfaceShape(e ast.Expr, depth int) *Carrier {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) != 0 {
		return nil
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	method, ok := b.pkg.Info.Uses[sel.Sel].(*types.Func)
	if !ok || method.Pkg() != b.pkg.Types || !b.isOwnInterface(b.pkg.Info.TypeOf(sel.X)) {
		return nil
	}
	ties := b.methodTies(method)
	if len(ties) == 0 {
		return nil
	}
	c := b.newCarrier(e, ties, sel.X, depth)
	if c.Call == nil && (c.Root == nil || !index.IsError(c.Root.Type())) {
		return nil
	}
	return c
}

// isOwnInterface reports whether a type is an interface without a name, or one that this package declares.
func (b *Binder) isOwnInterface(t types.Type) bool {
	if t == nil || !types.IsInterface(t) {
		return false
	}
	n, named := types.Unalias(t).(*types.Named)
	return !named || n.Obj().Pkg() == b.pkg.Types
}

// methodTies returns the ties of the methods of error types that have the name and the type of a method, in the order of the
// ids of their catalogs.
func (b *Binder) methodTies(method *types.Func) []Tie {
	var ties []Tie
	for o, all := range b.Carriers {
		fn, ok := o.(*types.Func)
		if !ok || fn.Name() != method.Name() || fn.Signature().Recv() == nil || !types.Identical(fn.Signature(), method.Signature()) {
			continue
		}
		for _, t := range all {
			if t.Binding != nil && !t.Indirect && b.importsServiceOf(fn.Pkg(), t) {
				ties = AppendTie(ties, t)
			}
		}
	}
	slices.SortFunc(ties, func(x, y Tie) int { return cmp.Compare(x.Cat.ID, y.Cat.ID) })
	return listedOnly(ties)
}

// importsServiceOf reports whether the package imports the package of an error type, or one of the services whose calls return
// such errors.
func (b *Binder) importsServiceOf(p *types.Package, t Tie) bool {
	return slices.ContainsFunc(b.pkg.Types.Imports(), func(i *types.Package) bool { return i == p || t.Binding.Serves(i.Path()) })
}
