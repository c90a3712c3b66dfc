package find

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/retry"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// assumeMatch returns the assumption that the error of a test has the code of its site.
func (f *finder) assumeMatch(t *test) eval.Assumption {
	e := eval.Assumption{Code: eval.Code{Cat: t.site.Catalog, Entry: t.site.Entry, Text: t.site.Written}}
	if t.carrier != nil {
		e.Root, e.Call = t.carrier.Root, t.carrier.Call
	}
	e.InBounds = t.inBounds
	if e.Cat.Kind != catalog.KindString {
		e.IsInt = true
		if e.Entry != nil {
			e.Number = e.Entry.Value
		} else if n, ok := f.bind.CodeExpr(t.site.Expr); ok {
			e.Number = n.Number
		}
	}
	return e
}

// setOutcomes sets the outcome of each tested site, and the retry constructs in which a match leads to another attempt.
// A site with several tests gets the merged outcome.
func (f *finder) setOutcomes() {
	outcomes, results := map[*sites.Site][]sites.Outcome{}, map[testKey]testResult{}
	for i := range f.tests {
		t := &f.tests[i]
		if !t.needsOutcome() {
			continue
		}
		r, known := results[t.key()]
		if known {
			t.site.Retries = append(t.site.Retries, r.retries...)
		} else {
			before := len(t.site.Retries)
			f.pkg.Work.For(t.fn)
			r.outcome = f.outcome(t)
			if f.pkg.Work.Exhausted(t.fn) {
				r.outcome, t.site.Retries = sites.Unknown, t.site.Retries[:before]
			}
			r.retries = t.site.Retries[before:len(t.site.Retries):len(t.site.Retries)]
			r.explained = (r.outcome == sites.Drops || r.outcome == sites.LogsOnly) && f.explains(t)
			results[t.key()] = r
		}
		t.site.Explained = t.site.Explained || r.explained
		if !t.answers || r.outcome != sites.ReturnsValue && !t.isLiteral() {
			outcomes[t.site] = append(outcomes[t.site], r.outcome)
			f.setDecision(t, r.outcome)
		}
	}
	// After the loop above: a call for which a retry is known is not followed again.
	for i := range f.tests {
		f.pkg.Work.For(f.tests[i].fn)
		f.followPollingCallers(&f.tests[i])
	}
	for s, os := range outcomes {
		s.Outcome = flow.Merge(os)
	}
}

// isLiteral reports whether a test is in a function literal. A literal may use a variable of the function around it, whose
// error it does not lose.
func (t *test) isLiteral() bool {
	_, literal := t.fn.Node.(*ast.FuncLit)
	return literal
}

// decision returns the call of the predicate that contains a test; nil if the test is in the function itself, or in a
// literal there.
func (f *finder) decision(t *test) ast.Expr {
	if t.predicate == nil || t.inPlace {
		return nil
	}
	return f.place(t)
}

// setDecision records the call after which an error is lost, if the code is tested in a predicate.
func (f *finder) setDecision(t *test, outcome sites.Outcome) {
	if outcome != sites.Drops && outcome != sites.LogsOnly || t.site.Decision != nil {
		return
	}
	if t.predicate != nil {
		t.site.Decision, t.site.DecidedIn = t.expr, t.fn.Node
	} else if call := f.inlinedIn(t); call != nil {
		t.site.Decision, t.site.DecidedIn = call, t.fn.Node
	}
}

// place returns the expression of a test or, if that is in a function that is inlined, the call of that.
func (f *finder) place(t *test) ast.Expr { return f.pkg.PlaceOfExpr(t.fn, t.expr) }

// inlinedIn returns the call in the function of a test that stands for the declared function which contains it; nil if the
// test is in the function itself, or in a literal there.
func (f *finder) inlinedIn(t *test) ast.Expr {
	if index.Contains(t.fn.Node, t.expr) {
		return nil
	}
	return f.place(t)
}

// A testResult is the outcome and the retry constructs of one test. Tests with the same key share it, because a list may
// contain a code many times.
type testResult struct {
	outcome   sites.Outcome
	retries   []sites.Retry
	explained bool // as in sites.Test
}

// A testKey identifies tests that have the same result.
type testKey struct {
	fn   *index.Function
	expr ast.Expr
	root types.Object
	call *ast.CallExpr
	cat  *catalog.Catalog
	code string
}

// key returns the key of a test.
func (t *test) key() testKey {
	k := testKey{fn: t.fn, expr: t.expr, cat: t.site.Catalog, code: t.site.Written}
	if t.carrier != nil {
		k.root, k.call = t.carrier.Root, t.carrier.Call
	}
	return k
}

// needsOutcome reports whether rules use the outcome of a test: the catalog lists the code and gives advice on it.
func (t *test) needsOutcome() bool {
	return t.site.Entry != nil && !t.site.Indirect && t.site.Written != "" && t.site.OtherType == nil
}

