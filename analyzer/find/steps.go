package find

import (
	"go/ast"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/retry"
	"github.com/errls/errls/analyzer/sites"
)

// A stepTest is a test in a function that makes the attempt itself, as in again, err := once().
type stepTest struct {
	fn      *index.Function
	expr    ast.Expr // the test, or the call of the predicate that contains it
	assumed eval.Assumption
	results map[flow.PathEnd]bool // how the paths from the match end
}

// followSteps follows a test to the callers of its function whose behavior depends on it: the function makes an attempt,
// and returns whether to make another one. It adds the retry constructs in the callers to site s.
func (f *finder) followSteps(s *sites.Site, t stepTest) {
	callers := f.pkg.Callers(t.fn)
	if len(callers) == 0 || t.fn.Type.Results.NumFields() == 0 || recovers(t.results) {
		return
	}
	b, i, ok := t.fn.Locate(t.expr)
	if !ok {
		return
	}
	attempts := f.flow.CallsReaching(t.fn, b, i, &t.assumed)
	if len(attempts) == 0 {
		return
	}
	step, bounded := f.stepOf(t, attempts)
	if step == nil {
		return
	}
	for n, c := range callers {
		if c.Func == nil || c.Func == t.fn || n == maxPredicateCalls || !f.retry.MayRepeat(c.Func, c.Call) {
			continue
		}
		inner := f.assumeStep(t, c, *step)
		inner.InBounds = bounded
		results, loops := f.retry.FollowMatch(c.Func, c.Call, &inner)
		if len(loops) > 0 {
			f.addRetries(s, c.Func, c.Call, results, loops)
		}
	}
}

// recovers reports whether a path does something about the error.
func recovers(results map[flow.PathEnd]bool) bool {
	for r := range results {
		if r.Effect&(effects.Recovered|effects.Narrowed) != 0 {
			return true
		}
	}
	return false
}

// stepOf returns the results of a function that makes an attempt, without its call. It returns nil if they do not depend on
// the code. Bounded means that the results are those before the attempts have reached a limit.
func (f *finder) stepOf(t stepTest, attempts []*ast.CallExpr) (step *eval.Step, bounded bool) {
	for _, bounded := range []bool{false, true} {
		match := t.assumed
		match.InBounds = bounded
		other := match.WithOtherCode()
		results := func(e *eval.Assumption) []eval.Result { return f.eval.Results(t.fn, attempts, e) }
		s := &eval.Step{OnMatch: results(&match), OnSuccess: retry.SuccessResults(&match, results)}
		if len(s.OnMatch) > 0 && len(s.OnSuccess) > 0 && decidesResult(s.OnMatch, results(&other)) {
			return s, bounded
		}
	}
	return nil, false
}

// decidesResult reports whether a result that is known for the code is known to differ for other codes.
func decidesResult(match, other []eval.Result) bool {
	unknown := eval.Result{}
	for i := range other {
		if i < len(match) && match[i] != unknown && other[i] != unknown && match[i] != other[i] {
			return true
		}
	}
	return false
}

// assumeStep returns the assumption for a call of a function that makes an attempt: the variable that gets its error, if it
// returns one, holds the error of the attempt.
func (f *finder) assumeStep(t stepTest, c index.CallSite, step eval.Step) eval.Assumption {
	step.Call = c.Call
	inner := t.assumed
	inner.Root, inner.Call, inner.Step = nil, c.Call, &step
	at := t.fn.ErrorResult()
	if at < 0 || at >= len(step.OnMatch) || step.OnMatch[at].Answer != sites.AnswerError {
		return inner
	}
	b, i, ok := c.Func.Locate(c.Call)
	if !ok {
		return inner
	}
	if lhs := assigned(b.Nodes[i], c.Call); at < len(lhs) {
		if o := f.pkg.Object(lhs[at]); o != nil {
			inner.Root, inner.Call = o, nil
		}
	}
	return inner
}

// assigned returns what a statement assigns the results of a call to.
func assigned(n ast.Node, call *ast.CallExpr) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if len(n.Rhs) == 1 && ast.Unparen(n.Rhs[0]) == call {
			return n.Lhs
		}
	case *ast.ValueSpec:
		if len(n.Values) == 1 && ast.Unparen(n.Values[0]) == call {
			return index.DeclaredNames(n)
		}
	}
	return nil
}
