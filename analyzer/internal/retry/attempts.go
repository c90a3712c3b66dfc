package retry

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// FollowMatch follows the paths that begin where the test expr matches, under assumption e. It returns how they end, and
// the loops around the test in which they may lead to another attempt. Both are nil if the test is not understood or the
// function has too many paths.
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

// followMatch is FollowMatch without the limit on paths.
func (d *Detector) followMatch(fn *index.Function, expr ast.Expr, e *eval.Assumption) (map[flow.PathEnd]bool, []Loop) {
	la, b, i, loops := d.analyze(fn, expr, e)
	if la == nil {
		return nil, nil
	}
	w := la.walk
	w.Inputs = d.flow.Inputs(w.Attempts)
	w.Scope = w.ScopeOf(d.pkg.PlaceOfExpr(fn, expr))
	switch cond := index.BranchCondition(b); {
	case e.Step != nil && (cond == nil || i != len(b.Nodes)-1):
		w.RunAfter(b, i)
	case !w.Match(b, i, expr):
		return nil, nil
	}
	if retries, _ := retriesUnchanged(w.Results, e.Entry); retries && len(loops) > 0 {
		la.describe(&loops[0])
	}
	return w.Results, append(loops, la.pollingLoops(b, i, expr)...)
}

// Retries returns the retry construct in which paths lead to another attempt of the same call with nothing done about
// the code, which entry describes, as a list of at most one. Results and loops are those of FollowMatch for a test in fn. Decision is
// the call of the predicate that contains the test, or nil if the test is in fn itself.
func (d *Detector) Retries(fn *index.Function, decision ast.Expr, entry *catalog.Code, results map[flow.PathEnd]bool, loops []Loop) []sites.Retry {
	retries, waits := retriesUnchanged(results, entry)
	if c, ok := d.flow.Callbacks[fn.Node]; ok && retries {
		return []sites.Retry{{
			Construct: fn.Node, Decision: decision, InHelper: decision != nil || c.Rule.By == "bool", Library: c.Lib,
			Waited: c.Rule.Waits || waits, Optional: isOptional(results, entry),
			Bounded: true, Limited: true, // the options of the library, which are not read, may bound the attempts
			AttemptActs: d.makesSeveralChanges(fn),
		}}
	}
	for i := range loops {
		l := &loops[i]
		retries, waits, optional := retries, waits, isOptional(results, entry)
		if l.pollEnds != nil {
			retries, waits = retriesUnchanged(l.pollEnds, entry)
		}
		if retries {
			return []sites.Retry{{
				Construct: l.Construct(), Decision: decision, InHelper: decision != nil, Polling: l.pollEnds != nil,
				Optional: optional, Waited: waits || l.attemptWaits, Bounded: l.bounded, Limited: l.limited, InTx: d.isInTx(l.attempt),
				FixedWait: l.fixedWait, AttemptActs: l.attemptActs,
			}}
		}
	}
	return nil
}

// reactions returns the effects of a path to another attempt that do something about a code. A request that is built again
// does not help if the code asks for a wait: the request was right.
func reactions(entry *catalog.Code) effects.Effect {
	if entry != nil && entry.AsksForWait() {
		return effects.Changed | effects.Narrowed
	}
	return effects.Recovered | effects.Narrowed
}

// retriesUnchanged reports whether a path leads to another attempt with nothing done about the code, and whether all
// paths that do so wait.
func retriesUnchanged(results map[flow.PathEnd]bool, entry *catalog.Code) (retries, waits bool) {
	waits = true
	for r := range results {
		if r.End == flow.EndsRetry && r.Effect&reactions(entry) == 0 {
			retries = true
			waits = waits && r.Effect&effects.Waited != 0
		}
	}
	return retries, retries && waits
}

// isOptional reports whether an option of the program decides whether another attempt follows: if it has the other value,
// the same match ends the attempts.
func isOptional(results map[flow.PathEnd]bool, entry *catalog.Code) bool {
	ends := false
	for r := range results {
		chosen := r.Effect&effects.Chosen != 0
		switch {
		case r.End == flow.EndsRetry && r.Effect&reactions(entry) == 0 && !chosen:
			return false
		case r.End != flow.EndsRetry && chosen && r.Effect&effects.NextAttempt == 0:
			ends = true
		}
	}
	return ends
}

// OutcomeWithoutMatch follows the paths of an error that matches no test of function fn, from the first of the tests on,
// and returns the outcome. Region is the part of the function in which something may be done about the error. If the error
// is unused after that, paths on which a later call fails do not count, unless only a failure leads to that call.
func (d *Detector) OutcomeWithoutMatch(fn *index.Function, first ast.Expr, e *eval.Assumption, region ast.Node, unused bool) sites.Outcome {
	w, b := d.followWithoutMatch(fn, first, e, region)
	if w == nil {
		return sites.Unknown
	}
	results := w.Results
	if unused && w.ContinuesAfterSuccess() {
		results = flow.WithoutLater(results)
	}
	out := d.flow.Outcome(results, fn)
	if out == sites.ReturnsValue && unused && w.AnswersSuccess() {
		out = sites.Drops
	}
	switch {
	case out != sites.Drops && out != sites.LogsOnly:
		return out
	case d.flow.IsFilter(fn, e.Root), !w.ReachedWithoutMatch(b):
		return sites.ReturnsValue
	case slices.ContainsFunc(w.Attempts, d.takesErrorArg), out == sites.LogsOnly && len(w.Attempts) == 0:
		// The error was taken from another one that may still be returned, or it is a parameter and was logged.
		return sites.Surfaces
	}
	return out
}

// AnswersDifferently reports whether the paths that OutcomeWithoutMatch follows return values, and a success does not
// return them in the same place.
func (d *Detector) AnswersDifferently(fn *index.Function, first ast.Expr, e *eval.Assumption, region ast.Node) bool {
	w, _ := d.followWithoutMatch(fn, first, e, region)
	return w != nil && w.AnswersFailure()
}

// followWithoutMatch returns a walker that has followed the paths of OutcomeWithoutMatch, and the block of the first test. The
// walker is nil if the paths are not known.
func (d *Detector) followWithoutMatch(fn *index.Function, first ast.Expr, e *eval.Assumption, region ast.Node) (*flow.Walker, *cfg.Block) {
	la, b, i, _ := d.analyze(fn, first, e)
	if la == nil {
		return nil, nil
	}
	w := la.walk
	w.Inputs, w.Scope, w.Start, w.Region = d.flow.Inputs(w.Attempts), w.ScopeOf(d.pkg.PlaceOfExpr(fn, first)), b.Nodes[i], region
	w.Follow(b, i, flow.State{Effect: w.EffectsBefore(b, i), Flags: w.FlagsAt(b, i-1), Values: w.Func.ValuesAt(b, i-1)})
	if d.flow.Exhausted(fn) {
		return nil, nil
	}
	return w, b
}

// takesErrorArg reports whether an argument of a call is an error.
func (d *Detector) takesErrorArg(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		t := d.pkg.Info.TypeOf(arg)
		return t != nil && index.IsError(t)
	})
}
