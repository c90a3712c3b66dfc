package retry

import (
	"go/ast"
	"go/token"
	"go/types"
	"net/http"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/index"
)

// A Loop is a loop around a match that repeats an attempt: a retry loop does so only if the attempt fails, a polling
// loop also if it succeeds. The body of a function that calls itself is such a loop too.
type Loop struct {
	*index.Loop
	attempt      *ast.CallExpr
	attemptWaits bool                  // the function that the attempt calls waits
	call         *ast.CallExpr         // the call by which a function calls itself; nil for a loop
	changes      map[types.Object]bool // the parameters that call changes
	attemptActs  bool                  // as in sites.Retry
	bounded      bool                  // as in sites.Retry
	limited      bool                  // as in sites.Retry
	fixedWait    ast.Expr              // as in sites.Retry
	pollEnds     map[flow.PathEnd]bool // how the paths from the match end in a polling loop; nil for a retry loop
}

// A loopAnalysis examines the loops around one match. The detector is shared by the whole package; the walker follows
// the paths of the match. classifyLoops registers the loops with the walker, so that it knows whether a path ends at
// the next iteration.
type loopAnalysis struct {
	*Detector
	walk *flow.Walker
}

// classifyLoops registers the loops around expr with the walker and returns those that retry. In the others, a path ends
// at the next iteration: it is for the next item of work, or tries an alternative.
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
		case a != nil && (la.mayCountAttempts(l) || la.ignoresItems(l, a)) && !la.varies(l, a) && !la.isState(l, a):
			retry = append(retry, Loop{Loop: l, attempt: a})
			la.walk.RetryLoops[l.Stmt] = l
		case a != nil:
			la.walk.WorkLoops[l.Stmt] = effects.Acted
		default:
			la.walk.WorkLoops[l.Stmt] = la.nextIterationEffect(l)
		}
	}
	return append(retry, la.recursions()...)
}

// Construct returns the node that repeats the attempt: the loop, or the call by which a function calls itself.
func (l *Loop) Construct() ast.Node {
	if l.call != nil {
		return l.call
	}
	return l.Stmt
}

// nextIterationEffect returns what the next iteration of a loop does about the error, for a loop that also continues
// after success. If each iteration makes the same call, the next one returns the error again, so that the error is not
// lost.
func (la *loopAnalysis) nextIterationEffect(l *index.Loop) effects.Effect {
	if la.repeatedCall(l) != nil {
		return effects.Acted
	}
	return 0
}

// repeatedCall returns the attempt that each iteration of a loop repeats with the same arguments, or nil.
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

// retriedCall returns the attempt that a loop repeats after failure and never after success, or nil.
func (la *loopAnalysis) retriedCall(l *index.Loop) *ast.CallExpr {
	for _, a := range la.walk.Attempts {
		if l.Contains(a) && !la.repeatsOnSuccess(a, l) {
			return a
		}
	}
	return nil
}

// repeatsOnSuccess reports whether a loop may repeat an attempt that succeeded.
func (la *loopAnalysis) repeatsOnSuccess(a *ast.CallExpr, l *index.Loop) bool {
	after := func(status int) map[flow.PathEnd]bool { return la.walk.AfterStatus(a, l, status).Results }
	ok := after(http.StatusOK)
	return repeats(ok) && !la.endsOnOtherSuccess(l, ok, after)
}

// repeats reports whether a path leads to another attempt.
func repeats(results map[flow.PathEnd]bool) bool {
	for r := range results {
		if r.End == flow.EndsRetry {
			return true
		}
	}
	return false
}

// reconnectCall returns the attempt of a loop that opens a connection, works with it until it breaks, and opens it
// again; otherwise nil. If opening fails, the next iteration is a retry.
func (la *loopAnalysis) reconnectCall(l *index.Loop) *ast.CallExpr {
	for _, a := range la.walk.Attempts {
		if !l.Contains(a) {
			continue
		}
		ends := 0 // paths after success that do not repeat the attempt at once; -1 if one does
		for r := range la.walk.AfterSuccess(a, l).Results {
			if r.End == flow.EndsRetry && r.Effect&effects.Recovered == 0 {
				ends = -1
				break
			}
			ends++
		}
		if ends > 0 && la.worksWithResult(l, a) {
			return a
		}
	}
	return nil
}

// worksWithResult reports whether a loop calls a method of a result of an attempt that may run until the connection breaks:
// in an inner loop, as a program does that reads messages, or a method that returns only an error, such as Serve.
func (la *loopAnalysis) worksWithResult(l *index.Loop, a *ast.CallExpr) bool {
	results := la.resultVars(a)
	found := false
	l.Inspect(func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || c == a || la.effects.OfCall(c, 3)&effects.Changed == 0 {
			return !found
		}
		sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr)
		if ok && results[la.walk.BaseVar(sel.X)] {
			t := la.pkg.Info.TypeOf(c)
			found = t != nil && types.Identical(t, index.ErrorType) || la.inInnerLoop(l, c)
		}
		return !found
	})
	return found
}

// inInnerLoop reports whether a node is in a loop inside another one.
func (la *loopAnalysis) inInnerLoop(outer *index.Loop, n ast.Node) bool {
	for _, inner := range la.walk.Func.Loops {
		if inner != outer && outer.Contains(inner.Stmt) && inner.Contains(n) {
			return true
		}
	}
	return false
}

// resultVars returns the variables that are set to the results of an attempt, except its error.
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

// mayCountAttempts reports whether the iterations of a loop may be attempts. Those of a range statement are not, unless
// it ranges over numbers, times or durations.
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

// yieldsNumbers reports whether an iterator function yields only numbers or times, or nothing.
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

// counters returns the variables that a loop counts with: those that its statements increment or its range statement
// sets.
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

// mentionsAny reports whether a node contains an identifier of one of the variables.
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
