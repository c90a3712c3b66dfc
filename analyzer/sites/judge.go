package sites

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/catalog"
)

// judge gives every tested site its outcome, and the retry constructs in which it leads to another attempt.
func (f *finder) judge() {
	outcomes, verdicts := map[*Site][]Outcome{}, map[verdictKey]verdict{}
	for i := range f.tests {
		t := &f.tests[i]
		if !t.judged() {
			continue
		}
		v, known := verdicts[t.key()]
		if known {
			t.site.Again = append(t.site.Again, v.again...)
		} else {
			before := len(t.site.Again)
			v.outcome = f.outcome(t)
			f.throughPredicate(t.site, t.fn, f.envOf(t), 3, map[passage]int{})
			v.again = t.site.Again[before:len(t.site.Again):len(t.site.Again)]
			verdicts[t.key()] = v
		}
		outcomes[t.site] = append(outcomes[t.site], v.outcome)
	}
	for i := range f.tests {
		f.throughPolls(&f.tests[i])
	}
	for s, os := range outcomes {
		s.Outcome = merge(os)
	}
}

// A verdict is what came of one test; a list may hold one code many times.
type verdict struct {
	outcome Outcome
	again   []Again
}

type verdictKey struct {
	fn   *function
	expr ast.Expr
	root types.Object
	call *ast.CallExpr
	cat  *catalog.Catalog
	code string
}

func (t *test) key() verdictKey {
	k := verdictKey{fn: t.fn, expr: t.expr, cat: t.site.Catalog, code: t.site.Written}
	if t.carrier != nil {
		k.root, k.call = t.carrier.root, t.carrier.call
	}
	return k
}

// judged reports whether a test is one whose outcome somebody may ask for: its code is listed, and the catalog is
// a guide.
func (t *test) judged() bool { return t.site.Entry != nil && !t.site.Indirect && t.site.Written != "" }

// outcome follows the match of one test to the end of its function.
func (f *finder) outcome(t *test) Outcome {
	e := f.envOf(t)
	results, loops := f.follow(t.fn, t.expr, &e)
	if results == nil {
		return Unknown
	}
	f.noteAgain(t.site, t.fn, nil, results, loops)
	out := f.summarise(results, t.fn)
	if (out == Drops || out == LogsOnly) && (f.filters(t.fn, e.root) || pings(t.fn) || f.hides(t) || f.gone(t)) {
		return Answers
	}
	return out
}

// hides reports whether an HTTP status is tested in one condition with that of a thing that is not there: servers
// refuse to say what they hold, and the program takes a refusal for that.
func (f *finder) hides(t *test) bool {
	return t.site.Catalog.HTTP && slices.ContainsFunc(t.site.Entry.Canonical, isRefusal) && f.beside(t, catalog.Missing)
}

// gone reports whether a call whose time is over is tested in one condition with a cancelled one: the caller has gone
// away, and the program asks for that.
func (f *finder) gone(t *test) bool {
	return slices.Contains(t.site.Entry.Canonical, "DEADLINE_EXCEEDED") && f.beside(t, catalog.Cancelled)
}

// beside reports whether a code with an outcome is tested in one condition with a test's: it leads to the same branch.
func (f *finder) beside(t *test, outcome catalog.Outcome) bool {
	b, _, ok := t.fn.find(t.expr)
	if !ok || len(b.Succs) == 0 {
		return false
	}
	return slices.ContainsFunc(f.tests, func(o test) bool {
		if o.site == t.site || o.fn != t.fn || o.site.Entry == nil || o.site.Entry.Outcome != outcome || !sameError(o.carrier, t.carrier) {
			return false
		}
		at, _, ok := o.fn.find(o.expr)
		return ok && len(at.Succs) > 0 && at.Succs[0] == b.Succs[0]
	})
}

// isRefusal reports whether a canonical class says that the caller may not.
func isRefusal(class string) bool { return class == "PERMISSION_DENIED" || class == "UNAUTHENTICATED" }

// follow starts at the match of a test and returns how the paths end; nil where the test is not understood, or the
// paths are too many.
func (f *finder) follow(fn *function, expr ast.Expr, e *env) (map[result]bool, []retryLoop) {
	if f.spent(fn) {
		return nil, nil
	}
	results, loops := f.paths(fn, expr, e)
	if f.spent(fn) {
		return nil, nil
	}
	return results, loops
}

