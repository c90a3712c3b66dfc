package eval

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// maxErrors bounds how many error variables of a function are tracked.
const maxErrors = 2

// setUnknown is the value in Assumption.Nils of an error variable that was set to something that is not known. Unknown
// means that nothing has set the variable on the path.
const setUnknown Truth = 3

// A checkKey identifies the error variables that depend on a response in a function.
type checkKey struct {
	fn        *index.Function
	root      types.Object
	withError bool
}

// CheckedErrors returns the error variables of a function that are set by a call of a function of the package which
// receives the assumed response, as in err = check(resp). They are tracked along a path in Assumption.Nils: whether they are
// nil depends on the response. So is, with Assumption.WithError, the variable that gets the error of the attempt and those of
// other calls.
func (ev *Evaluator) CheckedErrors(fn *index.Function, e *Assumption) []types.Object {
	if e.Root == nil || ev.bind.IsError(e.Root) {
		return nil
	}
	key := checkKey{fn, e.Root, e.WithError}
	vars, known := ev.checked[key]
	if known {
		return vars
	}
	q := query{Evaluator: ev, Assumption: e}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Rhs) != 1 {
			return true
		}
		call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
		if !ok || !q.receives(call) && !(e.WithError && q.sets(a.Lhs)) {
			return true
		}
		for _, l := range a.Lhs {
			o := ev.pkg.Object(l)
			if o != nil && index.IsError(o.Type()) && len(vars) < maxErrors && !slices.Contains(vars, o) {
				vars = append(vars, o)
			}
		}
		return true
	})
	ev.checked[key] = vars
	return vars
}

// receives reports whether a call calls a function of the package that receives the assumed response, as an argument or
// because it is a literal that uses the variable.
func (q *query) receives(call *ast.CallExpr) bool {
	fn := q.pkg.CalledFunction(call)
	if fn == nil || q.Root == nil {
		return false
	}
	if _, literal := fn.Node.(*ast.FuncLit); literal && q.mentionsRoot(fn.Body) {
		return true
	}
	return slices.ContainsFunc(call.Args, q.isAssumed)
}

// sets reports whether the variable of the assumed error or response is one of the targets of an assignment.
func (q *query) sets(lhs []ast.Expr) bool {
	return slices.ContainsFunc(lhs, func(l ast.Expr) bool { return q.pkg.Object(l) == q.Root })
}

// mentionsRoot reports whether a node contains the variable of the assumed error or response.
func (q *query) mentionsRoot(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !found {
			found = q.pkg.Info.Uses[id] == q.Root
		}
		return !found
	})
	return found
}

// NilsAfter returns the values of the tracked error variables after a statement, if e holds before it.
func (ev *Evaluator) NilsAfter(n ast.Node, e *Assumption) FlagValues {
	after := e.Nils.Values
	if len(e.Nils.Vars) == 0 {
		return after
	}
	var lhs, rhs []ast.Expr
	switch n := n.(type) {
	case *ast.AssignStmt:
		lhs, rhs = n.Lhs, n.Rhs
	case *ast.ValueSpec:
		lhs, rhs = index.DeclaredNames(n), n.Values
	}
	q := query{Evaluator: ev, Assumption: e}
	for i, l := range lhs {
		at := slices.Index(e.Nils.Vars, ev.pkg.Object(l))
		switch {
		case at < 0:
		case len(rhs) == 0: // var err error
			after = after.with(at, Yes)
		case q.sets(lhs):
			after = after.with(at, q.errorOfAttempt())
		case len(rhs) == len(lhs):
			after = after.with(at, known(q.valueIsNil(rhs[i], 0)))
		default:
			after = after.with(at, known(q.valueIsNil(rhs[0], i)))
		}
	}
	return after
}

// known returns setUnknown for a value that is not known.
func known(v Truth) Truth {
	if v == Unknown {
		return setUnknown
	}
	return v
}

// isErrorNil reports whether an error variable is nil if the assumption is about a response.
func (q *query) isErrorNil(o types.Object) Truth { return q.isCopyNil(o, index.MaxDepth) }