// outcome follows the match of one test to the end of its function, adds the retry constructs to its site, and returns
// the outcome.
func (f *finder) outcome(t *test) sites.Outcome {
	e := f.assumeMatch(t)
	results, loops := f.retry.FollowMatch(t.fn, t.expr, &e)
	if results == nil {
		return sites.Unknown
	}
	if call := f.inlinedIn(t); call != nil && t.predicate == nil {
		f.addRetriesInPlace(t.site, t.fn, call, results, loops)
	} else {
		f.addRetries(t.site, t.fn, f.decision(t), results, loops)
	}
	f.followSteps(t.site, stepTest{t.fn, t.expr, e, results})
	out := f.flow.Outcome(results, t.fn)
	if (out == sites.Drops || out == sites.LogsOnly) && (out == sites.Drops && f.flow.IsFilter(t.fn, e.Root) || f.flow.IsProbe(t.fn, t.expr, &e) || f.mayHideMissing(t) || f.testedWithCancelled(t) || f.isStored(t) || f.flow.ExpectsFailure(t.fn, t.expr, &e)) {
		return sites.ReturnsValue
	}
	return out
}

// isStored reports whether a test is of an error in a field of a value that the function did not get from a call: of an
// element of a list, or of a parameter. The error stays there, for others to see.
func (f *finder) isStored(t *test) bool {
	sel, ok := ast.Unparen(t.carrier.Expr).(*ast.SelectorExpr)
	if !ok || !t.carrier.ByType || t.carrier.Root == nil {
		return false
	}
	if field, ok := f.pkg.Info.Uses[sel.Sel].(*types.Var); !ok || !field.IsField() {
		return false
	}
	return !slices.ContainsFunc(f.pkg.Assignments[t.carrier.Root], func(a index.Assignment) bool {
		_, call := ast.Unparen(a.RHS).(*ast.CallExpr)
		return call
	})
}

// explains reports whether a comment says why nothing more is done about a match.
func (f *finder) explains(t *test) bool {
	e := f.assumeMatch(t)
	return f.remarks.Explains(t.fn, t.expr, f.flow.OnlyMatch(t.fn, t.expr, &e))
}

// mayHideMissing reports whether a refusal is tested in one condition with the HTTP status of a missing resource.
// Servers answer with a refusal to hide whether something exists, so the program treats both in the same way.
func (f *finder) mayHideMissing(t *test) bool {
	return t.site.Catalog.HTTP && slices.ContainsFunc(t.site.Entry.Canonical, isRefusal) && f.sharesBranchWith(t, catalog.Missing)
}

// testedWithCancelled reports whether an exceeded deadline is tested in one condition with a cancelled call. The program
// then asks whether the caller is still waiting.
func (f *finder) testedWithCancelled(t *test) bool {
	return slices.Contains(t.site.Entry.Canonical, "DEADLINE_EXCEEDED") && f.sharesBranchWith(t, catalog.Cancelled)
}

// sharesBranchWith reports whether a match leads to the same branch as the match of a code whose catalog entry has the
// given outcome.
func (f *finder) sharesBranchWith(t *test, outcome catalog.Outcome) bool {
	b, _, ok := t.fn.Locate(t.expr)
	if !ok || len(b.Succs) == 0 {
		return false
	}
	return slices.ContainsFunc(f.tests, func(o test) bool {
		if o.site == t.site || o.fn != t.fn || o.site.Entry == nil || o.site.Entry.Outcome != outcome || !bind.SameError(o.carrier, t.carrier) {
			return false
		}
		at, _, ok := o.fn.Locate(o.expr)
		return ok && len(at.Succs) > 0 && at.Succs[0] == b.Succs[0]
	})
}

// isRefusal reports whether a canonical code says that the caller lacks permission.
func isRefusal(class string) bool { return class == "PERMISSION_DENIED" || class == "UNAUTHENTICATED" }

// addRetries adds to a site the retry constructs in which paths lead to another attempt with nothing done about the
// code.
func (f *finder) addRetries(s *sites.Site, fn *index.Function, decision ast.Expr, results map[flow.PathEnd]bool, loops []retry.Loop) {
	for _, r := range f.retry.Retries(fn, decision, s.Entry, results, loops) {
		if !slices.Contains(s.Retries, r) {
			s.Retries = append(s.Retries, r)
		}
	}
}

// addRetriesInPlace is addRetries for a test in a function that is inlined where call calls it.
func (f *finder) addRetriesInPlace(s *sites.Site, fn *index.Function, call ast.Expr, results map[flow.PathEnd]bool, loops []retry.Loop) {
	for _, r := range f.retry.Retries(fn, nil, s.Entry, results, loops) {
		if r.Decision = call; !slices.Contains(s.Retries, r) {
			s.Retries = append(s.Retries, r)
		}
	}
}
