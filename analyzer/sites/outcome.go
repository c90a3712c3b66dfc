package sites

import (
	"go/ast"
	"go/types"
)

func merge(os []Outcome) Outcome {
	first := os[0]
	for _, o := range os[1:] {
		if o != first {
			return Mixed
		}
	}
	return first
}

// summarise turns how the paths end into an outcome.
func (f *finder) summarise(results map[result]bool, fn *function) Outcome {
	counts := map[Outcome]bool{}
	if f.noErrorResult(fn) {
		return answered(results)
	}
	returnsError := fn.errorResult() >= 0 || f.callbacks[fn.node].byError()
	for r := range results {
		counts[ended(r, returnsError)] = true
	}
	if fn.hasDeferredResult() && (counts[Drops] || counts[LogsOnly]) {
		return Surfaces
	}
	switch {
	case len(counts) == 1:
		for o := range counts {
			return o
		}
	case len(counts) == 2 && counts[Drops] && counts[LogsOnly]:
		return LogsOnly
	}
	return Mixed
}

// noErrorResult reports whether a function has results, and no error among them: a predicate, a label.
func (f *finder) noErrorResult(fn *function) bool {
	return fn.typ.Results.NumFields() > 0 && fn.errorResult() < 0 && !f.callbacks[fn.node].byError()
}

// filterNames are names of functions that are there to hold errors back.
var filterNames = compile(`^(?i:ignore|skip|filter|drop|discard|suppress|swallow|tolerate|mask|hide|squash|silence|forgive|except|without|unless)`)

// filters reports whether the function is handed an error, has no other result than one, never puts another into the
// parameter, and says by its name that it holds errors back: its callers have the error, and ask for that.
func (f *finder) filters(fn *function, root types.Object) bool {
	d, ok := fn.node.(*ast.FuncDecl)
	if !ok || root == nil || fn.typ.Results.NumFields() != 1 || fn.errorResult() != 0 {
		return false
	}
	_, open := root.Type().Underlying().(*types.Interface)
	params := fn.typ.Params
	return open && filterNames.MatchString(d.Name.Name) && params.Pos() <= root.Pos() && root.Pos() < params.End() &&
		len(f.assigns[root]) == 1
}

// pingNames are those of functions that ask whether somebody is there: a refusal says yes.
var pingNames = compile(`^(?:[pP]ing|[pP]robe|[iI]sAlive|[aA]live|[hH]ealth|[rR]eachable)|(?:Ping|Probe|Alive|Health|Healthy|HealthCheck|Reachable|Liveness|Readiness)$`)

// pings reports whether a function asks whether somebody is there.
func pings(fn *function) bool {
	d, ok := fn.node.(*ast.FuncDecl)
	return ok && pingNames.MatchString(d.Name.Name)
}

// answered is the outcome in a function to which no error is lost: it retries, or it answers.
func answered(results map[result]bool) Outcome {
	out := Outcome(-1)
	for r := range results {
		o := ended(r, false)
		if o == Drops || o == LogsEnd {
			o = Answers
		}
		if out >= 0 && o != out {
			return Mixed
		}
		out = o
	}
	return out
}

func ended(r result, returnsError bool) Outcome {
	switch {
	case r.effect&narrowed != 0:
		return Surfaces
	case r.end == endsAgain && r.effect&changed != 0:
		return Recovers
	case r.end == endsAgain:
		return Retries
	case r.effect&surfaced != 0 || r.end == endsError || r.end == endsUnknown:
		return Surfaces
	case r.effect&did != 0:
		return Recovers
	case r.end == endsAnswer:
		return Answers
	case r.effect&logged != 0 && (returnsError || r.end == endsNil):
		return LogsOnly
	case r.effect&logged != 0:
		return LogsEnd
	}
	return Drops
}
