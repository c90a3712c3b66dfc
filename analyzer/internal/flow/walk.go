package flow

import (
	"go/ast"
	"go/token"
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
	EndsNothing  Ending = iota // a function without results ends, or the path leaves the part of it that is followed
	EndsNil                    // the function returns a nil error
	EndsAnswer                 // the function returns a value, with a nil error or without an error result
	EndsError                  // the function returns an error or something that is not understood, or the program ends
	EndsRetry                  // the attempt is made again
	EndsNextItem               // a loop over work continues with its next item
	EndsUnknown                // a callback of a retry library returns something that is not understood
)

// A PathEnd is how a path ends, and what was done on it.
type PathEnd struct {
	End    Ending
	Effect effects.Effect
}

// A State is what was done on a path so far, and the values that the flags (Walker.Assumed.Flags) and the result variables
// have there.
type State struct {
	Effect effects.Effect
	Flags  eval.FlagValues
	Values index.Values
	Nils   eval.FlagValues // the values of Walker.Assumed.Nils
}

// Loops says where paths end in loops.
type Loops struct {
	WorkLoops  map[ast.Stmt]effects.Effect // loops over work: a path ends at the next item, with this effect added
	RetryLoops map[ast.Stmt]*index.Loop    // loops that retry: a path continues to the attempt
	Inside     *index.Loop                 // a path ends where it leaves this loop; nil if it may leave any

	// Recursions are calls by which the function calls itself and makes the attempt again, with what else they do. A path
	// continues at the start of the function.
	Recursions map[*ast.CallExpr]effects.Effect
}

// A Walker follows the paths of one function under an assumption, and collects how they end.
type Walker struct {
	f    *Follower
	walk *paths.Walk[State]

	// What to follow. The caller of NewWalker sets the fields from Attempts on.
	Func     *index.Function
	Assumed  *eval.Assumption      // owned by the walker
	Attempts []*ast.CallExpr       // the calls that may have returned the error
	Inputs   map[types.Object]bool // variables that the attempts use; see Follower.Inputs
	Callback *Callback             // how the function's results are read, if a retry library calls it
	Loops
	Start  ast.Node // the statement of the match, in which an attempt is not the next one
	Region ast.Node // the branch of the match, in which something may be done about the error; nil for the whole function
	Scope  *Scope   // nil if the error may be seen in all of the function

	Found
	match   ast.Expr              // the test that matches; nil if the paths do not begin at a match
	tracked map[types.Object]bool // cache of isTracked
	nesting
}

// nesting counts the functions that a walker looks into.
type nesting struct {
	entered  int  // function literals whose bodies are examined for a call
	checking int  // see checkEffects
	inOnce   bool // see waitsButOnce
}

// Found is what a walker has found.
type Found struct {
	Results map[PathEnd]bool
	Waits   map[ast.Node]bool        // nodes on the paths that wait
	returns map[*ast.ReturnStmt]bool // statements at which paths end
	later   []*cfg.Block             // blocks that return the error of a later call
	answers []*cfg.Block             // blocks that return a value, with a nil error or without an error result
}

// NewWalker returns a walker that has visited nothing. It copies the assumption.
func (f *Follower) NewWalker(fn *index.Function, e *eval.Assumption) *Walker {
	own := *e
	own.Flags = eval.Flags{Vars: f.eval.SteeringVars(fn)}
	own.Nils = eval.Flags{Vars: f.eval.CheckedErrors(fn, e)}
	w := &Walker{
		f:       f,
		Func:    fn,
		Assumed: &own,
		tracked: map[types.Object]bool{},
		Loops:   Loops{WorkLoops: map[ast.Stmt]effects.Effect{}, RetryLoops: map[ast.Stmt]*index.Loop{}, Recursions: map[*ast.CallExpr]effects.Effect{}},
		Found:   Found{Results: map[PathEnd]bool{}, Waits: map[ast.Node]bool{}, returns: map[*ast.ReturnStmt]bool{}},
	}
	w.walk = paths.NewWalk(w)
	if e.Root != nil {
		w.tracked[e.Root] = true
	}
	return w
}

// Run follows every path from the node with index from of a block.
func (w *Walker) Run(b *cfg.Block, from int) {
	w.Follow(b, from, State{Flags: w.FlagsAt(b, from-1), Values: w.Func.ValuesAt(b, from-1)})
}

// Follow follows every path that reaches the node with index from of a block in a state.
func (w *Walker) Follow(b *cfg.Block, from int, st State) { w.walk.Follow(b, from, st) }

// TrackResults also tracks the boolean variables that decide what the function returns: to set one of them does nothing
// about the error.
func (w *Walker) TrackResults() { w.Assumed.Flags.Vars = w.f.eval.AllFlags(w.Func) }

// Reached reports whether a path reached the start of a block.
func (w *Walker) Reached(b *cfg.Block) bool { return w.walk.Visited(b) }

// FlagsAt returns the values of the flags after a node, as far as they are the same constant on every path to it.
func (w *Walker) FlagsAt(b *cfg.Block, at int) eval.FlagValues {
	return w.f.eval.FlagsBefore(w.Func, b, at, w.Assumed)
}

func (w *Walker) end(e Ending, eff effects.Effect) { w.Results[PathEnd{e, eff}] = true }

