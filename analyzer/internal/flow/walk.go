package flow

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
)

// An Ending is how a path ends.
type Ending int

const (
	EndsNothing Ending = iota // a function without results ends
	EndsNil                   // the error result is nil
	EndsAnswer                // a value is returned by a function without an error result, or beside a nil error
	EndsError                 // an error, or something not understood, is returned; or the program ends
	EndsAgain                 // the attempt is made again
	EndsNext                  // the next item of a loop over work
	EndsUnknown               // a callback of a retry library returns what is not understood
)

// A PathEnd is one way in which a path ends, and what was done on it.
type PathEnd struct {
	End    Ending
	Effect effects.Effect
}

// A State is what a path knows of itself.
type State struct {
	Effect effects.Effect
	Flags  eval.Flags
}

// A Walker follows the paths of one function under an assumption.
type Walker struct {
	f          *Follower
	Func       *index.Function
	Assumed    *eval.Assumption            // the walker's own
	tracked    map[types.Object]bool       // variables that hold the error, or what was taken out of it
	Attempts   []*ast.CallExpr             // the calls whose error it is
	Inputs     map[types.Object]bool       // variables that the attempts are made from
	WorkLoops  map[ast.Stmt]effects.Effect // loops over work items, where a path ends at the next one, and what going there does
	RetryLoops map[ast.Stmt]*index.Loop    // loops that retry
	Region     ast.Node                    // the branch of the match; nil for the whole function
	Callback   *Callback
	Start      ast.Node    // the statement of the match, which may hold the attempt itself
	Inside     *index.Loop // the loop at whose end the paths end; nil for the function's
	Scope      *scope      // where the error can be seen; nil where that does not matter

	Results map[PathEnd]bool
	seen    map[step]bool
	Waits   map[ast.Node]bool // what waits on the way
}

type step struct {
	block int32
	State
}

// NewWalker returns a walker that has seen nothing yet.
func (f *Follower) NewWalker(fn *index.Function, e *eval.Assumption) *Walker {
	own := *e
	own.FlagVars, own.Flags = f.steering(fn), 0
	w := &Walker{
		f:          f,
		Func:       fn,
		Assumed:    &own,
		tracked:    map[types.Object]bool{},
		WorkLoops:  map[ast.Stmt]effects.Effect{},
		RetryLoops: map[ast.Stmt]*index.Loop{},
		Results:    map[PathEnd]bool{},
		seen:       map[step]bool{},
		Waits:      map[ast.Node]bool{},
	}
	if e.Root != nil {
		w.tracked[e.Root] = true
	}
	return w
}

// Run follows every path from a node on.
func (w *Walker) Run(b *cfg.Block, from int) {
	w.Follow(b, from, State{0, w.FlagsAt(b, from-1)})
}

func (w *Walker) end(e Ending, eff effects.Effect) { w.Results[PathEnd{e, eff}] = true }

func (w *Walker) Follow(b *cfg.Block, from int, st State) {
	if from == 0 {
		if w.RetryLoops[b.Stmt] != nil && index.IsLoopHead(b) {
			st.Effect |= effects.NextAttempt
		}
		st.Effect = st.Effect.Then(w.opens(b))
		if w.enters(b, st) {
			return
		}
	}
	cond := index.BranchCondition(b)
	for i := from; i < len(b.Nodes); i++ {
		n := b.Nodes[i]
		switch r, isReturn := n.(*ast.ReturnStmt); {
		case n != w.Start && w.ContainsAttempt(n):
			w.end(EndsAgain, st.Effect)
			return
		case w.ended(b, n):
			w.end(EndsNothing, st.Effect)
			return
		case isReturn:
			w.returns(r, st.Effect|w.exprEffects(r))
			return
		case i == len(b.Nodes)-1 && cond != nil:
			st.Effect = st.Effect.Then(w.waiting(n, w.conditionEffects(cond)))
			if w.narrows(cond, false) {
				st.Effect |= effects.Narrowed
			}
		case i > 0 || !receives(b, n):
			st = w.statement(n, st)
		}
	}
	w.onwards(b, cond, st)
}

// onwards follows the paths from the end of a block.
func (w *Walker) onwards(b *cfg.Block, cond ast.Expr, st State) {
	if len(b.Succs) == 0 && !index.Unreachable(b) {
		w.end(EndsError, st.Effect)
	}
	for _, s := range w.Successors(b, cond, st) {
		w.Follow(s, 0, st)
	}
}

// enters notes that a path enters a block, and reports whether it ends there: it was there before, has gone too far,
// has left the loop, or comes to the next item.
func (w *Walker) enters(b *cfg.Block, st State) (ends bool) {
	s := step{b.Index, st}
	if w.seen[s] || w.f.spend(w.Func) {
		return true
	}
	w.seen[s] = true
	eff := st.Effect
	if w.Inside != nil && index.OutsideLoop(w.Inside, b) {
		w.end(EndsNothing, eff)
		return true
	}
	next, ok := w.WorkLoops[b.Stmt]
	if !ok || !index.IsLoopHead(b) {
		return false
	}
	if eff&effects.Overwritten == 0 && w.usedBehind(b.Stmt) {
		next |= effects.Surfaced
	}
	w.end(EndsNext, eff|next)
	return true
}

// Successors returns the successors that the assumption leaves open.
func (w *Walker) Successors(b *cfg.Block, cond ast.Expr, st State) []*cfg.Block {
	if len(b.Succs) != 2 {
		return b.Succs
	}
	e := w.Assumed
	e.Flags = st.Flags
	if st.Effect&effects.Overwritten != 0 {
		blank := *e
		blank.Root, blank.Call, blank.Cleared = nil, nil, nil
		if st.Effect&effects.Cleared != 0 {
			blank.Cleared = e.Root
		}
		e = &blank
	}
	v := w.decide(cond, b, e)
	if v == eval.Unknown && st.Effect&effects.NextAttempt != 0 {
		v = w.laterRound(cond)
	}
	switch v {
	case eval.Yes:
		return b.Succs[:1]
	case eval.No:
		return b.Succs[1:]
	}
	return b.Succs
}

// decide evaluates a branch's condition; a case of a switch on a tag is the comparison of the two.
func (w *Walker) decide(cond ast.Expr, b *cfg.Block, e *eval.Assumption) eval.Truth {
	if b.Succs[0].Kind == cfg.KindSwitchCaseBody {
		if asked := w.f.pkg.TypeCases[b.Succs[0].Stmt]; asked != nil {
			return w.f.evalTypeCase(asked, b.Succs[0].Stmt.(*ast.CaseClause), e)
		}
		if tag := w.f.pkg.Tags[cond]; tag != nil {
			v := w.f.eval.Equal(tag, cond, e)
			if e.Flip == cond {
				return v.Not()
			}
			return v
		}
	}
	if cond == nil {
		return eval.Unknown
	}
	return w.f.eval.Eval(cond, e)
}

// evalTypeCase answers whether the error is of the type of a case.
func (f *Follower) evalTypeCase(asked ast.Expr, c *ast.CaseClause, e *eval.Assumption) eval.Truth {
	if len(c.List) != 1 {
		return eval.Unknown
	}
	if f.pkg.IsNil(c.List[0]) {
		return f.eval.IsNil(asked, e)
	}
	return f.eval.IsType(asked, c.List[0], e)
}

func (w *Walker) ContainsAttempt(n ast.Node) bool {
	for _, a := range w.Attempts {
		if n.Pos() <= a.Pos() && a.End() <= n.End() {
			return true
		}
	}
	return false
}
