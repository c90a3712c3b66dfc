package find

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/retry"
	"github.com/errls/errls/analyzer/sites"
)

// maxPredicateCalls is the maximum number of calls to which the tests of one site are followed.
const maxPredicateCalls = 256

// A predicateCall is the call of a function whose result depends on a test, and the parameter that the test examines.
// Each is followed once, even if several functions lead to it.
type predicateCall struct {
	call  *ast.CallExpr
	param types.Object
}

// followCallers follows a test in function fn to the callers whose behavior depends on it: fn is a predicate, or tells a
// retry library whether to try again. It adds the retry constructs in the callers to site s. Levels limits how many
// calls up it goes; seen contains the levels with which each call was followed before.
func (f *finder) followCallers(s *sites.Site, fn *index.Function, e eval.Assumption, levels int, seen map[predicateCall]int) {
	d, ok := fn.Node.(*ast.FuncDecl)
	if !ok || levels == 0 || e.Root == nil {
		return
	}
	for _, c := range f.pkg.Calls[f.pkg.Info.Defs[d.Name]] {
		if c.Func == nil || len(seen) >= maxPredicateCalls {
			continue
		}
		for _, p := range fn.Arguments(c.Call) {
			at := predicateCall{c.Call, p.Param}
			before, met := seen[at]
			if p.Param != e.Root || before >= levels {
				continue
			}
			seen[at] = levels
			inner := e
			inner.Root, inner.Call = f.bind.RootOf(p.Arg)
			if !f.decides(c.Call, &inner) {
				continue
			}
			if !met {
				results, loops := f.retry.FollowMatch(c.Func, c.Call, &inner)
				f.addRetries(s, c.Func, c.Call, results, loops)
				f.followSteps(s, stepTest{c.Func, c.Call, inner, results})
			}
			f.followCallers(s, c.Func, inner, levels-1, seen)
		}
	}
}

// decides reports whether a call of a predicate decides something under an assumption. A predicate may also ask whether the
// attempts have reached a limit: what it returns before that is a decision, too, and e then assumes so.
func (f *finder) decides(call *ast.CallExpr, e *eval.Assumption) bool {
	if eval.IsDecision(f.eval.CallAnswer(call, e)) {
		return true
	}
	e.InBounds = true
	return eval.IsDecision(f.eval.CallAnswer(call, e))
}

// followPollingCallers follows a test in a predicate to the loops in its callers that poll. Unlike followCallers it also
// follows the tests of an HTTP status: a loop that polls often waits for something that does not exist yet.
func (f *finder) followPollingCallers(t *test) {
	d, ok := t.fn.Node.(*ast.FuncDecl)
	e := f.assumeMatch(t)
	if !ok || e.Root == nil || t.site.Entry == nil {
		return
	}
	followed := 0
	for _, c := range f.pkg.Calls[f.pkg.Info.Defs[d.Name]] {
		if c.Func == nil || c.Func == t.fn || !retry.InLoop(c.Func, c.Call) || retry.HasDecision(t.site, c.Call) {
			continue
		}
		for _, p := range t.fn.Arguments(c.Call) {
			inner := e
			inner.Root, inner.Call = f.bind.RootOf(p.Arg)
			if p.Param != e.Root || followed == maxPredicateCalls || !eval.IsDecision(f.eval.CallAnswer(c.Call, &inner)) {
				continue
			}
			followed++
			_, loops := f.retry.FollowMatch(c.Func, c.Call, &inner)
			f.addRetries(t.site, c.Func, c.Call, nil, loops)
		}
	}
}