// Enter implements paths.Visitor. It adds the effects of entering a block.
func (w *Walker) Enter(b *cfg.Block, st State) State {
	if w.RetryLoops[b.Stmt] != nil && index.IsLoopHead(b) {
		st.Effect |= effects.NextAttempt
	}
	st.Effect = st.Effect.Then(w.blockEffects(b))
	return st
}

// Visit implements paths.Visitor. A path ends where the limit of visits is reached, where the path leaves the loop Inside,
// and where a loop over work continues with its next item.
func (w *Walker) Visit(b *cfg.Block, st State) bool {
	if !w.f.countVisit(w.Func) {
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
	if eff&effects.Overwritten == 0 && w.usedAfter(b.Stmt) {
		next |= effects.Surfaced
	}
	next |= w.keptInResult(b.Stmt, st)
	w.end(EndsNextItem, eff|next)
	return false
}

// Node implements paths.Visitor. It adds the effects of a statement, or ends the path there.
func (w *Walker) Node(b *cfg.Block, i int, st State) (State, bool) {
	n := b.Nodes[i]
	w.Assumed.Flags.Values, w.Assumed.Nils.Values = st.Flags, st.Nils
	isAttempt := n == w.Start && w.ContainsAttempt(n)
	if w.endsAt(b, n, st) {
		return st, false
	}
	if w.followRecursion(n, st) {
		return st, false
	}
	if r, ok := n.(*ast.ReturnStmt); ok {
		eff, returned := st.Effect, w.returned(r, st)
		if !isAttempt { // the attempt itself does nothing about its failure
			eff |= w.exprEffects(r)
		}
		w.returns[returned] = true
		end := w.returnEnding(returned, eff)
		if end == EndsError && w.returnsLater(returned, eff) {
			eff |= effects.Later
			w.later = append(w.later, b)
		}
		if end == EndsAnswer {
			w.answers = append(w.answers, b)
		}
		w.end(end, eff)
		return st, false
	}
	if i == 0 && isReceiveTarget(b, n) {
		return st, true
	}
	return w.after(n, st), true
}

// endsAt reports whether a path ends where a node begins: at the next attempt, or where the error is lost.
func (w *Walker) endsAt(b *cfg.Block, n ast.Node, st State) bool {
	first := n == w.Start
	if first {
		w.Start = nil // a path that comes back makes the attempt again
	}
	switch {
	case !first && w.ContainsAttempt(n):
		w.end(EndsRetry, st.Effect)
	case w.isLostAt(b, n):
		w.end(EndsNothing, st.Effect)
	default:
		return false
	}
	return true
}

// Branch implements paths.Visitor. It adds the effects of the condition. A block without successors ends the program.
func (w *Walker) Branch(b *cfg.Block, cond ast.Expr, st State) (State, []*cfg.Block) {
	w.Assumed.Flags.Values, w.Assumed.Nils.Values = st.Flags, st.Nils
	if cond != nil {
		if w.endsAt(b, cond, st) || w.followRecursion(cond, st) {
			return st, nil
		}
		st.Effect = st.Effect.Then(w.recordWait(cond, w.conditionEffects(cond)))
		st.Effect |= w.narrowing(cond)
	}
	if len(b.Succs) == 0 && !index.Unreachable(b) {
		w.end(EndsError, st.Effect)
	}
	succs := w.successors(b, cond, st)
	if len(succs) == 2 && cond != nil && (w.decidesWait(b, cond) || w.waitsButOnce(b, cond, st)) {
		st.Effect |= effects.Waited
	}
	return st, succs
}

// successors returns the successors of a block that the assumption does not exclude.
func (w *Walker) successors(b *cfg.Block, cond ast.Expr, st State) []*cfg.Block {
	if len(b.Succs) != 2 {
		return b.Succs
	}
	e := w.Assumed
	e.Flags.Values, e.Nils.Values = st.Flags, st.Nils
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
		if tag := w.f.pkg.Tags[cond]; tag != nil {
			v = w.compareLaterIteration(tag, token.EQL, cond)
		} else {
			v = w.evalLaterIteration(cond, index.MaxDepth)
		}
	}
	switch v {
	case eval.Yes:
		return b.Succs[:1]
	case eval.No:
		return b.Succs[1:]
	}
	if e.InBounds {
		return w.withinBounds(b, cond, st.Effect&effects.Overwritten != 0)
	}
	return b.Succs
}

// decide evaluates the condition on which a block branches, or the comparison of a case with the tag of its switch.
func (w *Walker) decide(cond ast.Expr, b *cfg.Block, e *eval.Assumption) eval.Truth {
	if b.Succs[0].Kind == cfg.KindSwitchCaseBody {
		if subject := w.f.pkg.TypeCases[b.Succs[0].Stmt]; subject != nil {
			return w.f.evalTypeCase(subject, b.Succs[0].Stmt.(*ast.CaseClause), e)
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

// evalTypeCase reports whether subject has the type of a case of a type switch, or is nil in case of nil.
func (f *Follower) evalTypeCase(subject ast.Expr, c *ast.CaseClause, e *eval.Assumption) eval.Truth {
	no := 0
	for _, t := range c.List {
		v := eval.Unknown
		if !f.pkg.IsNil(t) {
			v = f.eval.IsType(subject, t, e)
		} else if len(c.List) == 1 {
			v = f.eval.IsNil(subject, e)
		}
		switch v {
		case eval.Yes:
			return eval.Yes
		case eval.No:
			no++
		}
	}
	if no == len(c.List) {
		return eval.No
	}
	return eval.Unknown
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
