package index

import (
	"go/ast"
	"go/token"
	"go/types"
)

// MaxDepth bounds how far variables are followed to their origin.
const MaxDepth = 8

// FuncAt returns the innermost function that holds a place, nil for the package level.
func (p *Package) FuncAt(pos token.Pos) *Function {
	var inner *Function
	for _, fn := range p.Functions {
		if fn.Node.Pos() <= pos && pos < fn.Node.End() && (inner == nil || inner.Node.Pos() < fn.Node.Pos()) {
			inner = fn
		}
	}
	return inner
}

// BodyOf returns the function of this package, or the literal in a variable, that a call calls.
func (p *Package) BodyOf(call *ast.CallExpr) *Function {
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

// Predicate returns the function of this package that a call calls, where its first result is a boolean.
func (p *Package) Predicate(call *ast.CallExpr) *Function {
	fn := p.Decls[p.Callee(call)]
	if fn == nil || fn.Type.Results == nil || len(fn.Type.Results.List) == 0 {
		return nil
	}
	if id, ok := fn.Type.Results.List[0].Type.(*ast.Ident); !ok || id.Name != "bool" {
		return nil
	}
	return fn
}

// An Argument is a parameter of a function and what a call hands to it. A method's receiver is one too.
type Argument struct {
	Param types.Object
	Arg   ast.Expr
}

func (p *Package) Arguments(fn *Function, call *ast.CallExpr) []Argument {
	var ps []Argument
	if d, ok := fn.Node.(*ast.FuncDecl); ok && d.Recv != nil {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && len(d.Recv.List) == 1 && len(d.Recv.List[0].Names) == 1 {
			ps = append(ps, Argument{p.Info.Defs[d.Recv.List[0].Names[0]], sel.X})
		}
	}
	i := 0
	for _, field := range fn.Type.Params.List {
		for _, name := range field.Names {
			if i < len(call.Args) {
				ps = append(ps, Argument{p.Info.Defs[name], call.Args[i]})
			}
			i++
		}
		if len(field.Names) == 0 {
			i++
		}
	}
	return ps
}

// IsExported reports whether other packages may call a function by its name.
func IsExported(fn *Function) bool {
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

// Params returns the receiver and the parameters of a function; nil stands for one without a name.
func (p *Package) Params(fn *Function) []types.Object {
	params := []types.Object{nil}
	if d, ok := fn.Node.(*ast.FuncDecl); ok && d.Recv != nil && len(d.Recv.List) == 1 && len(d.Recv.List[0].Names) == 1 {
		params[0] = p.Info.Defs[d.Recv.List[0].Names[0]]
	}
	for _, field := range fn.Type.Params.List {
		for _, name := range field.Names {
			params = append(params, p.Info.Defs[name])
		}
		if len(field.Names) == 0 {
			params = append(params, nil)
		}
	}
	return params
}

// ReturnsBool reports whether a function's first result is a boolean.
func (p *Package) ReturnsBool(fn *Function) bool {
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
func (fn *Function) SetsResultLater() bool {
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
