package find

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/retry"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

const (
	// maxDecisions limits the retry constructs of a package that are asked about each code.
	maxDecisions = 200

	// maxDeciders limits how many calls up the tests of a predicate are followed.
	maxDeciders = 3
)

// A decisionKey identifies the codes of one error or response in a retry construct.
type decisionKey struct {
	construct ast.Node
	decision  ast.Expr
	root      types.Object
	call      *ast.CallExpr
	cat       *catalog.Catalog
}

// A decider is a retry construct with the tests that decide for it.
type decider struct {
	decisionKey
	construct retry.Construct
	tests     []anchor
	step      *stepCall // nil if the construct makes the attempt itself
}

// A stepCall is the call of a function that makes the attempt and tests its error itself, as in again, err := once().
type stepCall struct {
	fn       *index.Function
	at       ast.Expr // a test of the error in fn
	attempts []*ast.CallExpr
	assumed  eval.Assumption // about the error in fn
	call     index.CallSite
}

// A decisionFinder finds the retry constructs that tests decide.
type decisionFinder struct {
	f        *finder
	deciders map[decisionKey]*decider
	order    []*decider
}

// findDecisions returns what each retry construct with a test does about the codes of the catalog, in source order.
func (f *finder) findDecisions() []*sites.Decision {
	d := &decisionFinder{f: f, deciders: map[decisionKey]*decider{}}
	anchors := f.findAnchors()
	slices.SortStableFunc(anchors, func(a, b anchor) int { return cmp.Compare(a.test.Expr.Pos(), b.test.Expr.Pos()) })
	for i := range anchors {
		a := &anchors[i]
		if a.cat.Loose {
			continue
		}
		d.follow(a, a.fn, a.test.Expr, nil, a.root, a.call, maxDeciders)
	}
	var out []*sites.Decision
	for _, one := range d.order {
		out = append(out, d.decide(one, anchors))
	}
	return out
}

// follow adds a test to the retry constructs in function fn, and to those in the callers of fn if fn is a predicate. At is
// the test or the call of the predicate that contains it, and decision is that call or nil. Root and call have the error.
func (d *decisionFinder) follow(a *anchor, fn *index.Function, at, decision ast.Expr, root types.Object, call *ast.CallExpr, levels int) {
	e := eval.Assumption{Code: eval.Code{Cat: a.cat, IsInt: a.cat.Kind != catalog.KindString}, Root: root, Call: call}
	constructs := d.f.retry.Constructs(fn, at, &e)
	for _, c := range constructs {
		d.add(a, decisionKey{c.Node, decision, root, call, a.cat}, c)
	}
	if levels == 0 || root == nil {
		return
	}
	if !fn.IsParam(root) && !fn.Captures(root) {
		if len(constructs) > 0 {
			return
		}
		d.followSteps(a, stepCall{fn: fn, at: at, assumed: e})
		return
	}
	for _, c := range d.f.pkg.Callers(fn) {
		if c.Func == nil || c.Func == fn {
			continue
		}
		for _, arg := range passed(fn, c.Call, root) {
			argRoot, argCall := root, call
			if arg != nil {
				argRoot, argCall = d.f.bind.RootOf(arg)
			}
			d.follow(a, c.Func, c.Call, c.Call, argRoot, argCall, levels-1)
		}
	}
}

// followSteps adds a test in a function that makes the attempt itself to the retry constructs in its callers.
func (d *decisionFinder) followSteps(a *anchor, s stepCall) {
	b, i, ok := s.fn.Locate(s.at)
	if !ok || s.fn.Type.Results.NumFields() == 0 {
		return
	}
	s.attempts = d.f.flow.CallsReaching(s.fn, b, i, &s.assumed)
	if len(s.attempts) == 0 {
		return
	}
	for n, c := range d.f.pkg.Callers(s.fn) {
		if c.Func == nil || c.Func == s.fn || n == maxPredicateCalls || !d.mayRepeat(c) {
			continue
		}
		step := s
		step.call = c
		e, ok := d.assumeStep(&step, s.assumed.WithOtherCode())
		if !ok {
			continue
		}
		for _, construct := range d.f.retry.Constructs(c.Func, c.Call, &e) {
			key := decisionKey{construct.Node, c.Call, s.assumed.Root, s.assumed.Call, a.cat}
			d.add(a, key, construct)
			if one := d.deciders[key]; one != nil {
				one.step = &step
			}
		}
	}
}

// mayRepeat reports whether a call is in a loop, or in a function that calls itself or that a retry library calls.
func (d *decisionFinder) mayRepeat(c index.CallSite) bool {
	_, callback := d.f.flow.Callbacks[c.Func.Node]
	return callback || d.f.retry.MayRepeat(c.Func, c.Call)
}

// assumeStep returns the assumption about the call of a step, given one about the attempt that it makes. Ok is false if
// the step does something about the failure, or its results are not known.
func (d *decisionFinder) assumeStep(s *stepCall, e eval.Assumption) (inner eval.Assumption, ok bool) {
	results := func(e *eval.Assumption) []eval.Result { return d.f.eval.Results(s.fn, s.attempts, e) }
	step := eval.Step{OnMatch: results(&e)}
	if step.OnSuccess = step.OnMatch; !e.Success {
		step.OnSuccess = retry.SuccessResults(&e, results)
	}
	if len(step.OnMatch) == 0 || len(step.OnSuccess) == 0 || !e.Success && d.f.retry.DoesMore(s.fn, s.at, &e) {
		return eval.Assumption{}, false
	}
	return d.f.assumeStep(stepTest{fn: s.fn, expr: s.at, assumed: e}, s.call, step), true
}

