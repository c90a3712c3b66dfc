package sites

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// endless reports whether nothing ends the attempts of a loop: on the assumption that each attempt fails with the
// code, every path from one leads to the next, and no context is about. A condition that is not decided by the code
// is a way out, whatever it asks: a count, the clock, a flag.
func (w *looper) endless(l *retryLoop) bool {
	c := w.f.newWalker(w.walk.fn, w.walk.env)
	c.env.success = false
	c.attempts, c.inside = w.walk.attempts, l.loop
	c.work = w.walk.work
	b, i, ok := w.walk.fn.find(l.attempt)
	if !ok {
		return false
	}
	st := state{0, c.flagsAt(b, i)}
	if cond := condition(b); cond != nil && i == len(b.Nodes)-1 {
		for _, succ := range c.follow(b, cond, st) {
			c.block(succ, 0, st)
		}
	} else {
		c.run(b, i+1)
	}
	for r := range c.results {
		if r.end != endsAgain {
			return false
		}
	}
	return len(c.results) > 0 && !w.f.spent(w.walk.fn) && !w.underContext(l)
}

// underContext reports whether a context that may end is about in a loop: handed to the attempt, in the request, in
// the attempt's own body or in anything else that the loop does.
func (w *looper) underContext(l *retryLoop) bool {
	found := false
	look := func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && !found {
			found = w.ends(e, l.loop, depth)
		}
		return !found
	}
	l.inspect(look)
	if fn := w.f.bodyOf(l.attempt); fn != nil {
		ast.Inspect(fn.body, look)
	}
	for o := range w.walk.inputs {
		for _, a := range w.f.assigns[o] {
			if a.rhs != nil {
				ast.Inspect(a.rhs, look)
			}
		}
	}
	return found
}

// ends reports whether an expression is a context that may end for all of a loop: one that the program did not make
// of context.Background, or one that it cancels. One that is made in the loop is for one attempt.
func (w *looper) ends(e ast.Expr, l *loop, depth int) bool {
	t := w.f.in.Info.TypeOf(e)
	switch x := e.(type) {
	case *ast.Ident:
		if isRequest(t) {
			return w.carriesContext(x, l, depth)
		}
		if x.Name != "ctx" && (t == nil || !isContext(t)) || w.f.isTypeName(x) {
			return false
		}
		a, ok := w.f.only(w.f.object(x))
		if !ok || depth == 0 {
			return true
		}
		call, ok := ast.Unparen(a.rhs).(*ast.CallExpr)
		return !ok || w.madeContext(call, l, depth-1)
	case *ast.SelectorExpr:
		return t != nil && isContext(t) && !w.f.isTypeName(x.Sel)
	case *ast.CallExpr:
		return t != nil && isContext(t) && w.madeContext(x, l, depth)
	}
	return false
}

// carriesContext reports whether an HTTP request may carry a context that ends: one whose making is not seen may.
func (w *looper) carriesContext(req *ast.Ident, l *loop, depth int) bool {
	a, ok := w.f.only(w.f.object(req))
	if !ok || depth == 0 {
		return true
	}
	call, ok := ast.Unparen(a.rhs).(*ast.CallExpr)
	if !ok {
		return true
	}
	switch path, name := w.f.qualified(call); {
	case path != "net/http" || len(call.Args) == 0:
		return true
	case name == "NewRequestWithContext":
		return w.ends(call.Args[0], l, depth-1)
	default:
		return name != "NewRequest"
	}
}

// isRequest reports whether a type is *http.Request.
func isRequest(t types.Type) bool {
	tn := namedOf(t)
	return tn != nil && tn.Name() == "Request" && tn.Pkg() != nil && tn.Pkg().Path() == "net/http"
}

// isTypeName reports whether an identifier names a type.
func (f *finder) isTypeName(id *ast.Ident) bool {
	_, is := f.in.Info.Uses[id].(*types.TypeName)
	return is
}

// madeContext reports whether a call makes a context that may end for all of a loop.
func (w *looper) madeContext(call *ast.CallExpr, l *loop, depth int) bool {
	path, name := w.f.qualified(call)
	if path != "context" {
		return true
	}
	switch name {
	case "Background", "TODO", "WithoutCancel":
		return false
	case "WithValue":
	default:
		if !l.holds(call) {
			return true
		}
	}
	return len(call.Args) > 0 && w.ends(ast.Unparen(call.Args[0]), l, depth)
}

// laterRound answers what the head of a loop asks of its counter, where a round lies behind: if i > 0 { wait() }.
func (w *walker) laterRound(cond ast.Expr) tri {
	x, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok {
		return unknown
	}
	begin, counter := w.counterFrom(x.X)
	v := w.f.in.Info.Types[x.Y].Value
	if !counter || v == nil || v.Kind() != constant.Int {
		return unknown
	}
	n, exact := constant.Int64Val(v)
	if !exact {
		return unknown
	}
	if x.Op == token.GEQ || x.Op == token.LSS {
		n-- // i >= n is i > n-1
	}
	switch {
	case n > begin:
		return unknown
	case x.Op == token.GTR, x.Op == token.GEQ, x.Op == token.NEQ:
		return yes
	case x.Op == token.EQL, x.Op == token.LEQ, x.Op == token.LSS:
		return no
	}
	return unknown
}

// counterFrom returns where the head of a retry loop begins to count an expression up.
func (w *walker) counterFrom(e ast.Expr) (begin int64, ok bool) {
	o := w.f.object(e)
	if o == nil {
		return 0, false
	}
	for _, l := range w.retry {
		switch s := l.stmt.(type) {
		case *ast.RangeStmt:
			if s.Key != nil && w.f.object(s.Key) == o {
				return 0, true
			}
		case *ast.ForStmt:
			if step, ok := s.Post.(*ast.IncDecStmt); ok && step.Tok == token.INC && w.f.object(step.X) == o && w.f.counts(o) {
				return w.f.begins(o), true
			}
		}
	}
	return 0, false
}

// begins returns the smallest number that a counter is set to.
func (f *finder) begins(counter types.Object) int64 {
	begin := int64(1)
	for _, a := range f.assigns[counter] {
		if a.rhs != nil {
			n, _ := constant.Int64Val(constant.ToInt(f.in.Info.Types[a.rhs].Value))
			begin = min(begin, n)
		}
	}
	return begin
}
