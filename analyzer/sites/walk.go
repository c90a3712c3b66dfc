package sites

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"
)

// An ending is how a path ends.
type ending int

const (
	endsNothing ending = iota // a function without results ends
	endsNil                   // the error result is nil
	endsAnswer                // a value is returned by a function without an error result, or beside a nil error
	endsError                 // an error, or something not understood, is returned; or the program ends
	endsAgain                 // the attempt is made again
	endsNext                  // the next item of a loop over work
	endsUnknown               // a callback of a retry library returns what is not understood
)

// A result is one way in which a path ends, and what was done on it.
type result struct {
	end    ending
	effect effect
}

// A state is what a path knows of itself.
type state struct {
	effect effect
	flags  flags
}

// A walker follows the paths of one function under an assumption.
type walker struct {
	f        *finder
	fn       *function
	env      *env                  // the walker's own
	tracked  map[types.Object]bool // variables that hold the error, or what was taken out of it
	attempts []*ast.CallExpr       // the calls whose error it is
	inputs   map[types.Object]bool // variables that the attempts are made from
	work     map[ast.Stmt]effect   // loops over work items, where a path ends at the next one, and what going there does
	retry    map[ast.Stmt]*loop    // loops that retry
	region   ast.Node              // the branch of the match; nil for the whole function
	callback *callback
	start    ast.Node // the statement of the match, which may hold the attempt itself
	inside   *loop    // the loop at whose end the paths end; nil for the function's
	scope    *scope   // where the error can be seen; nil where that does not matter

	results map[result]bool
	seen    map[step]bool
	waits   map[ast.Node]bool // what waits on the way
}

type step struct {
	block int32
	state
}

// newWalker returns a walker that has seen nothing yet.
func (f *finder) newWalker(fn *function, e *env) *walker {
	own := *e
	own.vars, own.now = f.steering(fn), 0
	w := &walker{
		f:       f,
		fn:      fn,
		env:     &own,
		tracked: map[types.Object]bool{},
		work:    map[ast.Stmt]effect{},
		retry:   map[ast.Stmt]*loop{},
		results: map[result]bool{},
		seen:    map[step]bool{},
		waits:   map[ast.Node]bool{},
	}
	if e.root != nil {
		w.tracked[e.root] = true
	}
	return w
}

// run follows every path from a node on.
func (w *walker) run(b *cfg.Block, from int) {
	w.block(b, from, state{0, w.flagsAt(b, from-1)})
}

func (w *walker) end(e ending, eff effect) { w.results[result{e, eff}] = true }

func (w *walker) block(b *cfg.Block, from int, st state) {
	if from == 0 {
		if w.retry[b.Stmt] != nil && heads(b) {
			st.effect |= round
		}
		st.effect = st.effect.then(w.opens(b))
		if w.enters(b, st) {
			return
		}
	}
	cond := condition(b)
	for i := from; i < len(b.Nodes); i++ {
		n := b.Nodes[i]
		switch r, isReturn := n.(*ast.ReturnStmt); {
		case n != w.start && w.holdsAttempt(n):
			w.end(endsAgain, st.effect)
			return
		case w.ended(b, n):
			w.end(endsNothing, st.effect)
			return
		case isReturn:
			w.returns(r, st.effect|w.exprEffects(r))
			return
		case i == len(b.Nodes)-1 && cond != nil:
			st.effect = st.effect.then(w.waiting(n, w.conditionEffects(cond)))
			if w.narrows(cond, false) {
				st.effect |= narrowed
			}
		case i > 0 || !receives(b, n):
			st = w.statement(n, st)
		}
	}
	w.onwards(b, cond, st)
}

// onwards follows the paths from the end of a block.
func (w *walker) onwards(b *cfg.Block, cond ast.Expr, st state) {
	if len(b.Succs) == 0 && !dead(b) {
		w.end(endsError, st.effect)
	}
	for _, s := range w.follow(b, cond, st) {
		w.block(s, 0, st)
	}
}

// enters notes that a path enters a block, and reports whether it ends there: it was there before, has gone too far,
// has left the loop, or comes to the next item.
func (w *walker) enters(b *cfg.Block, st state) (ends bool) {
	s := step{b.Index, st}
	if w.seen[s] || w.f.spend(w.fn) {
		return true
	}
	w.seen[s] = true
	eff := st.effect
	if w.inside != nil && leaves(w.inside, b) {
		w.end(endsNothing, eff)
		return true
	}
	next, ok := w.work[b.Stmt]
	if !ok || !heads(b) {
		return false
	}
	if eff&lost == 0 && w.usedBehind(b.Stmt) {
		next |= surfaced
	}
	w.end(endsNext, eff|next)
	return true
}

// follow returns the successors that the assumption leaves open.
func (w *walker) follow(b *cfg.Block, cond ast.Expr, st state) []*cfg.Block {
	if len(b.Succs) != 2 {
		return b.Succs
	}
	e := w.env
	e.now = st.flags
	if st.effect&lost != 0 {
		blank := *e
		blank.root, blank.call, blank.cleared = nil, nil, nil
		if st.effect&cleared != 0 {
			blank.cleared = e.root
		}
		e = &blank
	}
	v := w.decide(cond, b, e)
	if v == unknown && st.effect&round != 0 {
		v = w.laterRound(cond)
	}
	switch v {
	case yes:
		return b.Succs[:1]
	case no:
		return b.Succs[1:]
	}
	return b.Succs
}

// decide evaluates a branch's condition; a case of a switch on a tag is the comparison of the two.
func (w *walker) decide(cond ast.Expr, b *cfg.Block, e *env) tri {
	if b.Succs[0].Kind == cfg.KindSwitchCaseBody {
		if asked := w.f.typeCases[b.Succs[0].Stmt]; asked != nil {
			return w.f.evalTypeCase(asked, b.Succs[0].Stmt.(*ast.CaseClause), e)
		}
		if tag := w.f.tags[cond]; tag != nil {
			v := w.f.evalEqual(tag, cond, e)
			if e.flip == cond {
				return v.not()
			}
			return v
		}
	}
	if cond == nil {
		return unknown
	}
	return w.f.eval(cond, e)
}

// evalTypeCase answers whether the error is of the type of a case.
func (f *finder) evalTypeCase(asked ast.Expr, c *ast.CaseClause, e *env) tri {
	if len(c.List) != 1 {
		return unknown
	}
	if f.isNil(c.List[0]) {
		return f.nilness(asked, e)
	}
	return f.evalTaken(asked, c.List[0], e)
}

// then adds what a further statement does. Between the head of a retry loop and the attempt nothing is done about
// the code that was matched before: that is how every attempt begins.
func (e effect) then(next effect) effect {
	if e&round != 0 {
		next &^= changed | did
	}
	if next&lost != 0 {
		e &^= cleared
	}
	return e | next
}

func (w *walker) holdsAttempt(n ast.Node) bool {
	for _, a := range w.attempts {
		if n.Pos() <= a.Pos() && a.End() <= n.End() {
			return true
		}
	}
	return false
}
