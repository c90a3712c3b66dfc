package bind

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
)

// ownDereferencedArg returns the argument of a function of this package that returns what its argument points to, or a zero
// value. It returns nil for any other call.
func (b *Binder) ownDereferencedArg(call *ast.CallExpr) ast.Expr {
	fn := b.pkg.Decls[b.pkg.Callee(call)]
	pointer := b.dereferenced(fn)
	if pointer == nil {
		return nil
	}
	var from ast.Expr
	for _, p := range fn.Arguments(call) {
		if p.Param == pointer {
			from = p.Arg
		} else if n, ok := b.CodeExpr(p.Arg); !ok || !isZero(n) {
			return nil // it may be what the function returns for a nil pointer
		}
	}
	return from
}

// isZero reports whether a code is the zero value of its type.
func isZero(n CodeExpr) bool { return !n.IsInt && n.Text == "" || n.IsInt && n.Number == 0 }

// A dereference describes a function of this package that returns what one of its parameters points to, or a value in
// place of a nil pointer: a zero value or another parameter.
type dereference struct {
	fn      *index.Function
	pointer types.Object // the parameter; nil as long as no return statement with it has been found
}

// maxDereferenceParams is the maximum number of parameters, with the receiver, of a function that dereferences one: the
// pointer and a value for nil.
const maxDereferenceParams = 3

// dereferenced returns the parameter of a function of this package that the function dereferences, or nil. It reads each
// function once.
func (b *Binder) dereferenced(fn *index.Function) types.Object {
	if fn == nil || fn.Type.Results.NumFields() != 1 || len(fn.Params()) > maxDereferenceParams {
		return nil
	}
	pointer, known := b.pointers[fn]
	if known {
		return pointer
	}
	b.pointers[fn] = nil // for a recursive call
	d, ok := &dereference{fn: fn}, true
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			for _, e := range returnedOperands(fn, n) {
				ok = ok && b.addDereferenced(d, e, index.MaxDepth)
			}
		}
		return ok
	})
	if ok {
		b.pointers[fn] = d.pointer
	}
	return b.pointers[fn]
}

// returnedOperands returns the operands of a return statement: the named results if it has none.
func returnedOperands(fn *index.Function, r *ast.ReturnStmt) []ast.Expr {
	operands := r.Results
	if len(operands) == 0 {
		for _, field := range fn.Type.Results.List {
			for _, name := range field.Names {
				operands = append(operands, name)
			}
		}
	}
	return operands
}

// addDereferenced reports whether a function returns, with an expression, what the same parameter points to as before, a zero
// value, or another parameter. Depth limits how many assignments it follows.
func (b *Binder) addDereferenced(d *dereference, e ast.Expr, depth int) bool {
	e = ast.Unparen(e)
	if star, ok := e.(*ast.StarExpr); ok {
		o := b.pkg.Object(star.X)
		if o == nil || d.pointer != nil && d.pointer != o || !b.isConstantParam(d.fn, o) {
			return false
		}
		d.pointer = o
		return true
	}
	if n, ok := b.CodeExpr(e); ok {
		return isZero(n)
	}
	o, ok := b.pkg.Object(e).(*types.Var)
	if !ok || o.IsField() || index.IsPackageVar(o) || depth == 0 {
		return false
	}
	if b.isConstantParam(d.fn, o) {
		return true
	}
	for _, a := range b.pkg.Assignments[o] {
		if a.RHS == nil || a.Index != 0 || !b.addDereferenced(d, a.RHS, depth-1) {
			return false
		}
	}
	return true
}

// isConstantParam reports whether an object is a parameter of a function that is never set.
func (b *Binder) isConstantParam(fn *index.Function, o types.Object) bool {
	return slices.Contains(fn.Params(), o) && len(b.pkg.Assignments[o]) == 1
}

// PointedCode returns the code that a constant expression names, or to which a pointer to a constant points: "1202",
// common.StringPtr("1202"), new("1202"), &code.
func (b *Binder) PointedCode(e ast.Expr) (n CodeExpr, ok bool) {
	e = ast.Unparen(e)
	if !index.IsPointer(b.pkg.Info.TypeOf(e)) {
		return b.CodeExpr(e)
	}
	value := b.pointedValue(e)
	if value == nil {
		return CodeExpr{Expr: e}, false
	}
	return b.CodeExpr(value)
}

// pointedValue returns the value to which a new pointer points; nil if it is not known.
func (b *Binder) pointedValue(e ast.Expr) ast.Expr {
	switch x := e.(type) {
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			return b.addressedValue(x.X)
		}
	case *ast.CallExpr:
		if len(x.Args) != 1 || !b.returnsPointer(x) {
			return nil
		}
		return x.Args[0]
	}
	return nil
}

// addressedValue returns the only value of a local variable whose address is taken once.
func (b *Binder) addressedValue(variable ast.Expr) ast.Expr {
	v, ok := b.pkg.Object(variable).(*types.Var)
	as := b.pkg.Assignments[v]
	if !ok || v.IsField() || len(as) != 2 { // one assignment and the operator &
		return nil
	}
	for _, a := range as {
		if a.RHS != nil && a.Index == 0 {
			return a.RHS
		}
	}
	return nil
}

// returnsPointer reports whether a call with one argument returns a pointer to it: the built-in function new with a value, a
// function of a bound package with such a type, or a function of this package whose only statement returns the address of
// its parameter.
func (b *Binder) returnsPointer(call *ast.CallExpr) bool {
	switch fn := b.pkg.Callee(call).(type) {
	case *types.Builtin:
		return fn.Name() == "new" && !b.pkg.Info.Types[call.Args[0]].IsType()
	case *types.Func:
		if d := b.pkg.Decls[fn]; d != nil {
			return b.returnsParamAddress(d)
		}
		return b.Packages[fn.Pkg()] && isPointerMaker(fn.Signature())
	}
	return false
}

// returnsParamAddress reports whether the only statement of a function returns the address of its parameter.
func (b *Binder) returnsParamAddress(fn *index.Function) bool {
	if len(fn.Body.List) != 1 {
		return false
	}
	r, ok := fn.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(r.Results) != 1 {
		return false
	}
	address, ok := ast.Unparen(r.Results[0]).(*ast.UnaryExpr)
	if !ok || address.Op != token.AND {
		return false
	}
	o := b.pkg.Object(address.X)
	return o != nil && slices.Contains(fn.Params(), o)
}

// isPointerMaker reports whether a function has one parameter and returns a pointer to its type.
func isPointerMaker(sig *types.Signature) bool {
	if sig.Recv() != nil || sig.Params().Len() != 1 || sig.Results().Len() != 1 {
		return false
	}
	p, ok := sig.Results().At(0).Type().(*types.Pointer)
	return ok && types.Identical(p.Elem(), sig.Params().At(0).Type())
}
