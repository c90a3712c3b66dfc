package retry

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// InLoop reports whether a node is inside a loop of a function.
func InLoop(fn *index.Function, n ast.Node) bool {
	return slices.ContainsFunc(fn.Loops, func(l *index.Loop) bool { return l.Contains(n) })
}

// MayRepeat reports whether a function may repeat a node: the node is in a loop, or the function calls itself.
func (d *Detector) MayRepeat(fn *index.Function, n ast.Node) bool {
	return InLoop(fn, n) || len(d.callsOfItself(fn)) > 0
}

// HasDecision reports whether the site has a retry construct that the call of a predicate decides.
func HasDecision(s *sites.Site, decision ast.Expr) bool {
	return slices.ContainsFunc(s.Retries, func(r sites.Retry) bool { return r.Decision == decision })
}

// pollingLoops returns the polling loops around expr in which a match leads to another attempt without a wait. The match
// is the node with index i of block b.
func (la *loopAnalysis) pollingLoops(b *cfg.Block, i int, expr ast.Expr) []Loop {
	var polls []Loop
	place := la.pkg.PlaceOf(la.walk.Func, expr)
	if la.walk.Callback != nil {
		return nil
	}
	for _, l := range la.walk.Func.Loops {
		if _, work := la.walk.WorkLoops[l.Stmt]; !work || !l.Contains(place) {
			continue
		}
		a := la.repeatedCall(l)
		if a == nil || !la.onlyReads(l, a) {
			continue
		}
		p := la.flow.NewWalker(la.walk.Func, la.walk.Assumed)
		p.Attempts, p.Inputs, p.RetryLoops[l.Stmt] = la.walk.Attempts, la.walk.Inputs, l
		for s, eff := range la.walk.WorkLoops {
			if s != l.Stmt {
				p.WorkLoops[s] = eff
			}
		}
		if !p.Match(b, i, expr) || !repeatsAtOnce(p.Results) || !la.testsResult(l, a) && !la.mayPollForError(l, a, p.Results) {
			continue
		}
		polls = append(polls, Loop{Loop: l, attempt: a, pollEnds: p.Results, bounded: !(&loopAnalysis{la.Detector, p}).isUnbounded(&Loop{Loop: l, attempt: a})})
	}
	return polls
}

// onlyReads reports whether a loop only examines what a successful attempt returned, and neither waits nor works with
// it.
func (la *loopAnalysis) onlyReads(l *index.Loop, a *ast.CallExpr) bool {
	if la.readsStream(a) || la.attemptWaits(a) {
		return false
	}
	if r, ok := l.Stmt.(*ast.RangeStmt); ok && la.pkg.RangeBlocks(r.X) {
		return false
	}
	return repeatsAtOnce(la.walk.AfterSuccess(a, l).Results)
}

// repeatsAtOnce reports whether a path leads to another attempt, and no path that does so waits or does anything.
func repeatsAtOnce(results map[flow.PathEnd]bool) bool {
	repeats := false
	for r := range results {
		switch {
		case r.End != flow.EndsRetry:
		case r.Effect&(effects.Waited|effects.Recovered|effects.Acted|effects.Surfaced|effects.Narrowed) != 0:
			return false
		default:
			repeats = true
		}
	}
	return repeats
}

// mayPollForError reports whether a loop may wait for an attempt to return a certain error: a path from the match ends
// with success in the same iteration. It returns false if two conditions
// test the same variable, because one may exclude the path that the other allows.
func (la *loopAnalysis) mayPollForError(l *index.Loop, a *ast.CallExpr, results map[flow.PathEnd]bool) bool {
	if la.testsVarTwice(l) {
		return false
	}
	for r := range results {
		if r.Effect&effects.NextAttempt == 0 && (r.End == flow.EndsNil || r.End == flow.EndsNothing) {
			return true
		}
	}
	return false
}

// testsVarTwice reports whether two conditions in a loop test the same variable, other than the error.
func (la *loopAnalysis) testsVarTwice(l *index.Loop) bool {
	testedBy, twice := map[types.Object]ast.Expr{}, false
	l.Inspect(func(n ast.Node) bool {
		for _, cond := range conditionsOf(n) {
			ast.Inspect(cond, func(n ast.Node) bool {
				id, ok := n.(*ast.Ident)
				if !ok {
					return true
				}
				if v, ok := la.pkg.Object(id).(*types.Var); ok && v != la.walk.Assumed.Root && !v.IsField() {
					twice = twice || testedBy[v] != nil && testedBy[v] != cond
					testedBy[v] = cond
				}
				return true
			})
		}
		return !twice
	})
	return twice
}

// conditionsOf returns the conditions and case expressions that a node evaluates.
func conditionsOf(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.IfStmt:
		return []ast.Expr{n.Cond}
	case *ast.SwitchStmt:
		if n.Tag != nil {
			return []ast.Expr{n.Tag}
		}
	case *ast.CaseClause:
		return n.List
	}
	return nil
}

// testsResult reports whether a condition in a loop tests a result of an attempt other than its error, or a value that
// is computed from one.
func (la *loopAnalysis) testsResult(l *index.Loop, a *ast.CallExpr) bool {
	results := la.resultVars(a)
	found := false
	l.Inspect(func(n ast.Node) bool {
		if as, ok := n.(*ast.AssignStmt); ok {
			la.addDerived(as, results)
		}
		for _, cond := range conditionsOf(n) {
			found = found || la.mentionsAny(cond, results)
		}
		return !found
	})
	return found
}

// addDerived adds to results the variables that an assignment sets to a value computed from them.
func (la *loopAnalysis) addDerived(a *ast.AssignStmt, results map[types.Object]bool) {
	for i, l := range a.Lhs {
		rhs := a.Rhs[min(i, len(a.Rhs)-1)]
		if o := la.pkg.Object(l); o != nil && o != la.walk.Assumed.Root && la.mentionsAny(rhs, results) && la.isPure(rhs) {
			results[o] = true
		}
	}
}

// isPure reports whether an expression calls only conversions, builtin functions and packages that change nothing.
func (la *loopAnalysis) isPure(e ast.Expr) bool {
	pure := true
	ast.Inspect(e, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return pure
		}
		pure = pure && la.effects.DoesNothing(call)
		return pure
	})
	return pure
}