func (f *finder) paths(fn *function, expr ast.Expr, e *env) (map[result]bool, []retryLoop) {
	b, i, ok := fn.find(expr)
	if !ok {
		return nil, nil
	}
	w := f.newWalker(fn, e)
	if c, ok := f.callbacks[fn.node]; ok {
		w.callback = &c
	}
	w.attempts = f.reaching(fn, b, i, e)
	l := &looper{f, w}
	loops := l.loops(expr)
	w.inputs = f.inputs(w.attempts)
	w.scope = w.scopeOf(expr)
	if !w.match(b, i, expr) {
		return nil, nil
	}
	if again, _ := comesRound(w.results); again && len(loops) > 0 {
		l.judgeLoop(&loops[0])
	}
	return w.results, append(loops, l.polls(b, i, expr)...)
}

// match follows the paths from a match on; understood is false where the match does not matter by itself.
func (w *walker) match(b *cfg.Block, i int, expr ast.Expr) (understood bool) {
	cond, st := condition(b), state{w.held(b, i), w.flagsAt(b, i)}
	if cond == nil || i != len(b.Nodes)-1 {
		w.start = b.Nodes[i]
		w.block(b, i, st)
		return true
	}
	w.env.now = st.flags
	edges := w.matchEdges(cond, expr)
	if len(edges) == 1 && edges[0] == 1 && w.expected(b) {
		w.end(endsError, 0)
		return true
	}
	if len(edges) == 1 && w.fn.errorResult() < 0 && w.callback == nil && w.f.endsInErrors(w.fn, &env{}, b.Succs[1-edges[0]]) {
		// Without an error to return, all that does not match ends the program: it waits for this code.
		w.end(endsError, 0)
		return true
	}
	if len(edges) == 2 && w.narrows(cond, true) {
		st.effect |= narrowed
	}
	for _, edge := range edges {
		w.region = region(b.Succs[edge], cond, w.fn)
		w.block(b.Succs[edge], 0, st)
	}
	return edges != nil
}

// expected reports whether success fails the test as well, and ends in an error: the code is what the program wants
// to see, as in a test that asks a server to refuse.
func (w *walker) expected(b *cfg.Block) bool {
	for _, a := range w.attempts {
		s := w.success(a, nil)
		at, _, _ := w.fn.find(a)
		reached := at == b
		for st := range s.seen {
			reached = reached || st.block == b.Index
		}
		if !reached {
			continue
		}
		return w.f.endsInErrors(w.fn, s.env, b.Succs[0]) && s.decide(condition(b), b, s.env) == yes
	}
	return false
}

// endsInErrors reports whether all paths from a block end in an error, or end the program.
func (f *finder) endsInErrors(fn *function, e *env, b *cfg.Block) bool {
	w := f.newWalker(fn, e)
	w.run(b, 0)
	for r := range w.results {
		if r.end != endsError {
			return false
		}
	}
	return len(w.results) > 0
}

// matchEdges returns the successors to which a match leads: the one that the assumption decides for, or both where
// something else has a say beside the test. There are none where the test does not matter by itself.
func (w *walker) matchEdges(cond, expr ast.Expr) []int {
	if w.f.tags[cond] != nil {
		if cond == expr {
			return []int{0}
		}
		return nil
	}
	switch w.f.eval(cond, w.env) {
	case yes:
		return []int{0}
	case no:
		return []int{1}
	}
	flipped := *w.env
	flipped.flip = ast.Unparen(expr)
	if w.f.eval(cond, &flipped) != unknown {
		return []int{0, 1}
	}
	if c := w.beyondBound(cond, expr); c != cond && w.f.eval(c, w.env) == yes && w.f.eval(c, &flipped) != yes {
		return []int{0, 1}
	}
	return nil
}

