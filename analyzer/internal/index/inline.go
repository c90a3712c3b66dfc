package index

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/boolfunc"
)

// An inlining is a function that only computes a condition and is called once: a function literal or a declared function
// that is not exported. A condition means the same there as in place of the call. So the finders take the nodes inside for
// nodes of the caller, and the parameters for variables that are set to the arguments.
type inlining struct {
	fn   *Function
	cond ast.Expr // what the function returns
	call CallSite // the only call
}

// indexInlined finds the functions that are inlined.
func (p *Package) indexInlined() {
	for o, calls := range p.Calls {
		if len(calls) == 1 {
			p.addInlined(p.onlyCalledBy(o, calls[0].Call), calls[0])
		}
	}
	for lit, use := range p.literals {
		if use.call != nil && !use.deferred && !use.started {
			p.addInlined(p.Functions[lit], CallSite{use.within, use.call})
		}
	}
	slices.SortFunc(p.inlined, func(a, b *inlining) int { return int(a.fn.Node.Pos() - b.fn.Node.Pos()) })
	p.inlined = slices.DeleteFunc(slices.Clone(p.inlined), func(in *inlining) bool {
		deep := p.callDepth(in) > maxInlined
		if deep {
			delete(p.inlinedCalls, in.call.Call)
		}
		return deep
	})
	p.setCallers()
	for _, in := range p.inlined {
		for _, a := range in.fn.Arguments(in.call.Call) {
			p.Assignments[a.Param] = []Assignment{{Func: in.call.Func, RHS: a.Arg, LHS: []ast.Expr{a.Arg}}}
		}
	}
}

// setCallers replaces functions that are inlined, where they contain a call, by their callers.
func (p *Package) setCallers() {
	if len(p.inlined) == 0 {
		return
	}
	for _, calls := range p.Calls {
		for i := range calls {
			calls[i].Func = p.callerOf(calls[i].Func)
		}
	}
	for lit, use := range p.literals {
		use.within = p.callerOf(use.within)
		p.literals[lit] = use
	}
}

// maxInlined is the maximum number of functions that are inlined into each other.
const maxInlined = 4

// callDepth returns how many functions that may be inlined contain the call of one, or more than maxInlined if they call
// each other in a ring.
func (p *Package) callDepth(in *inlining) int {
	depth := 0
	for in != nil && depth <= maxInlined {
		depth++
		in = p.inlinedAs(in.call.Func)
	}
	return depth
}

// onlyCalledBy returns the function that a call of o calls, if nothing else is done with it.
func (p *Package) onlyCalledBy(o types.Object, call *ast.CallExpr) *Function {
	fn := p.Decls[o]
	if d, ok := o.(*types.Func); ok && (d.Exported() || d.Signature().TypeParams() != nil || d.Signature().RecvTypeParams() != nil) {
		return nil
	}
	if fn == nil {
		a, _ := p.OnlyAssignment(o)
		lit, ok := a.RHS.(*ast.FuncLit)
		if !ok {
			return nil
		}
		fn = p.Functions[lit]
	}
	if fn == nil || !fn.isCondition() || p.useCounts()[o] != 1 || p.CalledFunction(call) != fn {
		return nil
	}
	return fn
}

// isCondition reports whether a function returns one boolean and nothing else.
func (fn *Function) isCondition() bool { return fn.Type.Results.NumFields() == 1 && fn.ReturnsBool() }

// addInlined adds a function that is called once if it only computes a condition. It does nothing if fn is nil.
func (p *Package) addInlined(fn *Function, call CallSite) {
	if fn == nil || !fn.isCondition() || call.Func == nil || Contains(fn.Node, call.Call) && !isLiteralOf(call.Call, fn) || !p.keepsParams(fn, call.Call) {
		return
	}
	cond := boolfunc.Condition(p.Info, fn.Type, fn.Body)
	if cond == nil || p.makesAttempt(fn.Body) {
		return
	}
	in := &inlining{fn, cond, call}
	p.inlined = append(p.inlined, in)
	p.inlinedCalls[call.Call] = in
}

// isLiteralOf reports whether a call calls the literal of a function where it is written.
func isLiteralOf(call *ast.CallExpr, fn *Function) bool { return ast.Unparen(call.Fun) == fn.Node }

// keepsParams reports whether each parameter of a function has the value that a call passes for it until the function
// returns, and none of them is a code that the function compares with an error: package helpers reads such functions.
func (p *Package) keepsParams(fn *Function, call *ast.CallExpr) bool {
	args := fn.Arguments(call)
	if call.Ellipsis.IsValid() || len(call.Args) != fn.Type.Params.NumFields() {
		return false
	}
	for _, a := range args {
		if a.Param == nil || a.Param.Name() == "_" || p.Info.Types[a.Arg].Value != nil {
			return false
		}
		if len(p.Assignments[a.Param]) > 1 {
			return false
		}
		if IsBool(a.Param.Type()) || !mayHoldCodes(a.Param.Type()) || len(args) == 1 {
			continue
		}
		if p.comparesWith(fn, a.Param) {
			return false
		}
	}
	return !isVariadic(fn)
}

// isVariadic reports whether the last parameter of a function is variadic.
func isVariadic(fn *Function) bool {
	list := fn.Type.Params.List
	if len(list) == 0 {
		return false
	}
	_, variadic := list[len(list)-1].Type.(*ast.Ellipsis)
	return variadic
}

