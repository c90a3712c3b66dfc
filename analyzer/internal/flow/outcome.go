package flow

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/lazyregexp"
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
	returnsError := fn.ErrorResult() >= 0 || f.Callbacks[fn.Node].decidesByError()
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

// returnsOnlyValues reports whether a function has results, and none of them is an error: a predicate, for example.
func (f *Follower) returnsOnlyValues(fn *index.Function) bool {
	return fn.Type.Results.NumFields() > 0 && fn.ErrorResult() < 0 && !f.Callbacks[fn.Node].decidesByError()
}

// filterNames match the names of functions that are meant to drop errors.
var filterNames = lazyregexp.New(`^(?i:ignore|skip|filter|drop|discard|suppress|swallow|tolerate|mask|hide|squash|silence|forgive|except|without|unless)`)

// IsFilter reports whether a function is meant to drop errors: it receives the error in a parameter that it does not set,
// its only result is an error, and its name says so. Its callers have the error, and call the function to drop it.
func (f *Follower) IsFilter(fn *index.Function, root types.Object) bool {
	d, ok := fn.Node.(*ast.FuncDecl)
	if !ok || root == nil || fn.Type.Results.NumFields() != 1 || fn.ErrorResult() != 0 {
		return false
	}
	_, isInterface := root.Type().Underlying().(*types.Interface)
	params := fn.Type.Params
	return isInterface && filterNames.MatchString(d.Name.Name) && params.Pos() <= root.Pos() && root.Pos() < params.End() &&
		len(f.pkg.Assignments[root]) == 1
}

// pingNames match the names of functions that test whether a server answers.
var pingNames = lazyregexp.New(`^(?:[pP]ing|[pP]robe|[iI]sAlive|[aA]live|[hH]ealth|[rR]eachable)|(?:Ping|Probe|Alive|Health|Healthy|HealthCheck|Reachable|Liveness|Readiness)$`)

// IsPing reports whether a function tests whether a server answers, by its name. For such a function, an answer that
// refuses the request is a success.
func IsPing(fn *index.Function) bool {
	d, ok := fn.Node.(*ast.FuncDecl)
	return ok && pingNames.MatchString(d.Name.Name)
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
	case r.End == EndsRetry && r.Effect&effects.Changed != 0:
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
