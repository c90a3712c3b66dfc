package index

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"
)

// A CallSite is one call, with the innermost function around it; Func is nil at package level.
type CallSite struct {
	Func *Function
	Call *ast.CallExpr
}

// calleeExpr returns the expression that a call calls, without parentheses and type arguments.
func calleeExpr(call *ast.CallExpr) ast.Expr {
	fun := ast.Unparen(call.Fun)
	switch x := fun.(type) {
	case *ast.IndexExpr:
		return x.X
	case *ast.IndexListExpr:
		return x.X
	}
	return fun
}

// Callee returns the function, method or variable that a call calls, or nil if it is not known. For a call of an
// instantiated generic function, it returns the generic one.
func (p *Package) Callee(call *ast.CallExpr) types.Object {
	var o types.Object
	switch x := calleeExpr(call).(type) {
	case *ast.Ident:
		o = p.Info.Uses[x]
	case *ast.SelectorExpr:
		o = p.Info.Uses[x.Sel]
	}
	if fn, ok := o.(*types.Func); ok {
		return fn.Origin()
	}
	return o
}

// CalledName returns the name of the function, method or variable that a call calls, or "" if it calls another
// expression.
func CalledName(call *ast.CallExpr) string {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		return fun.Sel.Name
	}
	return ""
}

// Qualified returns the import path and the name of the package-level function that a call calls, such as "os", "Exit".
// For a call of a method, a local function or a variable, both are "". The types of the imported package are not needed.
func (p *Package) Qualified(call *ast.CallExpr) (path, name string) {
	sel, ok := calleeExpr(call).(*ast.SelectorExpr)
	if !ok {
		return "", ""
	}
	if id, ok := sel.X.(*ast.Ident); ok {
		if pn, ok := p.Info.Uses[id].(*types.PkgName); ok {
			return pn.Imported().Path(), sel.Sel.Name
		}
	}
	return "", ""
}

// IsCallTo reports whether a call calls the function with this import path and name.
func (p *Package) IsCallTo(call *ast.CallExpr, path, name string) bool {
	sel, ok := calleeExpr(call).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name { // the name differs in most calls, and comparing it is cheaper than Qualified
		return false
	}
	got, _ := p.Qualified(call)
	return got == path
}

// CalledFunction returns the function of this package that a call calls: a declared one, a literal that is called
// directly, or the only value of a variable, which is a literal or is returned by a function that always returns the
// same literal. It returns nil for any other call.
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
		return p.returnedLiteral(p.Decls[p.Callee(rhs)])
	case *ast.Ident:
		return p.Decls[p.Info.Uses[rhs]]
	case *ast.SelectorExpr:
		return p.Decls[p.Info.Uses[rhs.Sel]]
	}
	return nil
}

// Callers returns the calls of a function of this package for which CalledFunction returns it, in the order of their
// positions.
func (p *Package) Callers(fn *Function) []CallSite {
	if p.callers == nil {
		p.callers = map[*Function][]CallSite{}
		for _, calls := range p.Calls {
			for _, c := range calls {
				if called := p.CalledFunction(c.Call); called != nil {
					p.callers[called] = append(p.callers[called], c)
				}
			}
		}
		for lit, use := range p.literals {
			if called := p.Functions[lit]; called != nil && use.call != nil && !use.deferred && !use.started {
				p.callers[called] = append(p.callers[called], CallSite{use.within, use.call})
			}
		}
		for _, calls := range p.callers {
			slices.SortFunc(calls, func(a, b CallSite) int { return cmp.Compare(a.Call.Pos(), b.Call.Pos()) })
		}
	}
	return p.callers[fn]
}

// IsOnlyCalled reports whether nothing is done with a function literal except that the function around it calls it: it is
// called where it is written, or it is the only value of a variable that is used in calls only.
func (p *Package) IsOnlyCalled(lit *ast.FuncLit) bool {
	use := p.literals[lit]
	if use.call != nil {
		return !use.deferred && !use.started
	}
	calls := p.Callers(p.Functions[lit])
	if len(calls) == 0 {
		return false
	}
	o := p.Callee(calls[0].Call)
	return o != nil && p.useCounts()[o] == len(p.Calls[o])
}

// AllCallsKnown reports whether Callers returns all calls of a function: its name is not exported, and nothing else is done
// with it.
func (p *Package) AllCallsKnown(fn *Function) bool {
	switch n := fn.Node.(type) {
	case *ast.FuncLit:
		return p.IsOnlyCalled(n)
	case *ast.FuncDecl:
		o := p.Info.Defs[n.Name]
		return o != nil && !n.Name.IsExported() && p.useCounts()[o] == len(p.Callers(fn))
	}
	return false
}

// useCounts returns how often each function of the package, and each variable whose value is a function, is used.
func (p *Package) useCounts() map[types.Object]int {
	if p.uses == nil {
		p.uses = map[types.Object]int{}
		for _, o := range p.Info.Uses {
			switch v := o.(type) {
			case *types.Func:
				p.uses[v.Origin()]++
			case *types.Var:
				if _, isFunc := v.Type().Underlying().(*types.Signature); isFunc && v.Pkg() == p.Types {
					p.uses[o]++
				}
			}
		}
	}
	return p.uses
}

// Iterator returns the iterator function of this package that an expression denotes: a function or method that takes yield,
// or the literal that a call returns. It returns nil for any other expression.
func (p *Package) Iterator(e ast.Expr) *Function {
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		return p.Decls[p.Object(x)]
	case *ast.SelectorExpr:
		return p.Decls[p.Info.Uses[x.Sel]]
	case *ast.CallExpr:
		return p.returnedLiteral(p.Decls[p.Callee(x)])
	case *ast.FuncLit:
		return p.Functions[x]
	}
	return nil
}

// returnedLiteral returns the function literal that fn returns, if its only return statement returns one and nothing
// else; otherwise nil.
func (p *Package) returnedLiteral(fn *Function) *Function {
	if fn == nil {
		return nil
	}
	var returned *Function
	ok := true
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			var lit *ast.FuncLit
			if len(n.Results) == 1 {
				lit, _ = ast.Unparen(n.Results[0]).(*ast.FuncLit)
			}
			if lit == nil || returned != nil {
				ok = false
				return false
			}
			returned = p.Functions[lit]
		}
		return true
	})
	if !ok {
		return nil
	}
	return returned
}

// CalledPredicate returns the declared function of this package that a call calls, if its first result is a bool;
// otherwise nil.
func (p *Package) CalledPredicate(call *ast.CallExpr) *Function {
	fn := p.Decls[p.Callee(call)]
	if fn == nil || !fn.ReturnsBool() {
		return nil
	}
	return fn
}