// mayHoldCodes reports whether a type is a text, a number, a list or a map.
func mayHoldCodes(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&(types.IsString|types.IsInteger) != 0 && !IsTime(t)
	case *types.Slice, *types.Array, *types.Map:
		return true
	}
	return false
}

// comparesWith reports whether a function may compare a parameter with something that is not a constant.
func (p *Package) comparesWith(fn *Function, param types.Object) bool {
	found := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Op != token.EQL && n.Op != token.NEQ {
				break
			}
			for _, side := range [2][2]ast.Expr{{n.X, n.Y}, {n.Y, n.X}} {
				found = found || p.Object(side[0]) == param && p.Info.Types[side[1]].Value == nil
			}
		case *ast.CallExpr:
			for _, a := range n.Args {
				found = found || p.Object(a) == param && CalledName(n) != "len"
			}
		case *ast.IndexExpr:
			found = found || p.Object(n.X) == param || p.Object(n.Index) == param
		case *ast.CaseClause:
			found = found || slices.ContainsFunc(n.List, func(e ast.Expr) bool { return p.Object(e) == param })
		}
		return !found
	})
	return found
}

// makesAttempt reports whether a function body may make a call that can fail: one that returns an error, or something
// whose type is not known, and does not take an error.
func (p *Package) makesAttempt(body ast.Node) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found {
			return !found
		}
		if tv := p.Info.Types[call.Fun]; tv.IsType() || tv.IsBuiltin() {
			return true
		}
		found = p.mayFail(call) && !p.takesError(call)
		return !found
	})
	return found
}

// mayFail reports whether a call returns an error, or something whose type is not known.
func (p *Package) mayFail(call *ast.CallExpr) bool {
	t := p.Info.TypeOf(call)
	if tuple, ok := t.(*types.Tuple); ok {
		for i := range tuple.Len() {
			if IsError(tuple.At(i).Type()) {
				return true
			}
		}
		return false
	}
	return t == nil || t == types.Typ[types.Invalid] || types.Identical(t, ErrorType)
}

// takesError reports whether a call has an error as an argument or receiver, or is a method of a context.
func (p *Package) takesError(call *ast.CallExpr) bool {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if t := p.Info.TypeOf(sel.X); t != nil && (IsError(t) || IsContext(t)) {
			return true
		}
	}
	return slices.ContainsFunc(call.Args, func(a ast.Expr) bool {
		t := p.Info.TypeOf(a)
		return t != nil && IsError(t)
	})
}

// InlinedCondition returns the condition of which a call returns the value, if the function that it calls only computes
// one and is not called elsewhere; otherwise nil.
func (p *Package) InlinedCondition(call *ast.CallExpr) ast.Expr {
	if in := p.inlinedCalls[call]; in != nil {
		return in.cond
	}
	return nil
}

// inlinedAs returns the inlining of a function, or nil.
func (p *Package) inlinedAs(fn *Function) *inlining {
	if fn == nil {
		return nil
	}
	i, ok := slices.BinarySearchFunc(p.inlined, fn.Node.Pos(), func(in *inlining, at token.Pos) int { return int(in.fn.Node.Pos() - at) })
	if !ok || p.inlined[i].fn != fn {
		return nil
	}
	return p.inlined[i]
}

// callerOf returns the function to which the nodes of fn belong: fn itself, or the caller of a function that is inlined.
func (p *Package) callerOf(fn *Function) *Function {
	for range MaxDepth {
		in := p.inlinedAs(fn)
		if in == nil {
			break
		}
		fn = in.call.Func
	}
	return fn
}

// inliningAround returns the innermost function around a node that is inlined; nil if there is none.
func (p *Package) inliningAround(n ast.Node) *inlining {
	var inner *inlining
	for _, in := range p.inlined {
		if in.fn.Node.Pos() > n.Pos() {
			break
		}
		if Contains(in.fn.Body, n) {
			inner = in
		}
	}
	return inner
}

// InlinedArgument returns the argument that is passed for a parameter of a function that is inlined, and the caller. Both are
// nil for another variable.
func (p *Package) InlinedArgument(param types.Object) (ast.Expr, *Function) {
	a, ok := p.OnlyAssignment(param)
	if !ok || a.Node != nil {
		return nil, nil
	}
	return a.RHS, p.callerOf(a.Func)
}

// InlinedAround returns the innermost function around a node that is inlined; nil if there is none.
func (p *Package) InlinedAround(n ast.Node) *Function {
	if in := p.inliningAround(n); in != nil {
		return in.fn
	}
	return nil
}

// PlaceOf returns the node of a function in which another node is executed: the node itself or, if it is in the body of a
// function that is inlined, the call of that.
func (p *Package) PlaceOf(fn *Function, n ast.Node) ast.Node {
	for range MaxDepth {
		in := p.inliningAround(n)
		if in == nil || Contains(in.fn.Node, fn.Node) {
			break
		}
		n = in.call.Call
	}
	return n
}

// PlaceOfExpr is PlaceOf for an expression.
func (p *Package) PlaceOfExpr(fn *Function, e ast.Expr) ast.Expr {
	place, _ := p.PlaceOf(fn, e).(ast.Expr)
	return place
}