// isCopyNil is isErrorNil for a variable that may be a copy of another one. Depth bounds how many copies are followed.
func (q *query) isCopyNil(o types.Object, depth int) Truth {
	if at := slices.Index(q.Nils.Vars, o); at >= 0 {
		switch v := q.Nils.Values.at(at); v {
		case Yes, No:
			return v
		case setUnknown:
			return Unknown
		}
	}
	if q.setTogether(o, q.Root) || q.passedTogether(o, q.Root) {
		return q.errorOfAttempt()
	}
	a, ok := q.pkg.OnlyAssignment(o)
	if !ok {
		return Unknown
	}
	switch x := ast.Unparen(a.RHS).(type) {
	case *ast.CallExpr:
		if q.receives(x) || q.Success && q.InBounds {
			return q.valueIsNil(x, a.Index)
		}
	case *ast.Ident: // a copy
		if from := q.pkg.Object(x); from != nil && depth > 0 {
			return q.isCopyNil(from, depth-1)
		}
	}
	return Unknown
}

// errorOfAttempt reports whether the error that was returned together with the assumed response is nil.
func (q *query) errorOfAttempt() Truth { return TruthOf(q.Success || !q.WithError) }

// valueIsNil reports whether an error is nil: the value of an expression, or the result with index i of a call.
func (q *query) valueIsNil(x ast.Expr, i int) Truth {
	x = ast.Unparen(x)
	call, ok := x.(*ast.CallExpr)
	if !ok {
		if q.pkg.IsNil(x) {
			return Yes
		}
		if o, ok := q.pkg.Object(x).(*types.Var); ok && index.IsError(o.Type()) && !index.IsPackageVar(o) {
			return q.isErrorNil(o)
		}
		return nilAnswer(q.errorAnswer(x))
	}
	if rs := q.callResults(call); i < len(rs) && rs[i].Answer != sites.AnswerUnknown {
		return nilAnswer(rs[i].Answer)
	}
	if v := nilAnswer(q.markAnswer(call)); v != Unknown {
		return v
	}
	if q.InBounds && (q.Success || !q.mentionsRoot(call)) {
		return Yes
	}
	return Unknown
}

// nilAnswer reports whether an answer is a nil error.
func nilAnswer(a sites.Answer) Truth {
	switch a {
	case sites.AnswerNil:
		return Yes
	case sites.AnswerError, sites.AnswerRetry, sites.AnswerStop:
		return No
	}
	return Unknown
}

// callResults returns what is known of the results of a call of a function of the package that receives the assumed
// response.
func (q *query) callResults(call *ast.CallExpr) []Result {
	if q.Root == nil || q.bind.IsError(q.Root) || !q.receives(call) || q.progress.depth >= maxDepth {
		return nil
	}
	fn, inner := q.handOver(call)
	key := questionOf(fn, inner)
	if rs, ok := q.callReplies[key]; ok {
		return rs
	}
	q.callReplies[key] = nil // while it is in progress, a recursive call has no known results
	rs := q.Results(fn, nil, inner)
	q.callReplies[key] = rs
	return rs
}

// Received returns the function of the package that a call calls and what is assumed there, if it receives the assumed
// response; otherwise nil.
func (ev *Evaluator) Received(call *ast.CallExpr, e *Assumption) (*index.Function, *Assumption) {
	q := query{Evaluator: ev, Assumption: e}
	if e.Root == nil || ev.bind.IsError(e.Root) || !q.receives(call) {
		return nil, nil
	}
	return q.handOver(call)
}

// handOver returns the function that a call calls, and the assumption about the response that it receives.
func (q *query) handOver(call *ast.CallExpr) (*index.Function, *Assumption) {
	fn := q.pkg.CalledFunction(call)
	inner := Assumption{Code: q.Code, Typing: q.Typing, Succeeded: q.Succeeded, Other: q.Other, InBounds: q.InBounds, WithError: q.WithError}
	q.pass(fn, call, &inner)
	if inner.Root == nil {
		inner.Root = q.Root
	}
	return fn, &inner
}