// add adds a test to a retry construct.
func (d *decisionFinder) add(a *anchor, key decisionKey, c retry.Construct) {
	one := d.deciders[key]
	if one == nil {
		if len(d.order) == maxDecisions {
			return
		}
		one = &decider{decisionKey: key, construct: c}
		d.deciders[key] = one
		d.order = append(d.order, one)
	}
	one.tests = append(one.tests, *a)
}

// decide follows the attempt of a construct for each code.
func (d *decisionFinder) decide(one *decider, all []anchor) *sites.Decision {
	out := &sites.Decision{
		Retry:   sites.Retry{Construct: one.decisionKey.construct, Decision: one.decision, Library: one.construct.Library},
		Catalog: one.cat,
	}
	for _, a := range one.tests {
		a.test.Node = d.node(&a)
		out.Tests = append(out.Tests, a.test)
	}
	e := eval.Assumption{Code: eval.Code{Cat: one.cat, IsInt: one.cat.Kind != catalog.KindString}, Root: one.root, Call: one.call, InBounds: true}
	success := e
	success.Status = retry.SuccessStatus(&e, func(e eval.Assumption) retry.Continuation { return d.again(one, e) })
	out.SuccessEnds = success.Status != 0
	out.UsesResult, out.Client = d.describeAttempt(one, &success)
	unnamed := d.again(one, e.WithOtherCode())
	for i := range one.cat.Codes {
		c := &one.cat.Codes[i]
		next := unnamed
		if e.IsInt || out.Names(c) {
			e.Entry, e.Text, e.Number = c, c.ID, c.Value
			next = d.again(one, e)
		}
		switch {
		case next.AlwaysRetries():
			out.Again = append(out.Again, c)
			if next.Retries && !next.Waited && one.construct.Library == nil {
				out.Hot = append(out.Hot, c)
			}
		case next.NeverRetries() && (out.Names(c) || !d.isTestedNearby(one, c, all)):
			out.Ends = append(out.Ends, c)
		}
	}
	return out
}

// again returns what follows in a construct if the attempt failed as e says.
func (d *decisionFinder) again(one *decider, e eval.Assumption) retry.Continuation {
	if one.step != nil {
		inner, ok := d.assumeStep(one.step, e)
		if !ok {
			return retry.Continuation{}
		}
		e = inner
	}
	return d.f.retry.Again(&one.construct, &e)
}

// describeAttempt returns the values of Decision.UsesResult and Decision.Client.
func (d *decisionFinder) describeAttempt(one *decider, e *eval.Assumption) (usesResult, client bool) {
	c := &one.construct
	fn, attempt, at := c.Func, c.Attempt, c.At
	if s := one.step; s != nil {
		fn, attempt, at = s.fn, s.attempts[0], s.at
		if d.f.retry.OnlyAsksError(c.Func, s.call.Call) {
			return false, d.isOwnRequest(attempt)
		}
	}
	return d.f.retry.UsesResult(fn, attempt, at, e), d.isOwnRequest(attempt)
}

// node returns the switch or if statement that branches on a test, the condition of a case that contains it, or the test itself.
func (d *decisionFinder) node(a *anchor) ast.Node {
	parents := d.f.branches.Parents(a.fn)
	if !index.Contains(a.fn.Node, a.test.Expr) {
		return a.test.Expr
	}
	n := d.f.pkg.PlaceOf(a.fn, a.test.Expr)
	for n != nil {
		switch s := parents[n].(type) {
		case *ast.ParenExpr, *ast.BinaryExpr, *ast.UnaryExpr:
			n = s
		case *ast.AssignStmt:
			n = d.f.branches.NameUse(a.fn, n, s)
		case *ast.IfStmt:
			return s
		case *ast.CaseClause:
			if sw, ok := parents[parents[s]].(*ast.SwitchStmt); ok && sw.Tag == nil {
				return n // each case of it has a condition of its own
			}
			return parents[parents[s]]
		default:
			return a.test.Expr
		}
	}
	return a.test.Expr
}

// isOwnRequest reports whether an attempt is a request by net/http, which retries nothing by itself, or a call of a function
// of this module. It returns true if a retry library makes the attempts.
func (d *decisionFinder) isOwnRequest(attempt *ast.CallExpr) bool {
	if attempt == nil || d.f.pkg.CalledFunction(attempt) != nil {
		return true
	}
	fn, ok := d.f.pkg.Callee(attempt).(*types.Func)
	return ok && fn.Pkg() != nil && (fn.Pkg().Path() == "net/http" || !sites.IsThirdParty(fn.Pkg().Path(), d.f.pkg.Types.Path()))
}

// isTestedNearby reports whether the function of a construct, the function that its attempt calls, or a caller tests for a
// code that the construct does not retry: the program deals with it there.
func (d *decisionFinder) isTestedNearby(one *decider, c *catalog.Code, all []anchor) bool {
	fn := one.construct.Func
	near := map[*index.Function]bool{fn: true}
	if one.step != nil {
		near[one.step.fn] = true
	}
	if one.construct.Attempt != nil {
		near[d.f.pkg.CalledFunction(one.construct.Attempt)] = true
	}
	for outer := fn.Outer; outer != nil; outer = outer.Outer {
		near[outer], fn = true, outer
	}
	for _, call := range d.f.pkg.Callers(fn) {
		near[call.Func] = true
	}
	return slices.ContainsFunc(all, func(a anchor) bool { return a.test.Entry == c && near[a.fn] })
}
