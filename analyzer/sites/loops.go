package sites

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A retryLoop is a loop that comes round to an attempt when it fails, and is left when it succeeds.
type retryLoop struct {
	*loop
	attempt *ast.CallExpr
	waited  bool            // the attempt waits by itself
	bounded bool            // as in Again
	fixed   ast.Expr        // as in Again
	polling map[result]bool // how the paths end where the loop asks again on success too; nil for one that does not
}

// A looper looks at the loops around a match whose paths a walker has followed, or is to follow.
type looper struct {
	f    *finder
	walk *walker
}

// loops sorts the loops around an expression into those over work, where a path ends at the next item, those over
// alternatives, where the next item is asked instead, and those that retry.
func (w *looper) loops(expr ast.Expr) []retryLoop {
	var retry []retryLoop
	for _, l := range w.walk.fn.loops {
		if !l.holds(expr) {
			continue
		}
		a := w.onFailure(l)
		if a == nil {
			a = w.reconnects(l)
		}
		switch {
		case a != nil && w.f.countsAttempts(l) && !w.varies(l, a):
			retry = append(retry, retryLoop{loop: l, attempt: a})
			w.walk.retry[l.stmt] = l
		case a != nil:
			w.walk.work[l.stmt] = did
		default:
			w.walk.work[l.stmt] = w.asksAgain(l)
		}
	}
	return retry
}

// asksAgain says what it does to the error of a loop that goes round on success too: where each round makes the same
// call, the next one shows it again.
func (w *looper) asksAgain(l *loop) effect {
	if w.sameCall(l) != nil {
		return did
	}
	return 0
}

// sameCall returns the attempt that is the same in each round of a loop, or nil.
func (w *looper) sameCall(l *loop) *ast.CallExpr {
	if !w.f.countsAttempts(l) {
		return nil
	}
	for _, a := range w.walk.attempts {
		if l.holds(a) && !w.varies(l, a) {
			return a
		}
	}
	return nil
}

// onFailure returns the attempt that a loop comes round to on failure only, or nil.
func (w *looper) onFailure(l *loop) *ast.CallExpr {
	for _, a := range w.walk.attempts {
		if l.holds(a) && !w.succeedsInto(a, l) {
			return a
		}
	}
	return nil
}

// succeedsInto reports whether a loop may come round to the attempt although it succeeded.
func (w *looper) succeedsInto(a *ast.CallExpr, l *loop) bool {
	for r := range w.walk.success(a, l).results {
		if r.end == endsAgain {
			return true
		}
	}
	return false
}

// reconnects returns the attempt of a loop that makes a connection, works with it until it breaks and makes it anew:
// a failure to make it comes round at once, as in a retry.
func (w *looper) reconnects(l *loop) *ast.CallExpr {
	for _, a := range w.walk.attempts {
		if !l.holds(a) || !connectNames.MatchString(calledName(a)) {
			continue
		}
		works := 0
		for r := range w.walk.success(a, l).results {
			if r.end == endsAgain && r.effect&changed == 0 {
				works = -1
				break
			}
			works++
		}
		if works > 0 && w.worksWith(l, a) {
			return a
		}
	}
	return nil
}

// worksWith reports whether a call in a loop that can change something takes what an attempt returned.
func (w *looper) worksWith(l *loop, a *ast.CallExpr) bool {
	results := w.resultsOf(a)
	found := false
	l.inspect(func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && c != a && w.f.callEffect(c, 3)&changed != 0 && w.holdsAny(c, results) {
			found = true
		}
		return !found
	})
	return found
}

// resultsOf returns the variables that hold what an attempt returned beside its error.
func (w *looper) resultsOf(a *ast.CallExpr) map[types.Object]bool {
	results := map[types.Object]bool{}
	for _, as := range w.f.assigns[w.walk.env.root] {
		if as.rhs == nil || ast.Unparen(as.rhs) != a {
			continue
		}
		for _, l := range as.lhs {
			if o := w.f.object(l); o != nil && o != w.walk.env.root {
				results[o] = true
			}
		}
	}
	return results
}

// success follows the paths behind an attempt on the assumption that it succeeded, as far as they stay in a loop
// where one is given.
func (w *walker) success(a *ast.CallExpr, l *loop) *walker {
	e := *w.env
	e.success, e.other, e.flip = true, false, nil
	return w.behind(a, &e, l)
}

// behind follows the paths behind an attempt.
func (w *walker) behind(a *ast.CallExpr, e *env, l *loop) *walker {
	s := w.f.newWalker(w.fn, e)
	s.attempts, s.inside = []*ast.CallExpr{a}, l
	if l != nil {
		s.retry[l.stmt] = l
	}
	b, i, ok := w.fn.find(a)
	switch {
	case !ok:
		s.end(endsAgain, 0) // not understood
	case condition(b) != nil && i == len(b.Nodes)-1:
		st := state{0, s.flagsAt(b, i)}
		for _, succ := range s.follow(b, condition(b), st) {
			s.block(succ, 0, st)
		}
	default:
		s.run(b, i+1)
	}
	return s
}

// countsAttempts reports whether a loop's rounds may be attempts: a range over items has an item in each.
func (f *finder) countsAttempts(l *loop) bool {
	over, ok := l.stmt.(*ast.RangeStmt)
	if !ok {
		return true
	}
	t := f.in.Info.TypeOf(over.X)
	if t == nil {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsInteger != 0
	case *types.Slice:
		return isTime(u.Elem())
	case *types.Array:
		return isTime(u.Elem())
	case *types.Chan:
		return isTime(u.Elem())
	case *types.Signature:
		return countsYields(u)
	}
	return false
}

// countsYields reports whether a function that is ranged over gives nothing but numbers or times, or nothing at all.
func countsYields(over *types.Signature) bool {
	if over.Params().Len() != 1 {
		return false
	}
	yield, ok := over.Params().At(0).Type().Underlying().(*types.Signature)
	if !ok {
		return false
	}
	for i := range yield.Params().Len() {
		if t := yield.Params().At(i).Type(); !isTime(t) && !isNumber(t) {
			return false
		}
	}
	return true
}

// isTime reports whether a type is of package time: a schedule of waits, or a ticker's channel.
func isTime(t types.Type) bool {
	tn := namedOf(t)
	return tn != nil && tn.Pkg() != nil && tn.Pkg().Path() == "time"
}

// counters returns the numbers that a loop counts: of its head, and those that its body steps.
func (w *looper) counters(l *loop) map[types.Object]bool {
	counters := map[types.Object]bool{}
	add := func(e ast.Expr) {
		if e == nil {
			return
		}
		if o := w.f.object(e); o != nil && isNumber(o.Type()) && !isTime(o.Type()) {
			counters[o] = true
		}
	}
	l.inspect(func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IncDecStmt:
			add(n.X)
		case *ast.AssignStmt:
			if n.Tok != token.ASSIGN && n.Tok != token.DEFINE {
				add(n.Lhs[0])
			}
		case *ast.RangeStmt:
			if n == l.stmt {
				add(n.Key)
			}
		}
		return true
	})
	return counters
}

func isNumber(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0
}

func (w *looper) holdsAny(n ast.Node, of map[types.Object]bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && of[w.f.object(id)] {
			found = true
		}
		return !found
	})
	return found
}
