package retry

import (
	"go/ast"
	"slices"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// Follow starts at the match of a test and returns how the paths end; nil where the test is not understood, or the
// paths are too many.
func (j *Judge) Follow(fn *index.Function, expr ast.Expr, e *eval.Assumption) (map[flow.PathEnd]bool, []Loop) {
	if j.flow.Exhausted(fn) {
		return nil, nil
	}
	results, loops := j.paths(fn, expr, e)
	if j.flow.Exhausted(fn) {
		return nil, nil
	}
	return results, loops
}

func (j *Judge) paths(fn *index.Function, expr ast.Expr, e *eval.Assumption) (map[flow.PathEnd]bool, []Loop) {
	b, i, ok := fn.Locate(expr)
	if !ok {
		return nil, nil
	}
	w := j.flow.NewWalker(fn, e)
	if c, ok := j.flow.Callbacks[fn.Node]; ok {
		w.Callback = &c
	}
	w.Attempts = j.flow.CallsReaching(fn, b, i, e)
	l := &loopJudge{j, w}
	loops := l.loops(expr)
	w.Inputs = j.flow.Inputs(w.Attempts)
	w.Scope = w.ScopeOf(expr)
	if !w.Match(b, i, expr) {
		return nil, nil
	}
	if again, _ := comesRound(w.Results); again && len(loops) > 0 {
		l.judgeLoop(&loops[0])
	}
	return w.Results, append(loops, l.polls(b, i, expr)...)
}

// Constructs returns the retry constructs in which paths come round to another attempt with nothing done about the code.
func (j *Judge) Constructs(fn *index.Function, decision ast.Expr, results map[flow.PathEnd]bool, loops []Loop) []sites.Retry {
	comes, didWait := comesRound(results)
	if c, ok := j.flow.Callbacks[fn.Node]; ok && comes {
		// What ends a library's attempts stands in its options too, which are not read: something may.
		return []sites.Retry{{Construct: fn.Node, Decision: decision, Library: c.Lib, Waited: c.Rule.Waits || didWait, Bounded: true, InHelper: decision != nil || c.Rule.By == "bool"}}
	}
	for i := range loops {
		l := &loops[i]
		comes, didWait := comes, didWait
		if l.polling != nil {
			comes, didWait = comesRound(l.polling)
		}
		if comes {
			return []sites.Retry{{
				Construct: l.Stmt, Decision: decision, InHelper: decision != nil, Polling: l.polling != nil,
				Waited: didWait || l.waited, Bounded: l.bounded, FixedWait: l.fixed,
			}}
		}
	}
	return nil
}

// comesRound reports whether paths come round to another attempt with nothing done about the code, and whether all of
// those wait.
func comesRound(results map[flow.PathEnd]bool) (comes, waits bool) {
	waits = true
	for r := range results {
		if r.End == flow.EndsRetry && r.Effect&(effects.Changed|effects.Narrowed) == 0 {
			comes = true
			waits = waits && r.Effect&effects.Waited != 0
		}
	}
	return comes, comes && waits
}

// Unmatched follows the paths of an error that no test of a function matches, from the first of the tests on, and returns
// the outcome. Region is where something may be done about the error.
func (j *Judge) Unmatched(fn *index.Function, first ast.Expr, e *eval.Assumption, region ast.Node) sites.Outcome {
	b, i, ok := fn.Locate(first)
	if !ok || j.flow.Exhausted(fn) {
		return sites.Unknown
	}
	w := j.flow.NewWalker(fn, e)
	if c, ok := j.flow.Callbacks[fn.Node]; ok {
		w.Callback = &c
	}
	w.Attempts = j.flow.CallsReaching(fn, b, i, e)
	(&loopJudge{j, w}).loops(first)
	w.Inputs, w.Scope, w.Start, w.Region = j.flow.Inputs(w.Attempts), w.ScopeOf(first), b.Nodes[i], region
	w.Follow(b, i, flow.State{Effect: w.EffectsBefore(b, i), Flags: w.FlagsAt(b, i-1)})
	if j.flow.Exhausted(fn) {
		return sites.Unknown
	}
	out := j.flow.Outcome(w.Results, fn)
	switch {
	case out != sites.Drops && out != sites.LogsOnly:
		return out
	case j.flow.IsFilter(fn, e.Root):
		return sites.ReturnsValue
	case slices.ContainsFunc(w.Attempts, j.takesError), out == sites.LogsOnly && len(w.Attempts) == 0:
		// The error was taken out of another one, which may go on; or it was handed over, to be logged.
		return sites.Surfaces
	}
	return out
}

// takesError reports whether a call is handed an error.
func (j *Judge) takesError(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		t := j.pkg.Info.TypeOf(arg)
		return t != nil && index.IsError(t)
	})
}
