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

// envOf assumes that a test's site is matched.
func (f *finder) assumeMatch(t *test) eval.Assumption {
	e := eval.Assumption{Code: eval.Code{Cat: t.site.Catalog, Entry: t.site.Entry, Text: t.site.Written}}
	if t.carrier != nil {
		e.Root, e.Call = t.carrier.Root, t.carrier.Call
	}
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

// judge gives every tested site its outcome, and the retry constructs in which it leads to another attempt.
func (f *finder) setOutcomes() {
	outcomes, verdicts := map[*sites.Site][]sites.Outcome{}, map[testKey]testResult{}
	for i := range f.tests {
		t := &f.tests[i]
		if !t.needsOutcome() {
			continue
		}
		v, known := verdicts[t.key()]
		if known {
			t.site.Retries = append(t.site.Retries, v.retries...)
		} else {
			before := len(t.site.Retries)
			v.outcome = f.outcome(t)
			f.followCallers(t.site, t.fn, f.assumeMatch(t), 3, map[predicateCall]int{})
			v.retries = t.site.Retries[before:len(t.site.Retries):len(t.site.Retries)]
			verdicts[t.key()] = v
		}
		outcomes[t.site] = append(outcomes[t.site], v.outcome)
	}
	for i := range f.tests {
		f.followPollingCallers(&f.tests[i])
	}
	for s, os := range outcomes {
		s.Outcome = flow.Merge(os)
	}
}

// A verdict is what came of one test; a list may hold one code many times.
type testResult struct {
	outcome sites.Outcome
	retries []sites.Retry
}

type testKey struct {
	fn   *index.Function
	expr ast.Expr
	root types.Object
	call *ast.CallExpr
	cat  *catalog.Catalog
	code string
}

func (t *test) key() testKey {
	k := testKey{fn: t.fn, expr: t.expr, cat: t.site.Catalog, code: t.site.Written}
	if t.carrier != nil {
		k.root, k.call = t.carrier.Root, t.carrier.Call
	}
	return k
}

// judged reports whether a test is one whose outcome somebody may ask for: its code is listed, and the catalog is
// a guide.
func (t *test) needsOutcome() bool {
	return t.site.Entry != nil && !t.site.Indirect && t.site.Written != ""
}

// outcome follows the match of one test to the end of its function.
func (f *finder) outcome(t *test) sites.Outcome {
	e := f.assumeMatch(t)
	results, loops := f.retry.FollowMatch(t.fn, t.expr, &e)
	if results == nil {
		return sites.Unknown
	}
	f.addRetries(t.site, t.fn, nil, results, loops)
	out := f.flow.Outcome(results, t.fn)
	if (out == sites.Drops || out == sites.LogsOnly) && (f.flow.IsFilter(t.fn, e.Root) || flow.IsPing(t.fn) || f.mayHideMissing(t) || f.testedWithCancelled(t)) {
		return sites.ReturnsValue
	}
	return out
}

// hides reports whether an HTTP status is tested in one condition with that of a thing that is not there: servers
// refuse to say what they hold, and the program takes a refusal for that.
func (f *finder) mayHideMissing(t *test) bool {
	return t.site.Catalog.HTTP && slices.ContainsFunc(t.site.Entry.Canonical, isRefusal) && f.sharesBranchWith(t, catalog.Missing)
}

// gone reports whether a call whose time is over is tested in one condition with a cancelled one: the caller has gone
// away, and the program asks for that.
func (f *finder) testedWithCancelled(t *test) bool {
	return slices.Contains(t.site.Entry.Canonical, "DEADLINE_EXCEEDED") && f.sharesBranchWith(t, catalog.Cancelled)
}

// beside reports whether a code with an outcome is tested in one condition with a test's: it leads to the same branch.
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

// isRefusal reports whether a canonical class says that the caller may not.
func isRefusal(class string) bool { return class == "PERMISSION_DENIED" || class == "UNAUTHENTICATED" }

// noteAgain adds the retry constructs in which paths come round to another attempt with nothing done about the
// code.
func (f *finder) addRetries(s *sites.Site, fn *index.Function, decision ast.Expr, results map[flow.PathEnd]bool, loops []retry.Loop) {
	s.Retries = append(s.Retries, f.retry.Retries(fn, decision, results, loops)...)
}
