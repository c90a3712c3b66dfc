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
func (d *Detector) FollowMatch(fn *index.Function, expr ast.Expr, e *eval.Assumption) (map[flow.PathEnd]bool, []Loop) {
	if d.flow.Exhausted(fn) {
		return nil, nil
	}
	results, loops := d.followMatch(fn, expr, e)
	if d.flow.Exhausted(fn) {
		return nil, nil
	}
	return results, loops
}

func (d *Detector) followMatch(fn *index.Function, expr ast.Expr, e *eval.Assumption) (map[flow.PathEnd]bool, []Loop) {
	b, i, ok := fn.Locate(expr)
	if !ok {
		return nil, nil
	}
	w := d.flow.NewWalker(fn, e)
	if c, ok := d.flow.Callbacks[fn.Node]; ok {
		w.Callback = &c
	}
	w.Attempts = d.flow.CallsReaching(fn, b, i, e)
	l := &loopAnalysis{d, w}
	loops := l.classifyLoops(expr)
	w.Inputs = d.flow.Inputs(w.Attempts)
	w.Scope = w.ScopeOf(expr)
	if !w.Match(b, i, expr) {
		return nil, nil
	}
	if again, _ := retriesUnchanged(w.Results); again && len(loops) > 0 {
		l.describe(&loops[0])
	}
	return w.Results, append(loops, l.pollingLoops(b, i, expr)...)
}

// Constructs returns the retry constructs in which paths come round to another attempt with nothing done about the code.
func (d *Detector) Retries(fn *index.Function, decision ast.Expr, results map[flow.PathEnd]bool, loops []Loop) []sites.Retry {
	comes, didWait := retriesUnchanged(results)
	if c, ok := d.flow.Callbacks[fn.Node]; ok && comes {
		// What ends a library's attempts stands in its options too, which are not read: something may.
		return []sites.Retry{{Construct: fn.Node, Decision: decision, Library: c.Lib, Waited: c.Rule.Waits || didWait, Bounded: true, InHelper: decision != nil || c.Rule.By == "bool"}}
	}
	for i := range loops {
		l := &loops[i]
		comes, didWait := comes, didWait
		if l.pollEnds != nil {
			comes, didWait = retriesUnchanged(l.pollEnds)
		}
		if comes {
			return []sites.Retry{{
				Construct: l.Stmt, Decision: decision, InHelper: decision != nil, Polling: l.pollEnds != nil,
				Waited: didWait || l.attemptWaits, Bounded: l.bounded, FixedWait: l.fixedWait,
			}}
		}
	}
	return nil
}

// comesRound reports whether paths come round to another attempt with nothing done about the code, and whether all of
// those wait.
func retriesUnchanged(results map[flow.PathEnd]bool) (comes, waits bool) {
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
func (d *Detector) OutcomeWithoutMatch(fn *index.Function, first ast.Expr, e *eval.Assumption, region ast.Node) sites.Outcome {
	b, i, ok := fn.Locate(first)
	if !ok || d.flow.Exhausted(fn) {
		return sites.Unknown
	}
	w := d.flow.NewWalker(fn, e)
	if c, ok := d.flow.Callbacks[fn.Node]; ok {
		w.Callback = &c
	}
	w.Attempts = d.flow.CallsReaching(fn, b, i, e)
	(&loopAnalysis{d, w}).classifyLoops(first)
	w.Inputs, w.Scope, w.Start, w.Region = d.flow.Inputs(w.Attempts), w.ScopeOf(first), b.Nodes[i], region
	w.Follow(b, i, flow.State{Effect: w.EffectsBefore(b, i), Flags: w.FlagsAt(b, i-1)})
	if d.flow.Exhausted(fn) {
		return sites.Unknown
	}
	out := d.flow.Outcome(w.Results, fn)
	switch {
	case out != sites.Drops && out != sites.LogsOnly:
		return out
	case d.flow.IsFilter(fn, e.Root):
		return sites.ReturnsValue
	case slices.ContainsFunc(w.Attempts, d.takesErrorArg), out == sites.LogsOnly && len(w.Attempts) == 0:
		// The error was taken out of another one, which may go on; or it was handed over, to be logged.
		return sites.Surfaces
	}
	return out
}

// takesError reports whether a call is handed an error.
func (d *Detector) takesErrorArg(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		t := d.pkg.Info.TypeOf(arg)
		return t != nil && index.IsError(t)
	})
}
