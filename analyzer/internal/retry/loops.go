package retry

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/index"
)

// A Loop is a loop that comes round to an attempt when it fails, and is left when it succeeds.
type Loop struct {
	*index.Loop
	attempt      *ast.CallExpr
	attemptWaits bool                  // the attempt waits by itself
	bounded      bool                  // as in sites.Retry
	fixedWait    ast.Expr              // as in sites.Retry
	pollEnds     map[flow.PathEnd]bool // how the paths end where the loop asks again on success too; nil for one that does not
}

// A loopJudge looks at the loops around a match whose paths a walker has followed, or is to follow.
type loopAnalysis struct {
	*Detector
	walk *flow.Walker
}

// loops sorts the loops around an expression into those over work, where a path ends at the next item, those over
// alternatives, where the next item is asked instead, and those that retry.
func (la *loopAnalysis) classifyLoops(expr ast.Expr) []Loop {
	var retry []Loop
	for _, l := range la.walk.Func.Loops {
		if !l.Contains(expr) {
			continue
		}
		a := la.retriedCall(l)
		if a == nil {
			a = la.reconnectCall(l)
		}
		switch {
		case a != nil && la.mayCountAttempts(l) && !la.varies(l, a):
			retry = append(retry, Loop{Loop: l, attempt: a})
			la.walk.RetryLoops[l.Stmt] = l
		case a != nil:
			la.walk.WorkLoops[l.Stmt] = effects.Acted
		default:
			la.walk.WorkLoops[l.Stmt] = la.nextIterationEffect(l)
		}
	}
	return retry
}

// asksAgain says what it does to the error of a loop that goes round on success too: where each round makes the same
// call, the next one shows it again.
func (la *loopAnalysis) nextIterationEffect(l *index.Loop) effects.Effect {
	if la.repeatedCall(l) != nil {
		return effects.Acted
	}
	return 0
}

// sameCall returns the attempt that is the same in each round of a loop, or nil.
func (la *loopAnalysis) repeatedCall(l *index.Loop) *ast.CallExpr {
	if !la.mayCountAttempts(l) {
		return nil
	}
	for _, a := range la.walk.Attempts {
		if l.Contains(a) && !la.varies(l, a) {
			return a
		}
	}
	return nil
}

// onFailure returns the attempt that a loop comes round to on failure only, or nil.
func (la *loopAnalysis) retriedCall(l *index.Loop) *ast.CallExpr {
	for _, a := range la.walk.Attempts {
		if l.Contains(a) && !la.repeatsOnSuccess(a, l) {
			return a
		}
	}
	return nil
}

// succeedsInto reports whether a loop may come round to the attempt although it succeeded.
func (la *loopAnalysis) repeatsOnSuccess(a *ast.CallExpr, l *index.Loop) bool {
	for r := range la.walk.AfterSuccess(a, l).Results {
		if r.End == flow.EndsRetry {
			return true
		}
	}
	return false
}

// reconnects returns the attempt of a loop that makes a connection, works with it until it breaks and makes it anew:
// a failure to make it comes round at once, as in a retry.
func (la *loopAnalysis) reconnectCall(l *index.Loop) *ast.CallExpr {
	for _, a := range la.walk.Attempts {
		if !l.Contains(a) || !connectNames.MatchString(index.CalledName(a)) {
			continue
		}
		works := 0
		for r := range la.walk.AfterSuccess(a, l).Results {
			if r.End == flow.EndsRetry && r.Effect&effects.Changed == 0 {
				works = -1
				break
			}
			works++
		}
		if works > 0 && la.usesResult(l, a) {
			return a
		}
	}
	return nil
}

// worksWith reports whether a call in a loop that can change something takes what an attempt returned.
func (la *loopAnalysis) usesResult(l *index.Loop, a *ast.CallExpr) bool {
	results := la.resultVars(a)
	found := false
	l.Inspect(func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && c != a && la.effects.OfCall(c, 3)&effects.Changed != 0 && la.mentionsAny(c, results) {
			found = true
		}
		return !found
	})
	return found
}

// resultsOf returns the variables that hold what an attempt returned beside its error.
func (la *loopAnalysis) resultVars(a *ast.CallExpr) map[types.Object]bool {
	results := map[types.Object]bool{}
	for _, as := range la.pkg.Assignments[la.walk.Assumed.Root] {
		if as.RHS == nil || ast.Unparen(as.RHS) != a {
			continue
		}
		for _, l := range as.LHS {
			if o := la.pkg.Object(l); o != nil && o != la.walk.Assumed.Root {
				results[o] = true
			}
		}
	}
	return results
}

// countsAttempts reports whether a loop's rounds may be attempts: a range over items has an item in each.
func (d *Detector) mayCountAttempts(l *index.Loop) bool {
	over, ok := l.Stmt.(*ast.RangeStmt)
	if !ok {
		return true
	}
	t := d.pkg.Info.TypeOf(over.X)
	if t == nil {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsInteger != 0
	case *types.Slice:
		return index.IsTime(u.Elem())
	case *types.Array:
		return index.IsTime(u.Elem())
	case *types.Chan:
		return index.IsTime(u.Elem())
	case *types.Signature:
		return yieldsNumbers(u)
	}
	return false
}

// countsYields reports whether a function that is ranged over gives nothing but numbers or times, or nothing at all.
func yieldsNumbers(over *types.Signature) bool {
	if over.Params().Len() != 1 {
		return false
	}
	yield, ok := over.Params().At(0).Type().Underlying().(*types.Signature)
	if !ok {
		return false
	}
	for i := range yield.Params().Len() {
		if t := yield.Params().At(i).Type(); !index.IsTime(t) && !index.IsNumber(t) {
			return false
		}
	}
	return true
}

// counters returns the numbers that a loop counts: of its head, and those that its body steps.
func (la *loopAnalysis) counters(l *index.Loop) map[types.Object]bool {
	counters := map[types.Object]bool{}
	add := func(e ast.Expr) {
		if e == nil {
			return
		}
		if o := la.pkg.Object(e); o != nil && index.IsNumber(o.Type()) && !index.IsTime(o.Type()) {
			counters[o] = true
		}
	}
	l.Inspect(func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IncDecStmt:
			add(n.X)
		case *ast.AssignStmt:
			if n.Tok != token.ASSIGN && n.Tok != token.DEFINE {
				add(n.Lhs[0])
			}
		case *ast.RangeStmt:
			if n == l.Stmt {
				add(n.Key)
			}
		}
		return true
	})
	return counters
}

func (la *loopAnalysis) mentionsAny(n ast.Node, of map[types.Object]bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && of[la.pkg.Object(id)] {
			found = true
		}
		return !found
	})
	return found
}
