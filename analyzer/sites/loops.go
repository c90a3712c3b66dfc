package sites

import (
	"go/ast"
	"go/types"
)

// A retryLoop is a loop that comes round to an attempt when it fails, and is left when it succeeds.
type retryLoop struct {
	loop    ast.Stmt
	attempt *ast.CallExpr
}

// loops sorts the loops around an expression into those over work, where a path ends at the next item, those over
// alternatives, where the next item is asked instead, and those that retry.
func (w *walker) loops(expr ast.Expr) []retryLoop {
	var retry []retryLoop
	for _, l := range w.fn.loops {
		if !(l.Pos() <= expr.Pos() && expr.End() <= l.End()) {
			continue
		}
		a := w.onFailure(l)
		switch {
		case a != nil && countsAttempts(w.f, l) && !w.varies(l, a):
			retry = append(retry, retryLoop{l, a})
			w.retry[l] = true
		case a != nil:
			w.work[l] = did
		default:
			w.work[l] = w.asksAgain(l)
		}
	}
	return retry
}

// asksAgain says what it does to the error of a loop that goes round on success too: where each round makes the same
// call, the next one shows it again.
func (w *walker) asksAgain(loop ast.Stmt) effect {
	if !countsAttempts(w.f, loop) {
		return 0
	}
	for _, a := range w.attempts {
		if loop.Pos() <= a.Pos() && a.End() <= loop.End() && !w.varies(loop, a) {
			return did
		}
	}
	return 0
}

// onFailure returns the attempt that a loop comes round to on failure only, or nil.
func (w *walker) onFailure(loop ast.Stmt) *ast.CallExpr {
	for _, a := range w.attempts {
		if loop.Pos() <= a.Pos() && a.End() <= loop.End() && !w.succeedsInto(a, loop) {
			return a
		}
	}
	return nil
}

// succeedsInto reports whether a loop may come round to the attempt although it succeeded.
func (w *walker) succeedsInto(a *ast.CallExpr, loop ast.Stmt) bool {
	for r := range w.success(a, loop).results {
		if r.end == endsAgain {
			return true
		}
	}
	return false
}

// success follows the paths behind an attempt on the assumption that it succeeded, as far as they stay in a loop
// where one is given.
func (w *walker) success(a *ast.CallExpr, loop ast.Stmt) *walker {
	e := *w.env
	e.success, e.flip = true, nil
	s := newWalker(w.fn, &e)
	s.attempts, s.inside = []*ast.CallExpr{a}, loop
	b, i, ok := w.fn.find(a)
	switch {
	case !ok:
		s.end(endsAgain, 0) // not understood
	case condition(b) != nil && i == len(b.Nodes)-1:
		for _, succ := range s.follow(b, condition(b), 0) {
			s.block(succ, 0, 0)
		}
	default:
		s.run(b, i+1)
	}
	return s
}

// countsAttempts reports whether a loop's rounds may be attempts: a range over items has an item in each.
func countsAttempts(f *finder, loop ast.Stmt) bool {
	l, ok := loop.(*ast.RangeStmt)
	if !ok {
		return true
	}
	t := f.in.Info.TypeOf(l.X)
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
	}
	return false
}

// isTime reports whether a type is of package time: a schedule of waits, or a ticker's channel.
func isTime(t types.Type) bool {
	tn := namedOf(t)
	return tn != nil && tn.Pkg() != nil && tn.Pkg().Path() == "time"
}

// counters returns the numbers that a loop counts: of its head, and those that its body steps.
func (w *walker) counters(loop ast.Stmt) map[types.Object]bool {
	counters := map[types.Object]bool{}
	add := func(e ast.Expr) {
		if e == nil {
			return
		}
		if o := w.f.object(e); o != nil && isNumber(o.Type()) && !isTime(o.Type()) {
			counters[o] = true
		}
	}
	ast.Inspect(loop, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IncDecStmt:
			add(n.X)
		case *ast.RangeStmt:
			if n == loop {
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

func (w *walker) holdsAny(n ast.Node, of map[types.Object]bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && of[w.f.object(id)] {
			found = true
		}
		return !found
	})
	return found
}
