package find

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/retry"
	"github.com/errls/errls/analyzer/sites"
)

const (
	// maxPredicateCalls is the maximum number of calls to which the tests of one site are followed.
	maxPredicateCalls = 256

	// maxPredicateLevels is the maximum number of calls from a test up to the function whose behavior depends on it.
	maxPredicateLevels = 3
)

// A predicateCall is the call of a function whose result depends on a test of a site, and the variable that the test
// examines. Each is followed once, even if several functions lead to it.
type predicateCall struct {
	site *sites.Site
	call *ast.CallExpr
	root types.Object
}

// A callerFinder finds the calls of the functions whose result depends on a test: predicates, and functions that tell a
// retry library whether to try again. For the callers, such a call is a test of the same code.
type callerFinder struct {
	*finder
	seen  map[predicateCall]bool
	count map[*sites.Site]int // number of calls followed
}

// addCallerTests adds a test for each call of a function whose result depends on a test.
func (f *finder) addCallerTests() {
	c := callerFinder{f, map[predicateCall]bool{}, map[*sites.Site]int{}}
	for i := range len(f.tests) {
		if t := f.tests[i]; t.site.Entry != nil && t.site.Written != "" {
			answers := c.follow(t, maxPredicateLevels) // before f.tests is indexed, since it adds to it
			f.tests[i].answers = answers
		}
	}
}

// follow adds the tests that the calls of t's function are, and reports whether there are any. Levels limits how many calls
// up it goes.
func (c *callerFinder) follow(t test, levels int) (followed bool) {
	e := c.assumeMatch(&t)
	if levels == 0 || e.Root == nil {
		return false
	}
	for _, call := range c.pkg.Callers(t.fn) {
		if call.Func == nil || call.Func == t.fn || c.count[t.site] >= maxPredicateCalls {
			continue
		}
		for _, arg := range passed(t.fn, call.Call, e.Root) {
			if c.followCall(t, e, call, arg, levels) {
				followed = true
			}
		}
	}
	return followed
}

// followCall adds the test that one call is, whose argument arg is what t tests; arg is nil if the function is a literal
// that uses the variable itself.
func (c *callerFinder) followCall(t test, e eval.Assumption, call index.CallSite, arg ast.Expr, levels int) bool {
	carrier := &bind.Carrier{Expr: t.carrier.Expr, Ties: t.carrier.Ties, Root: e.Root}
	if arg != nil {
		carrier.Expr = arg
		carrier.Root, carrier.Call = c.bind.RootOf(arg)
	}
	inner := e
	inner.Root, inner.Call = carrier.Root, carrier.Call
	at := predicateCall{t.site, call.Call, carrier.Root}
	if c.seen[at] || !c.decides(call.Call, &inner) {
		return c.seen[at]
	}
	c.seen[at] = true
	c.count[t.site]++
	_, literal := t.fn.Node.(*ast.FuncLit)
	outer := test{site: t.site, fn: call.Func, expr: call.Call, carrier: carrier, inBounds: inner.InBounds, predicate: t.fn, inPlace: literal && t.predicate == nil || literal && t.inPlace}
	outer.answers = c.follow(outer, levels-1)
	c.tests = append(c.tests, outer)
	return true
}

// passed returns the arguments of a call for parameter root of fn. If fn is a literal and root is a variable outside it,
// the only element is nil.
func passed(fn *index.Function, call *ast.CallExpr, root types.Object) []ast.Expr {
	if fn.Captures(root) {
		return []ast.Expr{nil}
	}
	var args []ast.Expr
	for _, p := range fn.Arguments(call) {
		if p.Param == root {
			args = append(args, p.Arg)
		}
	}
	return args
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

// followPollingCallers follows a test in a predicate to the loops in its callers that poll. Unlike setOutcomes it also
// follows the tests of an HTTP status: a loop that polls often waits for something that does not exist yet.
func (f *finder) followPollingCallers(t *test) {
	e := f.assumeMatch(t)
	if e.Root == nil || t.site.Entry == nil || t.predicate != nil {
		return
	}
	if call := f.inlinedIn(t); call != nil {
		if retry.InLoop(t.fn, call) && !retry.HasDecision(t.site, call) {
			_, loops := f.retry.FollowMatch(t.fn, t.expr, &e)
			f.addRetries(t.site, t.fn, call, nil, loops)
		}
		return
	}
	followed := 0
	for _, c := range f.pkg.Callers(t.fn) {
		if c.Func == nil || c.Func == t.fn || !retry.InLoop(c.Func, c.Call) || retry.HasDecision(t.site, c.Call) {
			continue
		}
		for _, arg := range passed(t.fn, c.Call, e.Root) {
			inner := e
			if arg != nil {
				inner.Root, inner.Call = f.bind.RootOf(arg)
			}
			if followed == maxPredicateCalls || !eval.IsDecision(f.eval.CallAnswer(c.Call, &inner)) {
				continue
			}
			followed++
			_, loops := f.retry.FollowMatch(c.Func, c.Call, &inner)
			f.addRetries(t.site, c.Func, c.Call, nil, loops)
		}
	}
}
