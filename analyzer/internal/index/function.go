package index

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/sites"
)

// A Function is a function declaration, a method declaration or a function literal, with a body.
type Function struct {
	pkg   *Package
	Node  ast.Node // *ast.FuncDecl or *ast.FuncLit
	Type  *ast.FuncType
	Body  *ast.BlockStmt
	Loops []*Loop   // in the order of their positions, so that a loop comes before the loops inside it
	Outer *Function // the function around a literal; nil for a declaration and for a literal at package level

	Deferred bool // it is a literal that a defer statement calls

	graph  *cfg.CFG                    // see Graph; computed on demand, since only functions with a test need it
	preds  map[*cfg.Block][]*cfg.Block // see Predecessors; computed on demand
	places []place                     // see Locate; computed on demand
	labels map[string][]ast.Stmt       // label → the labeled statement and the statements after it in its block
}

// FunctionAt returns the innermost function that contains pos, or nil if pos is at package level.
func (p *Package) FunctionAt(pos token.Pos) *Function {
	var inner *Function
	for _, fn := range p.Functions {
		if fn.Node.Pos() <= pos && pos < fn.Node.End() && (inner == nil || inner.Node.Pos() < fn.Node.Pos()) {
			inner = fn
		}
	}
	return inner
}

// An Argument is a parameter of a function with the value that one call passes for it. For a method, the receiver is one
// of the parameters.
type Argument struct {
	Param types.Object
	Arg   ast.Expr
}

// Arguments returns the named parameters of fn, with what call passes for each. The receiver, if it has a name, comes
// first. Of the values passed for a variadic parameter, only the first is included.
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

// Params returns the receiver and the parameters of fn: element 0 is the receiver, element i+1 is parameter i. An element
// is nil if fn has no receiver, or if the receiver or parameter has no name.
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

// IsExported reports whether fn is a declared function or method with an exported name.
func (fn *Function) IsExported() bool {
	d, ok := fn.Node.(*ast.FuncDecl)
	return ok && d.Name.IsExported()
}

// IsParam reports whether a variable is a parameter of fn. The receiver is not one.
func (fn *Function) IsParam(o types.Object) bool {
	return fn.Type.Params.Pos() <= o.Pos() && o.Pos() < fn.Type.Params.End()
}

// Captures reports whether a variable, if fn uses it, belongs to a function around fn, which is a literal then.
func (fn *Function) Captures(o types.Object) bool {
	_, literal := fn.Node.(*ast.FuncLit)
	return literal && (o.Pos() < fn.Node.Pos() || fn.Node.End() < o.Pos())
}

// IsResult reports whether a variable is a named result of fn.
func (fn *Function) IsResult(o types.Object) bool {
	r := fn.Type.Results
	return r != nil && r.Pos() <= o.Pos() && o.Pos() < r.End()
}

// ReturnsBool reports whether the first result of fn is declared as bool.
func (fn *Function) ReturnsBool() bool {
	if fn.Type.Results.NumFields() == 0 {
		return false
	}
	id, ok := fn.Type.Results.List[0].Type.(*ast.Ident)
	return ok && id.Name == "bool"
}

// ErrorResult returns the index of the last result of fn that is an error, or -1 if there is none.
func (fn *Function) ErrorResult() int {
	if fn.Type.Results == nil {
		return -1
	}
	last, i := -1, 0
	for _, field := range fn.Type.Results.List {
		n := max(1, len(field.Names))
		if fn.pkg.isErrorType(field.Type) {
			last = i + n - 1
		}
		i += n
	}
	return last
}

// isErrorType reports whether a type expression denotes error or a type that implements it. The name error is enough,
// so that it works on code without types.
func (p *Package) isErrorType(e ast.Expr) bool {
	if id, ok := e.(*ast.Ident); ok && id.Name == "error" {
		return true
	}
	t := p.Info.TypeOf(e)
	if IsUnknown(t) {
		return false
	}
	return IsError(t)
}

// DeferMaySetResult reports whether a defer statement of fn mentions a named result, so that it may set the result after
// a return statement.
func (fn *Function) DeferMaySetResult() bool {
	if fn.Type.Results == nil {
		return false
	}
	results := map[types.Object]bool{}
	for _, field := range fn.Type.Results.List {
		for _, n := range field.Names {
			if o := fn.pkg.Info.Defs[n]; o != nil {
				results[o] = true
			}
		}
	}
	if len(results) == 0 {
		return false
	}
	found := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if d, ok := n.(*ast.DeferStmt); ok {
			ast.Inspect(d, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && results[fn.pkg.Info.Uses[id]] {
					found = true
				}
				return !found
			})
		}
		return !found
	})
	return found
}

// Name returns the name of a function for messages, as in "T.Method". That of a literal is the name of the declaration
// around it; it is empty if there is none.
func (fn *Function) Name() string {
	for fn.Outer != nil {
		fn = fn.Outer
	}
	d, ok := fn.Node.(*ast.FuncDecl)
	if !ok {
		return ""
	}
	if f, ok := fn.pkg.Info.Defs[d.Name].(*types.Func); ok {
		return sites.HelperName(f)
	}
	return d.Name.Name
}
