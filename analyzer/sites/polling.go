package sites

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"
)

// blockNames say that a call waits for something by itself.
var blockNames = compile(`^(?i:a?wait|block|poll|watch|listen|tail|follow|recv|receive|accept|consume|subscribe|next|read)|(?:Wait|Block|Poll|Watch|Recv|Receive|Accept|Consume|Subscribe)(?:[A-Z]|$)`)

// throughPolls follows a test in a predicate to the loops that poll by it. Here an HTTP status says as much as a code:
// what is not there yet is asked for again.
func (f *finder) throughPolls(t *test) {
	d, ok := t.fn.node.(*ast.FuncDecl)
	e := f.envOf(t)
	if !ok || e.root == nil || t.site.Entry == nil {
		return
	}
	followed := 0
	for _, c := range f.calls[f.in.Info.Defs[d.Name]] {
		if c.fn == nil || c.fn == t.fn || !loopsAround(c.fn, c.call) || decidedBy(t.site, c.call) {
			continue
		}
		for _, p := range f.parameters(t.fn, c.call) {
			inner := e
			inner.root, inner.call = f.rootOf(p.arg)
			if p.param != e.root || followed == maxPassages || !decides(f.answerOf(c.call, &inner)) {
				continue
			}
			followed++
			_, loops := f.follow(c.fn, c.call, &inner)
			f.noteAgain(t.site, c.fn, c.call, nil, loops)
		}
	}
}

// loopsAround reports whether a loop of a function holds a node.
func loopsAround(fn *function, n ast.Node) bool {
	return slices.ContainsFunc(fn.loops, func(l *loop) bool { return l.holds(n) })
}

// decidedBy reports whether the site has a retry construct that a call decides.
func decidedBy(s *Site, decision ast.Expr) bool {
	return slices.ContainsFunc(s.Again, func(a Again) bool { return a.Decision == decision })
}

// polls follows a match through the loops around it that ask the same again and again, on success too, until they see
// what they want. They are no retries; where no way round waits, and a match comes round, they are returned.
func (w *looper) polls(b *cfg.Block, i int, expr ast.Expr) []retryLoop {
	var polls []retryLoop
	if w.walk.callback != nil {
		return nil
	}
	for _, l := range w.walk.fn.loops {
		if _, work := w.walk.work[l.stmt]; !work || !l.holds(expr) {
			continue
		}
		a := w.sameCall(l)
		if a == nil || !w.asksOnly(l, a) {
			continue
		}
		p := w.f.newWalker(w.walk.fn, w.walk.env)
		p.attempts, p.inputs, p.retry[l.stmt] = w.walk.attempts, w.walk.inputs, l
		for s, eff := range w.walk.work {
			if s != l.stmt {
				p.work[s] = eff
			}
		}
		if !p.match(b, i, expr) || !comesAtOnce(p.results) || !w.looksAt(l, a) && !w.waitsForError(l, a, p.results) {
			continue
		}
		polls = append(polls, retryLoop{loop: l, attempt: a, polling: p.results, bounded: !(&looper{w.f, p}).endless(&retryLoop{loop: l, attempt: a})})
	}
	return polls
}

// asksOnly reports whether a loop does nothing on success but look at what the attempt returned: it neither waits nor
// works with it.
func (w *looper) asksOnly(l *loop, a *ast.CallExpr) bool {
	if blockNames.MatchString(calledName(a)) || w.waitsItself(a) {
		return false
	}
	if r, ok := l.stmt.(*ast.RangeStmt); ok && w.f.blocks(r.X) {
		return false
	}
	return comesAtOnce(w.walk.success(a, l).results)
}

// comesAtOnce reports whether paths come round to another attempt, and none of them waits or does anything.
func comesAtOnce(results map[result]bool) bool {
	comes := false
	for r := range results {
		switch {
		case r.end != endsAgain:
		case r.effect&(waited|changed|did|surfaced|narrowed) != 0:
			return false
		default:
			comes = true
		}
	}
	return comes
}

// readNames say that a call only looks at something.
var readNames = compile(`^(?i:get|describe|head|stat|find|lookup|query|check|show|inspect|has|is)(?:[A-Z_]|$)`)

// waitsForError reports whether a loop that asks for nothing but an attempt's error may wait for it: the attempt only
// looks at something, and some path from the match ends with success in the same round. Where two conditions ask for
// one variable, one may shut the way that the other opens.
func (w *looper) waitsForError(l *loop, a *ast.CallExpr, results map[result]bool) bool {
	if !readNames.MatchString(calledName(a)) || w.asksTwice(l) {
		return false
	}
	for r := range results {
		if r.effect&round == 0 && (r.end == endsNil || r.end == endsNothing) {
			return true
		}
	}
	return false
}

// asksTwice reports whether two conditions in a loop ask for the same variable, other than the error.
func (w *looper) asksTwice(l *loop) bool {
	asked, twice := map[types.Object]ast.Expr{}, false
	l.inspect(func(n ast.Node) bool {
		for _, cond := range conditionsOf(n) {
			ast.Inspect(cond, func(n ast.Node) bool {
				id, ok := n.(*ast.Ident)
				if !ok {
					return true
				}
				if v, ok := w.f.object(id).(*types.Var); ok && v != w.walk.env.root && !v.IsField() {
					twice = twice || asked[v] != nil && asked[v] != cond
					asked[v] = cond
				}
				return true
			})
		}
		return !twice
	})
	return twice
}

// conditionsOf returns what a statement asks for.
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

// looksAt reports whether a condition in a loop asks for something that an attempt returned beside its error, or that is
// made of it.
func (w *looper) looksAt(l *loop, a *ast.CallExpr) bool {
	results := w.resultsOf(a)
	found := false
	l.inspect(func(n ast.Node) bool {
		if as, ok := n.(*ast.AssignStmt); ok {
			w.madeOf(as, results)
		}
		for _, cond := range conditionsOf(n) {
			found = found || w.holdsAny(cond, results)
		}
		return !found
	})
	return found
}

// madeOf adds the variables that an assignment makes of results, by operators and functions that do nothing else.
func (w *looper) madeOf(a *ast.AssignStmt, results map[types.Object]bool) {
	for i, l := range a.Lhs {
		rhs := a.Rhs[min(i, len(a.Rhs)-1)]
		if o := w.f.object(l); o != nil && o != w.walk.env.root && w.holdsAny(rhs, results) && w.computes(rhs) {
			results[o] = true
		}
	}
}

// computes reports whether an expression calls nothing but conversions, builtin functions and packages that change nothing.
func (w *looper) computes(e ast.Expr) bool {
	pure := true
	ast.Inspect(e, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return pure
		}
		path, _ := w.f.qualified(call)
		tv := w.f.in.Info.Types[call.Fun]
		pure = pure && (isPure(path) || tv.IsType() || tv.IsBuiltin())
		return pure
	})
	return pure
}
