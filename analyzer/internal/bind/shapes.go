package bind

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/sites"
)

// fieldShape returns the carrier of a struct field: te.Code, *summary.Result, resp.StatusCode, also of an embedded struct, and
// of a field that a function of the SDK dereferences: tea.StringValue(e.Code).
func (b *Binder) fieldShape(e ast.Expr, depth int) *Carrier {
	switch x := e.(type) {
	case *ast.StarExpr:
		e = ast.Unparen(x.X)
	case *ast.CallExpr:
		if e = b.dereferencedArg(x); e == nil {
			return nil
		}
	}
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	field, ok := b.pkg.Info.Uses[sel.Sel].(*types.Var)
	if !ok {
		return nil
	}
	ties := b.selectorTies(sel, field)
	if len(ties) == 0 {
		return nil
	}
	return b.newCarrier(e, ties, sel.X, depth)
}

// dereferencedArg returns the argument of a function of a bound package that returns what its argument, a pointer,
// points to. It returns nil for any other call.
func (b *Binder) dereferencedArg(call *ast.CallExpr) ast.Expr {
	fn, ok := b.pkg.Callee(call).(*types.Func)
	if !ok || !b.Packages[fn.Pkg()] || len(call.Args) != 1 {
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

// methodShape returns the carrier of a call of a method that returns the code: e.GetCode(), st.Code().
func (b *Binder) methodShape(e ast.Expr, depth int) *Carrier {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return nil
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	fn, ok := b.pkg.Callee(call).(*types.Func)
	if !ok || fn.Signature().Recv() == nil {
		return nil
	}
	ties := b.selectorTies(sel, fn)
	if len(ties) == 0 {
		return nil
	}
	return b.newCarrier(e, ties, sel.X, depth)
}

// funcShape returns the carrier of a call of a function that takes the error: status.Code(err). The carrier of a conversion
// is that of the converted expression.
func (b *Binder) funcShape(e ast.Expr, depth int) *Carrier {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return nil
	}
	if tv, ok := b.pkg.Info.Types[call.Fun]; ok && tv.IsType() {
		return b.carrierAt(call.Args[0], depth-1)
	}
	fn, ok := b.pkg.Callee(call).(*types.Func)
	if !ok || fn.Signature().Recv() != nil || len(b.Carriers[fn]) == 0 {
		return nil
	}
	return b.newCarrier(e, b.Carriers[fn], call.Args[0], depth)
}

// variableShape returns the carrier of a variable that gets only values of carriers of the same catalogs: code := te.Code. It
// returns nil if one of the values is not known.
func (b *Binder) variableShape(e ast.Expr, depth int) *Carrier {
	v, ok := b.pkg.Object(e).(*types.Var)
	if !ok || v.IsField() {
		return nil
	}
	var all *Carrier
	for _, a := range b.pkg.Assignments[v] {
		if a.RHS == nil || a.Index != 0 {
			return nil
		}
		c := b.carrierAt(a.RHS, depth-1)
		switch {
		case c == nil || all != nil && !SameTies(all.Ties, c.Ties):
			return nil
		case all == nil:
			all = &Carrier{Expr: e, Ties: c.Ties, Root: c.Root, Call: c.Call}
		case all.Root != c.Root:
			all.Root, all.Call = v, nil
		}
	}
	return all
}

// paramShape returns the carrier of a parameter that receives only codes of the same catalogs: of a function that the package
// calls and does not use in another way.
func (b *Binder) paramShape(e ast.Expr, depth int) *Carrier {
	v, ok := b.pkg.Object(e).(*types.Var)
	if !ok || v.IsField() {
		return nil
	}
	if t, ok := v.Type().Underlying().(*types.Basic); !ok || t.Info()&(types.IsString|types.IsInteger) == 0 {
		return nil
	}
	var all *Carrier
	for _, arg := range b.passedFor(v) {
		c := b.carrierAt(arg, depth-1)
		if c == nil || all != nil && !SameTies(all.Ties, c.Ties) {
			return nil
		}
		all = &Carrier{Expr: e, Ties: c.Ties, Root: v}
	}
	return all
}

// SameTies reports whether two lists of ties have the same catalogs in the same order.
func SameTies(a, b []Tie) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Cat != b[i].Cat {
			return false
		}
	}
	return true
}

// codeTypeShape returns the carrier of any value of a type whose values are codes, such as a parameter of type
// codes.Code.
func (b *Binder) codeTypeShape(e ast.Expr, depth int) *Carrier {
	t := b.pkg.Info.TypeOf(e)
	if _, part := e.(*ast.SliceExpr); part || t == nil {
		return nil
	}
	if _, pointer := types.Unalias(t).(*types.Pointer); pointer {
		return nil
	}
	tn := sites.TypeNameOf(t)
	ties := b.codeTypes[tn]
	if len(ties) == 0 && isStringError(tn) {
		ties = b.importedStringErrorTies(tn)
	}
	if len(ties) == 0 {
		ties = b.learnedTypeTies(tn)
	}
	if len(ties) == 0 {
		return nil
	}
	return b.newCarrier(e, ties, e, depth)
}

// CodeType returns the ties of a type whose values are codes, or nil.
func (b *Binder) CodeType(t types.Type) []Tie {
	if t == nil {
		return nil
	}
	if _, pointer := types.Unalias(t).(*types.Pointer); pointer {
		return nil
	}
	return b.codeTypes[sites.TypeNameOf(t)]
}