// beyondBound returns what a condition asks beside how often or how long: a || code == X of (a || code == X) && n < 5.
func (w *walker) beyondBound(cond, expr ast.Expr) ast.Expr {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || b.Op != token.LAND {
		return cond
	}
	inner, bound := b.X, b.Y
	if bound.Pos() <= expr.Pos() && expr.End() <= bound.End() {
		inner, bound = bound, inner
	}
	if !w.isBound(bound) || w.mentions(bound) {
		return cond
	}
	return w.beyondBound(inner, expr)
}

// region returns the branch in which something may be done about the code: the body that the match leads into,
// or, where it falls through an early exit, the block around the test.
func region(to *cfg.Block, cond ast.Expr, fn *function) ast.Node {
	switch to.Kind {
	case cfg.KindIfThen:
		return to.Stmt.(*ast.IfStmt).Body
	case cfg.KindIfElse:
		return to.Stmt.(*ast.IfStmt).Else
	case cfg.KindSwitchCaseBody:
		return to.Stmt
	}
	var inner ast.Node
	ast.Inspect(fn.body, func(n ast.Node) bool {
		if n == nil || n.Pos() > cond.Pos() || cond.End() > n.End() {
			return false
		}
		switch n.(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
			inner = n
		}
		return true
	})
	return inner
}

// noteAgain adds the retry constructs in which paths come round to another attempt with nothing done about the
// code.
func (f *finder) noteAgain(s *Site, fn *function, decision ast.Expr, results map[result]bool, loops []retryLoop) {
	s.Again = append(s.Again, f.again(fn, decision, results, loops)...)
}

// again returns the retry constructs in which paths come round to another attempt with nothing done about the code.
func (f *finder) again(fn *function, decision ast.Expr, results map[result]bool, loops []retryLoop) []Again {
	comes, didWait := comesRound(results)
	if c, ok := f.callbacks[fn.node]; ok && comes {
		// What ends a library's attempts stands in its options too, which are not read: something may.
		return []Again{{Construct: fn.node, Decision: decision, Library: c.lib, Waited: c.rule.Waits || didWait, Bounded: true, InHelper: decision != nil || c.rule.By == "bool"}}
	}
	for i := range loops {
		l := &loops[i]
		comes, didWait := comes, didWait
		if l.polling != nil {
			comes, didWait = comesRound(l.polling)
		}
		if comes {
			return []Again{{
				Construct: l.stmt, Decision: decision, InHelper: decision != nil, Polling: l.polling != nil,
				Waited: didWait || l.waited, Bounded: l.bounded, Fixed: l.fixed,
			}}
		}
	}
	return nil
}

// comesRound reports whether paths come round to another attempt with nothing done about the code, and whether all of
// those wait.
func comesRound(results map[result]bool) (comes, waits bool) {
	waits = true
	for r := range results {
		if r.end == endsAgain && r.effect&(changed|narrowed) == 0 {
			comes = true
			waits = waits && r.effect&waited != 0
		}
	}
	return comes, comes && waits
}

// unmatched follows the paths of an error that no test of a function matches, from the first of the tests on, and returns
// the outcome. Region is where something may be done about the error.
func (f *finder) unmatched(fn *function, first ast.Expr, e *env, region ast.Node) Outcome {
	b, i, ok := fn.find(first)
	if !ok || f.spent(fn) {
		return Unknown
	}
	w := f.newWalker(fn, e)
	if c, ok := f.callbacks[fn.node]; ok {
		w.callback = &c
	}
	w.attempts = f.reaching(fn, b, i, e)
	(&looper{f, w}).loops(first)
	w.inputs, w.scope, w.start, w.region = f.inputs(w.attempts), w.scopeOf(first), b.Nodes[i], region
	w.block(b, i, state{w.held(b, i), w.flagsAt(b, i-1)})
	if f.spent(fn) {
		return Unknown
	}
	out := f.summarise(w.results, fn)
	switch {
	case out != Drops && out != LogsOnly:
		return out
	case f.filters(fn, e.root):
		return Answers
	case slices.ContainsFunc(w.attempts, f.takesError), out == LogsOnly && len(w.attempts) == 0:
		// The error was taken out of another one, which may go on; or it was handed over, to be logged.
		return Surfaces
	}
	return out
}

// takesError reports whether a call is handed an error.
func (f *finder) takesError(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		t := f.in.Info.TypeOf(arg)
		return t != nil && isError(t)
	})
}
