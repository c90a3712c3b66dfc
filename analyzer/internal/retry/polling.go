package retry

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/lazyregexp"
	"github.com/errls/errls/analyzer/sites"
)

// blockNames say that a call waits for something by itself.
var blockNames = lazyregexp.New(`^(?i:a?wait|block|poll|watch|listen|tail|follow|recv|receive|accept|consume|subscribe|next|read)|(?:Wait|Block|Poll|Watch|Recv|Receive|Accept|Consume|Subscribe)(?:[A-Z]|$)`)

// InLoop reports whether a loop of a function holds a node.
func InLoop(fn *index.Function, n ast.Node) bool {
	return slices.ContainsFunc(fn.Loops, func(l *index.Loop) bool { return l.Contains(n) })
}

// DecidedBy reports whether the site has a retry construct that a call decides.
func DecidedBy(s *sites.Site, decision ast.Expr) bool {
	return slices.ContainsFunc(s.Retries, func(a sites.Retry) bool { return a.Decision == decision })
}

// polls follows a match through the loops around it that ask the same again and again, on success too, until they see
// what they want. They are no retries; where no way round waits, and a match comes round, they are returned.
func (w *loopJudge) polls(b *cfg.Block, i int, expr ast.Expr) []Loop {
	var polls []Loop
	if w.walk.Callback != nil {
		return nil
	}
	for _, l := range w.walk.Func.Loops {
		if _, work := w.walk.WorkLoops[l.Stmt]; !work || !l.Contains(expr) {
			continue
		}
		a := w.sameCall(l)
		if a == nil || !w.asksOnly(l, a) {
			continue
		}
		p := w.f.flow.NewWalker(w.walk.Func, w.walk.Assumed)
		p.Attempts, p.Inputs, p.RetryLoops[l.Stmt] = w.walk.Attempts, w.walk.Inputs, l
		for s, eff := range w.walk.WorkLoops {
			if s != l.Stmt {
				p.WorkLoops[s] = eff
			}
		}
		if !p.Match(b, i, expr) || !comesAtOnce(p.Results) || !w.looksAt(l, a) && !w.waitsForError(l, a, p.Results) {
			continue
		}
		polls = append(polls, Loop{Loop: l, attempt: a, polling: p.Results, bounded: !(&loopJudge{w.f, p}).endless(&Loop{Loop: l, attempt: a})})
	}
	return polls
}

// asksOnly reports whether a loop does nothing on success but look at what the attempt returned: it neither waits nor
// works with it.
func (w *loopJudge) asksOnly(l *index.Loop, a *ast.CallExpr) bool {
	if blockNames.MatchString(index.CalledName(a)) || w.waitsItself(a) {
		return false
	}
	if r, ok := l.Stmt.(*ast.RangeStmt); ok && w.f.pkg.RangeBlocks(r.X) {
		return false
	}
	return comesAtOnce(w.walk.AfterSuccess(a, l).Results)
}

// comesAtOnce reports whether paths come round to another attempt, and none of them waits or does anything.
func comesAtOnce(results map[flow.PathEnd]bool) bool {
	comes := false
	for r := range results {
		switch {
		case r.End != flow.EndsRetry:
		case r.Effect&(effects.Waited|effects.Changed|effects.Acted|effects.Surfaced|effects.Narrowed) != 0:
			return false
		default:
			comes = true
		}
	}
	return comes
}

// readNames say that a call only looks at something.
var readNames = lazyregexp.New(`^(?i:get|describe|head|stat|find|lookup|query|check|show|inspect|has|is)(?:[A-Z_]|$)`)

// waitsForError reports whether a loop that asks for nothing but an attempt's error may wait for it: the attempt only
// looks at something, and some path from the match ends with success in the same round. Where two conditions ask for
// one variable, one may shut the way that the other opens.
func (w *loopJudge) waitsForError(l *index.Loop, a *ast.CallExpr, results map[flow.PathEnd]bool) bool {
	if !readNames.MatchString(index.CalledName(a)) || w.asksTwice(l) {
		return false
	}
	for r := range results {
		if r.Effect&effects.NextAttempt == 0 && (r.End == flow.EndsNil || r.End == flow.EndsNothing) {
			return true
		}
	}
	return false
}

// asksTwice reports whether two conditions in a loop ask for the same variable, other than the error.
func (w *loopJudge) asksTwice(l *index.Loop) bool {
	asked, twice := map[types.Object]ast.Expr{}, false
	l.Inspect(func(n ast.Node) bool {
		for _, cond := range conditionsOf(n) {
			ast.Inspect(cond, func(n ast.Node) bool {
				id, ok := n.(*ast.Ident)
				if !ok {
					return true
				}
				if v, ok := w.f.pkg.Object(id).(*types.Var); ok && v != w.walk.Assumed.Root && !v.IsField() {
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
func (w *loopJudge) looksAt(l *index.Loop, a *ast.CallExpr) bool {
	results := w.resultsOf(a)
	found := false
	l.Inspect(func(n ast.Node) bool {
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
func (w *loopJudge) madeOf(a *ast.AssignStmt, results map[types.Object]bool) {
	for i, l := range a.Lhs {
		rhs := a.Rhs[min(i, len(a.Rhs)-1)]
		if o := w.f.pkg.Object(l); o != nil && o != w.walk.Assumed.Root && w.holdsAny(rhs, results) && w.computes(rhs) {
			results[o] = true
		}
	}
}

// computes reports whether an expression calls nothing but conversions, builtin functions and packages that change nothing.
func (w *loopJudge) computes(e ast.Expr) bool {
	pure := true
	ast.Inspect(e, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return pure
		}
		path, _ := w.f.pkg.Qualified(call)
		tv := w.f.pkg.Info.Types[call.Fun]
		pure = pure && (effects.IsPurePackage(path) || tv.IsType() || tv.IsBuiltin())
		return pure
	})
	return pure
}
