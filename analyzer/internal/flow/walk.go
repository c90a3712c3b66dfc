package flow

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/paths"
)

// An Ending is how a path ends.
type Ending int

// The ways in which a path ends.
const (
	EndsNothing Ending = iota // a function without results ends
	EndsNil                   // the error result is nil
	EndsAnswer                // a function without an error result returns a value, or a value is returned with a nil error
	EndsError                 // an error, or something not understood, is returned; or the program ends
	EndsAgain                 // the attempt is made again
	EndsNext                  // a loop over work continues with the next item
	EndsUnknown               // a callback of a retry library returns something that is not understood
)

// A PathEnd is how a path ends, and what was done on it.
type PathEnd struct {
	End    Ending
	Effect effects.Effect
}

// A State is what was done on a path so far, and the values of the flags (Walker.Assumed.Flags) at this point of it.
type State struct {
	Effect effects.Effect
	Flags  eval.FlagValues
}

// Loops says where the paths of a Walker end in loops.
type Loops struct {
	WorkLoops  map[ast.Stmt]effects.Effect // loops over work items: a path ends at the next item; the value is what going there does
	RetryLoops map[ast.Stmt]*index.Loop    // loops that retry
	Inside     *index.Loop                 // paths end where they leave this loop; nil if they end with the function
}

// A Walker follows the paths of one function under an assumption, and collects how they end. The fields up to Scope are
// set before the walk.
type Walker struct {
	f        *Follower
	walk     *paths.Walk[State]
	Func     *index.Function
	Assumed  *eval.Assumption      // a copy that the walker owns
	Callback *Callback             // nil unless a retry library calls the function
	Attempts []*ast.CallExpr       // the calls that may have returned the error
	Inputs   map[types.Object]bool // variables that the attempts use
	Loops
	Region ast.Node // the branch of the match; nil for the whole function
	Start  ast.Node // the statement of the match, which may contain the attempt itself
	Scope  *scope   // where the error can be seen; nil where that does not matter

	Results map[PathEnd]bool
	Waits   map[ast.Node]bool // nodes on the paths that wait

	tracked map[types.Object]bool // whether a variable holds the error or something taken from it; see isTracked
}

// NewWalker returns a walker that has visited nothing. It copies the assumption.
func (f *Follower) NewWalker(fn *index.Function, e *eval.Assumption) *Walker {
	own := *e
	own.Flags = eval.Flags{Vars: f.eval.SteeringVars(fn)}
	w := &Walker{
		f:       f,
		Func:    fn,
		Assumed: &own,
		tracked: map[types.Object]bool{},
		Loops:   Loops{WorkLoops: map[ast.Stmt]effects.Effect{}, RetryLoops: map[ast.Stmt]*index.Loop{}},
		Results: map[PathEnd]bool{},
		Waits:   map[ast.Node]bool{},
	}
	w.walk = paths.NewWalk(w)
	if e.Root != nil {
		w.tracked[e.Root] = true
	}
	return w
}

// Run follows every path from the node with index from of a block.
func (w *Walker) Run(b *cfg.Block, from int) {
	w.Follow(b, from, State{0, w.FlagsAt(b, from-1)})
}

// Follow follows every path that reaches the node with index from of a block in a state.
func (w *Walker) Follow(b *cfg.Block, from int, st State) { w.walk.Follow(b, from, st) }

// FlagsAt returns the values of the flags after a node, as far as they are the same constant on every path to it.
func (w *Walker) FlagsAt(b *cfg.Block, at int) eval.FlagValues {
	return w.f.eval.FlagsBefore(w.Func, b, at, w.Assumed)
}

func (w *Walker) end(e Ending, eff effects.Effect) { w.Results[PathEnd{e, eff}] = true }

// Enter implements paths.Visitor.
func (w *Walker) Enter(b *cfg.Block, st State) State {
	if w.RetryLoops[b.Stmt] != nil && index.IsLoopHead(b) {
		st.Effect |= effects.NextAttempt
	}
	st.Effect = st.Effect.Then(w.opens(b))
	return st
}

// Visit implements paths.Visitor. A path ends where the budget of the function is used up, where it leaves the loop
// Inside, and where a loop over work continues with the next item.
func (w *Walker) Visit(b *cfg.Block, st State) bool {
	if w.f.spend(w.Func) {
		return false
	}
	eff := st.Effect
	if w.Inside != nil && index.OutsideLoop(w.Inside, b) {
		w.end(EndsNothing, eff)
		return false
	}
	next, ok := w.WorkLoops[b.Stmt]
	if !ok || !index.IsLoopHead(b) {
		return true
	}
	if eff&effects.Overwritten == 0 && w.usedBehind(b.Stmt) {
		next |= effects.Surfaced
	}
	w.end(EndsNext, eff|next)
	return false
}

// Node implements paths.Visitor.
func (w *Walker) Node(b *cfg.Block, i int, st State) (State, bool) {
	n := b.Nodes[i]
	w.Assumed.Flags.Values = st.Flags
	if w.endsAt(b, n, st) {
		return st, false
	}
	if r, ok := n.(*ast.ReturnStmt); ok {
		w.returns(r, st.Effect|w.exprEffects(r))
		return st, false
	}
	if i > 0 || !receives(b, n) {
		st = w.statement(n, st)
	}
	return st, true
}

// endsAt reports whether a path ends where a node begins: at the next attempt, or where the error is lost.
func (w *Walker) endsAt(b *cfg.Block, n ast.Node, st State) bool {
	switch {
	case n != w.Start && w.ContainsAttempt(n):
		w.end(EndsAgain, st.Effect)
	case w.ended(b, n):
		w.end(EndsNothing, st.Effect)
	default:
		return false
	}
	return true
}

// Branch implements paths.Visitor.
func (w *Walker) Branch(b *cfg.Block, cond ast.Expr, st State) (State, []*cfg.Block) {
	w.Assumed.Flags.Values = st.Flags
	if cond != nil {
		if w.endsAt(b, cond, st) {
			return st, nil
		}
		st.Effect = st.Effect.Then(w.waiting(cond, w.conditionEffects(cond)))
		if w.narrows(cond, false) {
			st.Effect |= effects.Narrowed
		}
	}
	if len(b.Succs) == 0 && !index.Unreachable(b) {
		w.end(EndsError, st.Effect)
	}
	return st, w.Successors(b, cond, st)
}

// Successors returns the successors of a block that the assumption does not exclude.
func (w *Walker) Successors(b *cfg.Block, cond ast.Expr, st State) []*cfg.Block {
	if len(b.Succs) != 2 {
		return b.Succs
	}
	e := w.Assumed
	e.Flags.Values = st.Flags
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

// ContainsAttempt reports whether a node contains one of the attempts.
func (w *Walker) ContainsAttempt(n ast.Node) bool {
	for _, a := range w.Attempts {
		if n.Pos() <= a.Pos() && a.End() <= n.End() {
			return true
		}
	}
	return false
}
