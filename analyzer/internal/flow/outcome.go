package flow

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// Merge returns the outcome of a site with several tests: the one that all of them have, or Mixed.
func Merge(os []sites.Outcome) sites.Outcome {
	first := os[0]
	for _, o := range os[1:] {
		if o != first {
			return sites.Mixed
		}
	}
	return first
}

// Outcome returns the outcome of a site in a function in which the paths from the match end as results say.
func (f *Follower) Outcome(results map[PathEnd]bool, fn *index.Function) sites.Outcome {
	if f.returnsOnlyValues(fn) {
		return valueOutcome(results)
	}
	outcomes := map[sites.Outcome]bool{}
	returnsError := f.FailureResult(fn) >= 0 || f.Callbacks[fn.Node].decidesByError()
	for r := range results {
		outcomes[pathOutcome(r, returnsError)] = true
	}
	if fn.DeferMaySetResult() && (outcomes[sites.Drops] || outcomes[sites.LogsOnly]) {
		return sites.Surfaces
	}
	switch {
	case len(outcomes) == 1:
		for o := range outcomes {
			return o
		}
	case len(outcomes) == 2 && outcomes[sites.Drops] && outcomes[sites.LogsOnly]:
		return sites.LogsOnly
	}
	return sites.Mixed
}

// WithoutLater returns the results without the paths on which an error of a later call is returned; all of them if there
// are no others.
func WithoutLater(results map[PathEnd]bool) map[PathEnd]bool {
	rest := map[PathEnd]bool{}
	for r := range results {
		if r.Effect&effects.Later == 0 {
			rest[r] = true
		}
	}
	if len(rest) == 0 {
		return results
	}
	return rest
}

// returnsOnlyValues reports whether a function has results, and none of them is an error: a predicate, for example.
func (f *Follower) returnsOnlyValues(fn *index.Function) bool {
	return fn.Type.Results.NumFields() > 0 && f.FailureResult(fn) < 0 && !f.Callbacks[fn.Node].decidesByError()
}

// IsFilter reports whether a function only converts an error that its caller has: it receives the error in a parameter that
// it does not set, and its only result is an error.
func (f *Follower) IsFilter(fn *index.Function, root types.Object) bool {
	if root == nil || fn.Type.Results.NumFields() != 1 || f.FailureResult(fn) != 0 {
		return false
	}
	_, isInterface := root.Type().Underlying().(*types.Interface)
	return isInterface && fn.IsParam(root) && len(f.pkg.Assignments[root]) == 1
}

// IsProbe reports whether a function tests whether a server answers: it makes one call, without any request, and uses nothing
// of what the call returns except the error. For such a function, an answer that refuses the request is a success.
func (f *Follower) IsProbe(fn *index.Function, expr ast.Expr, e *eval.Assumption) bool {
	b, i, ok := fn.Locate(expr)
	if !ok || fn.Type.Results.NumFields() != 1 || f.FailureResult(fn) != 0 {
		return false
	}
	calls := f.CallsReaching(fn, b, i, e)
	return len(calls) == 1 && (f.sendsNothing(calls[0]) && f.returnsOnlyError(calls[0], e) || f.onlyFetches(fn, calls[0]))
}

// sendsNothing reports whether the arguments of a call are only contexts and options.
func (f *Follower) sendsNothing(call *ast.CallExpr) bool {
	_, method := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	for _, arg := range call.Args {
		if t := f.pkg.Info.TypeOf(arg); t == nil || !index.IsContext(t) {
			return false
		}
	}
	return method && len(call.Args) > 0
}

// returnsOnlyError reports whether nothing but the error of a call is used.
func (f *Follower) returnsOnlyError(call *ast.CallExpr, e *eval.Assumption) bool {
	for _, a := range f.pkg.Assignments[e.Root] {
		if a.RHS == nil || ast.Unparen(a.RHS) != call {
			continue
		}
		for _, l := range a.LHS {
			if o := f.pkg.Object(l); o != nil && o != e.Root {
				return false
			}
		}
	}
	return e.Root != nil
}

// onlyFetches reports whether a call is http.Get or http.Head, and the function does nothing with the response except to
// read its status and to close it.
func (f *Follower) onlyFetches(fn *index.Function, call *ast.CallExpr) bool {
	if !f.pkg.IsCallTo(call, "net/http", "Get") && !f.pkg.IsCallTo(call, "net/http", "Head") {
		return false
	}
	reads := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && c != call && f.effects.Releases(c) {
			return false
		}
		sel, ok := n.(*ast.SelectorExpr)
		if ok && (sel.Sel.Name == "Body" || sel.Sel.Name == "Header") {
			if v, ok := f.pkg.Info.Uses[sel.Sel].(*types.Var); ok && v.Pkg() != nil && v.Pkg().Path() == "net/http" {
				reads = true
			}
		}
		return !reads
	})
	return !reads
}

// valueOutcome returns the outcome in a function that returns only values. It cannot lose an error: it retries, or it
// returns a value.
func valueOutcome(results map[PathEnd]bool) sites.Outcome {
	out := sites.Outcome(-1)
	for r := range results {
		o := pathOutcome(r, false)
		if o == sites.Drops || o == sites.LogsNoResult {
			o = sites.ReturnsValue
		}
		if out >= 0 && o != out {
			return sites.Mixed
		}
		out = o
	}
	return out
}

// pathOutcome returns the outcome on one path.
func pathOutcome(r PathEnd, returnsError bool) sites.Outcome {
	switch {
	case r.Effect&effects.Narrowed != 0:
		return sites.Surfaces
	case r.End == EndsRetry && r.Effect&effects.Recovered != 0:
		return sites.Recovers
	case r.End == EndsRetry:
		return sites.Retries
	case r.Effect&effects.Surfaced != 0 || r.End == EndsError || r.End == EndsUnknown:
		return sites.Surfaces
	case r.Effect&effects.Acted != 0:
		return sites.Recovers
	case r.End == EndsAnswer:
		return sites.ReturnsValue
	case r.Effect&effects.Logged != 0 && (returnsError || r.End == EndsNil):
		return sites.LogsOnly
	case r.Effect&effects.Logged != 0:
		return sites.LogsNoResult
	}
	return sites.Drops
}
