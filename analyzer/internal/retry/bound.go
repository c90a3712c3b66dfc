package retry

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// isUnbounded reports whether nothing ends the attempts of a loop: it is not limited, and no context can be cancelled.
func (la *loopAnalysis) isUnbounded(l *Loop) bool { return !la.isLimited(l) && !la.hasEndingContext(l) }

// isLimited reports whether something in a loop may end the attempts although each of them fails with the code: not every
// path from an attempt leads to the next one. A condition that the code does not decide counts as an end of the attempts,
// whether it tests a count, the time or a flag.
func (la *loopAnalysis) isLimited(l *Loop) bool {
	if len(l.changes) > 0 || la.walk.Assumed.Step != nil && la.walk.Assumed.InBounds {
		return true // a count or a flag
	}
	w := la.flow.NewWalker(la.walk.Func, la.walk.Assumed)
	w.Assumed.Success, w.Assumed.InBounds = false, false
	w.Attempts, w.Inside = la.walk.Attempts, l.Loop
	w.WorkLoops, w.Recursions = la.walk.WorkLoops, la.walk.Recursions
	b, i, ok := la.walk.Func.Locate(l.attempt)
	if !ok {
		return true
	}
	w.RunAfter(b, i)
	for r := range w.Results {
		if r.End != flow.EndsRetry {
			return true
		}
	}
	return len(w.Results) == 0 || la.flow.Exhausted(la.walk.Func)
}

// hasEndingContext reports whether a loop uses a context that may be cancelled: as an argument of the attempt, in its
// request, in the attempt's body, or anywhere in the loop.
func (la *loopAnalysis) hasEndingContext(l *Loop) bool {
	found := false
	visit := func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && !found {
			found = la.isEndingContext(e, l.Loop, index.MaxDepth)
		}
		return !found
	}
	l.Inspect(visit)
	if fn := la.pkg.CalledFunction(l.attempt); fn != nil {
		ast.Inspect(fn.Body, visit)
	}
	for o := range la.walk.Inputs {
		for _, a := range la.pkg.Assignments[o] {
			if a.RHS != nil {
				ast.Inspect(a.RHS, visit)
			}
		}
	}
	return found
}

// isEndingContext reports whether an expression is a context whose end may end the loop. A context that the program
// derives only from context.Background is not, unless it can be cancelled. A context that is made in the loop is for one
// attempt.
func (la *loopAnalysis) isEndingContext(e ast.Expr, l *index.Loop, depth int) bool {
	t := la.pkg.Info.TypeOf(e)
	switch x := e.(type) {
	case *ast.Ident:
		if isRequest(t) {
			return la.carriesEndingContext(x, l, depth)
		}
		if !isContext(t) || la.isTypeName(x) {
			return false
		}
		a, ok := la.pkg.OnlyAssignment(la.pkg.Object(x))
		if !ok || depth == 0 {
			return true
		}
		call, ok := ast.Unparen(a.RHS).(*ast.CallExpr)
		return !ok || la.makesEndingContext(call, l, depth-1)
	case *ast.SelectorExpr:
		return isContext(t) && !la.isTypeName(x.Sel)
	case *ast.CallExpr:
		return t != nil && index.IsContext(t) && la.makesEndingContext(x, l, depth)
	}
	return false
}

// carriesEndingContext reports whether an HTTP request may contain a context whose end may end the loop. It returns true
// if it is not known how the request was made.
func (la *loopAnalysis) carriesEndingContext(req *ast.Ident, l *index.Loop, depth int) bool {
	a, ok := la.pkg.OnlyAssignment(la.pkg.Object(req))
	if !ok || depth == 0 {
		return true
	}
	call, ok := ast.Unparen(a.RHS).(*ast.CallExpr)
	if !ok {
		return true
	}
	switch path, name := la.pkg.Qualified(call); {
	case path != "net/http" || len(call.Args) == 0:
		return true
	case name == "NewRequestWithContext":
		return la.isEndingContext(call.Args[0], l, depth-1)
	default:
		return name != "NewRequest"
	}
}

// isContext reports whether a type is that of a context, or has the methods of one, as the contexts of web frameworks do.
func isContext(t types.Type) bool {
	if t == nil || t == types.Typ[types.Invalid] {
		return false
	}
	if index.IsContext(t) {
		return true
	}
	for _, name := range []string{"Deadline", "Done", "Err", "Value"} {
		if o, _, _ := types.LookupFieldOrMethod(t, true, nil, name); o == nil {
			return false
		}
	}
	return true
}

// isRequest reports whether a type is http.Request or a pointer to it.
func isRequest(t types.Type) bool {
	tn := sites.TypeNameOf(t)
	return tn != nil && tn.Name() == "Request" && tn.Pkg() != nil && tn.Pkg().Path() == "net/http"
}

// isTypeName reports whether an identifier is the name of a type.
func (d *Detector) isTypeName(id *ast.Ident) bool {
	_, is := d.pkg.Info.Uses[id].(*types.TypeName)
	return is
}

// makesEndingContext reports whether a call returns a context whose end may end the loop.
func (la *loopAnalysis) makesEndingContext(call *ast.CallExpr, l *index.Loop, depth int) bool {
	path, name := la.pkg.Qualified(call)
	if path != "context" {
		return true
	}
	switch name {
	case "Background", "TODO", "WithoutCancel":
		return false
	case "WithValue":
	default:
		if !l.Contains(call) {
			return true
		}
	}
	return len(call.Args) > 0 && la.isEndingContext(ast.Unparen(call.Args[0]), l, depth)
}
