package index

import (
	"go/ast"
	"go/token"
	"go/types"
)

// MaxDepth bounds how far variables are followed to their origin.
const MaxDepth = 8

// FuncAt returns the innermost function that holds a place, nil for the package level.
func (p *Package) FunctionAt(pos token.Pos) *Function {
	var inner *Function
	for _, fn := range p.Functions {
		if fn.Node.Pos() <= pos && pos < fn.Node.End() && (inner == nil || inner.Node.Pos() < fn.Node.Pos()) {
			inner = fn
		}
	}
	return inner
}

// BodyOf returns the function of this package, or the literal in a variable, that a call calls.
func (p *Package) CalledFunction(call *ast.CallExpr) *Function {
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		return p.Functions[lit]
	}
	o := p.Callee(call)
	if o == nil {
		return nil
	}
	if fn := p.Decls[o]; fn != nil {
		return fn
	}
	a, ok := p.OnlyAssignment(o)
	if !ok {
		return nil
	}
	switch rhs := ast.Unparen(a.RHS).(type) {
	case *ast.FuncLit:
		return p.Functions[rhs]
	case *ast.CallExpr:
		return p.madeBy(p.Decls[p.Callee(rhs)])
	}
	return nil
}

// madeBy returns the function literal that a function of this package makes and returns, where it is always the same.
func (p *Package) madeBy(maker *Function) *Function {
	if maker == nil {
		return nil
	}
	var made *Function
	ast.Inspect(maker.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			var lit *ast.FuncLit
			if len(n.Results) == 1 {
				lit, _ = ast.Unparen(n.Results[0]).(*ast.FuncLit)
			}
			if lit == nil || made != nil {
				maker = nil
				return false
			}
			made = p.Functions[lit]
		}
		return true
	})
	if maker == nil {
		return nil
	}
	return made
}

// CalledPredicate returns the declared function of this package that a call calls, if its first result is a bool; otherwise
// nil.
func (p *Package) CalledPredicate(call *ast.CallExpr) *Function {
	fn := p.Decls[p.Callee(call)]
	if fn == nil || !fn.ReturnsBool() {
		return nil
	}
	return fn
}

// An Argument is a parameter of a function with the value that one call passes for it. For a method, the receiver is one
// of the parameters.
type Argument struct {
	Param types.Object
	Arg   ast.Expr
}

// Arguments returns the named parameters of fn, with what call passes for each. The receiver, if it has a name, comes
// first.
func (fn *Function) Arguments(call *ast.CallExpr) []Argument {
	var args []Argument
	if recv := fn.receiver(); recv != nil {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			args = append(args, Argument{fn.pkg.Info.Defs[recv], sel.X})
		}
	}
	i := 0
	for _, field := range fn.Type.Params.List {
		for _, name := range field.Names {
			if i < len(call.Args) {
				args = append(args, Argument{fn.pkg.Info.Defs[name], call.Args[i]})
			}
			i++
		}
		if len(field.Names) == 0 {
			i++
		}
	}
	return args
}

// receiver returns the name of the receiver of a method declaration, or nil if fn has no named receiver.
func (fn *Function) receiver() *ast.Ident {
	d, ok := fn.Node.(*ast.FuncDecl)
	if !ok || d.Recv == nil || len(d.Recv.List) != 1 || len(d.Recv.List[0].Names) != 1 {
		return nil
	}
	return d.Recv.List[0].Names[0]
}

// IsExported reports whether fn is a declared function or method with an exported name.
func (fn *Function) IsExported() bool {
	d, ok := fn.Node.(*ast.FuncDecl)
	return ok && d.Name.IsExported()
}

// IsParam reports whether a variable is a parameter of the function.
func (fn *Function) IsParam(o types.Object) bool {
	return fn.Type.Params.Pos() <= o.Pos() && o.Pos() < fn.Type.Params.End()
}

// IsResult reports whether a variable is a named result of the function.
func (fn *Function) IsResult(o types.Object) bool {
	r := fn.Type.Results
	return r != nil && r.Pos() <= o.Pos() && o.Pos() < r.End()
}

// Params returns the receiver and the parameters of fn: element 0 is the receiver, element i+1 is parameter i. An element
// is nil if fn has no receiver, or if the parameter has no name.
func (fn *Function) Params() []types.Object {
	params := []types.Object{nil}
	if recv := fn.receiver(); recv != nil {
		params[0] = fn.pkg.Info.Defs[recv]
	}
	for _, field := range fn.Type.Params.List {
		for _, name := range field.Names {
			params = append(params, fn.pkg.Info.Defs[name])
		}
		if len(field.Names) == 0 {
			params = append(params, nil)
		}
	}
	return params
}

// ReturnsBool reports whether the first result of fn is declared as bool.
func (fn *Function) ReturnsBool() bool {
	if fn.Type.Results.NumFields() == 0 {
		return false
	}
	id, ok := fn.Type.Results.List[0].Type.(*ast.Ident)
	return ok && id.Name == "bool"
}

// ErrorResult returns the index of the function's last result of type error, or -1.
func (fn *Function) ErrorResult() int {
	if fn.Type.Results == nil {
		return -1
	}
	at, i := -1, 0
	for _, field := range fn.Type.Results.List {
		n := max(1, len(field.Names))
		if fn.pkg.isErrorType(field.Type) {
			at = i + n - 1
		}
		i += n
	}
	return at
}

func (p *Package) isErrorType(e ast.Expr) bool {
	if id, ok := e.(*ast.Ident); ok && id.Name == "error" {
		return true
	}
	t := p.Info.TypeOf(e)
	if t == nil || t == types.Typ[types.Invalid] {
		return false
	}
	return IsError(t)
}

// SetsResultLater reports whether a deferred function may set the named results.
func (fn *Function) DeferMaySetResult() bool {
	if fn.Type.Results == nil {
		return false
	}
	names := map[types.Object]bool{}
	for _, field := range fn.Type.Results.List {
		for _, n := range field.Names {
			if o := fn.pkg.Info.Defs[n]; o != nil {
				names[o] = true
			}
		}
	}
	found := false
	if len(names) == 0 {
		return false
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if d, ok := n.(*ast.DeferStmt); ok {
			ast.Inspect(d, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && names[fn.pkg.Info.Uses[id]] {
					found = true
				}
				return !found
			})
		}
		return !found
	})
	return found
}
