package flow

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/lazyregexp"
	"github.com/errls/errls/analyzer/sites"
)

func Merge(os []sites.Outcome) sites.Outcome {
	first := os[0]
	for _, o := range os[1:] {
		if o != first {
			return sites.Mixed
		}
	}
	return first
}

// Outcome turns how the paths end into an outcome.
func (f *Follower) Outcome(results map[PathEnd]bool, fn *index.Function) sites.Outcome {
	counts := map[sites.Outcome]bool{}
	if f.noErrorResult(fn) {
		return answered(results)
	}
	returnsError := fn.ErrorResult() >= 0 || f.Callbacks[fn.Node].byError()
	for r := range results {
		counts[ended(r, returnsError)] = true
	}
	if fn.DeferMaySetResult() && (counts[sites.Drops] || counts[sites.LogsOnly]) {
		return sites.Surfaces
	}
	switch {
	case len(counts) == 1:
		for o := range counts {
			return o
		}
	case len(counts) == 2 && counts[sites.Drops] && counts[sites.LogsOnly]:
		return sites.LogsOnly
	}
	return sites.Mixed
}

// noErrorResult reports whether a function has results, and no error among them: a predicate, a label.
func (f *Follower) noErrorResult(fn *index.Function) bool {
	return fn.Type.Results.NumFields() > 0 && fn.ErrorResult() < 0 && !f.Callbacks[fn.Node].byError()
}

// filterNames are names of functions that are there to hold errors back.
var filterNames = lazyregexp.New(`^(?i:ignore|skip|filter|drop|discard|suppress|swallow|tolerate|mask|hide|squash|silence|forgive|except|without|unless)`)

// IsFilter reports whether the function is handed an error, has no other result than one, never puts another into the
// parameter, and says by its name that it holds errors back: its callers have the error, and ask for that.
func (f *Follower) IsFilter(fn *index.Function, root types.Object) bool {
	d, ok := fn.Node.(*ast.FuncDecl)
	if !ok || root == nil || fn.Type.Results.NumFields() != 1 || fn.ErrorResult() != 0 {
		return false
	}
	_, open := root.Type().Underlying().(*types.Interface)
	params := fn.Type.Params
	return open && filterNames.MatchString(d.Name.Name) && params.Pos() <= root.Pos() && root.Pos() < params.End() &&
		len(f.pkg.Assignments[root]) == 1
}

// pingNames are those of functions that ask whether somebody is there: a refusal says yes.
var pingNames = lazyregexp.New(`^(?:[pP]ing|[pP]robe|[iI]sAlive|[aA]live|[hH]ealth|[rR]eachable)|(?:Ping|Probe|Alive|Health|Healthy|HealthCheck|Reachable|Liveness|Readiness)$`)

// IsPing reports whether a function asks whether somebody is there.
func IsPing(fn *index.Function) bool {
	d, ok := fn.Node.(*ast.FuncDecl)
	return ok && pingNames.MatchString(d.Name.Name)
}

// answered is the outcome in a function to which no error is lost: it retries, or it answers.
func answered(results map[PathEnd]bool) sites.Outcome {
	out := sites.Outcome(-1)
	for r := range results {
		o := ended(r, false)
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

func ended(r PathEnd, returnsError bool) sites.Outcome {
	switch {
	case r.Effect&effects.Narrowed != 0:
		return sites.Surfaces
	case r.End == EndsAgain && r.Effect&effects.Changed != 0:
		return sites.Recovers
	case r.End == EndsAgain:
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
