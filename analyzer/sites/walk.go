package sites

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"
)

// cfg returns the control-flow graph of the function.
func (fn *function) cfg() *cfg.CFG {
	if fn.graph == nil {
		fn.graph = cfg.New(fn.body, fn.f.mayReturn)
	}
	return fn.graph
}

// mayReturn reports whether a call can return: panic, os.Exit, log.Fatal and their kin do not.
func (f *finder) mayReturn(call *ast.CallExpr) bool {
	name := calledName(call)
	switch name {
	case "panic":
		return false
	case "Exit":
		path, _ := f.qualified(call)
		return path != "os"
	case "Goexit":
		path, _ := f.qualified(call)
		return path != "runtime"
	case "Fatal", "Fatalf", "Fatalln", "Fatalw":
		return false
	}
	return true
}

// find returns the block and the index of the node that holds an expression.
func (fn *function) find(e ast.Node) (*cfg.Block, int, bool) {
	for _, b := range fn.cfg().Blocks {
		if !b.Live {
			continue
		}
		for i, n := range b.Nodes {
			if n.Pos() <= e.Pos() && e.End() <= n.End() {
				return b, i, true
			}
		}
	}
	return nil, 0, false
}

// condition returns the condition on which a block branches, or nil.
func condition(b *cfg.Block) ast.Expr {
	if len(b.Succs) != 2 || len(b.Nodes) == 0 {
		return nil
	}
	switch b.Succs[0].Kind {
	case cfg.KindIfThen, cfg.KindForBody, cfg.KindSwitchCaseBody:
		e, _ := b.Nodes[len(b.Nodes)-1].(ast.Expr)
		return e
	}
	return nil
}

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

// A walker follows the paths of one function under an assumption.
type walker struct {
	f        *finder
	fn       *function
	env      *env
	tracked  map[types.Object]bool // variables that hold the error, or what was taken out of it
	attempts []*ast.CallExpr       // the calls whose error it is
	inputs   map[types.Object]bool // variables that the attempts are made from
	work     map[ast.Stmt]effect   // loops over work items, where a path ends at the next one, and what going there does
	retry    map[ast.Stmt]bool     // loops that retry
	region   ast.Node              // the branch of the match; nil for the whole function
	callback *callback
	start    ast.Node              // the statement of the match, which may hold the attempt itself
	inside   ast.Stmt              // the loop at whose end the paths end; nil for the function's
	onReturn func(*ast.ReturnStmt) // takes the returns of a predicate

	results map[result]bool
	seen    map[step]bool
}

type step struct {
	block  int32
	effect effect
}

// newWalker returns a walker that has seen nothing yet.
func newWalker(fn *function, e *env) *walker {
	w := &walker{
		f:       fn.f,
		fn:      fn,
		env:     e,
		tracked: map[types.Object]bool{},
		work:    map[ast.Stmt]effect{},
		retry:   map[ast.Stmt]bool{},
		results: map[result]bool{},
		seen:    map[step]bool{},
	}
	if e.root != nil {
		w.tracked[e.root] = true
	}
	return w
}

// run follows every path from a node on.
func (w *walker) run(b *cfg.Block, from int) { w.block(b, from, 0) }

func (w *walker) end(e ending, eff effect) { w.results[result{e, eff}] = true }

func (w *walker) block(b *cfg.Block, from int, eff effect) {
	if w.retry[b.Stmt] && heads(b) {
		eff |= round
	}
	if from == 0 && w.enters(b, eff) {
		return
	}
	cond := condition(b)
	for i := from; i < len(b.Nodes); i++ {
		n := b.Nodes[i]
		if n != w.start && w.holdsAttempt(n) {
			w.end(endsAgain, eff)
			return
		}
		if r, ok := n.(*ast.ReturnStmt); ok {
			w.returns(r, eff|w.exprEffects(r))
			return
		}
		if i == len(b.Nodes)-1 && cond != nil {
			eff = eff.then(w.conditionEffects(cond))
			if w.narrows(cond, false) {
				eff |= narrowed
			}
			continue
		}
		eff = eff.then(w.nodeEffects(n))
	}
	if len(b.Succs) == 0 {
		w.end(endsError, eff)
		return
	}
	for _, s := range w.follow(b, cond, eff) {
		w.block(s, 0, eff)
	}
}

// enters notes that a path enters a block, and reports whether it ends there: it was there before, has gone too far,
// has left the loop, or comes to the next item.
func (w *walker) enters(b *cfg.Block, eff effect) (ends bool) {
	s := step{b.Index, eff}
	if w.seen[s] || w.fn.spend() {
		return true
	}
	w.seen[s] = true
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

// leaves reports whether a block lies behind or outside a loop.
func leaves(loop ast.Stmt, b *cfg.Block) bool {
	switch {
	case b.Stmt == loop:
		return b.Kind == cfg.KindForDone || b.Kind == cfg.KindRangeDone
	case b.Stmt == nil:
		return false
	}
	return b.Stmt.Pos() < loop.Pos() || loop.End() < b.Stmt.End()
}

// follow returns the successors that the assumption leaves open.
func (w *walker) follow(b *cfg.Block, cond ast.Expr, eff effect) []*cfg.Block {
	if cond == nil || eff&lost != 0 {
		return b.Succs
	}
	switch w.decide(cond, b) {
	case yes:
		return b.Succs[:1]
	case no:
		return b.Succs[1:]
	}
	return b.Succs
}

// decide evaluates a branch's condition; a case of a switch on a tag is the comparison of the two.
func (w *walker) decide(cond ast.Expr, b *cfg.Block) tri {
	if tag := w.f.tags[cond]; tag != nil && b.Succs[0].Kind == cfg.KindSwitchCaseBody {
		v := w.f.evalEqual(tag, cond, w.env)
		if w.env.flip == cond {
			return v.not()
		}
		return v
	}
	return w.f.eval(cond, w.env)
}

// then adds what a further statement does. Between the head of a retry loop and the attempt nothing is done about
// the code that was matched before: that is how every attempt begins.
func (e effect) then(next effect) effect {
	if e&round != 0 {
		next &^= changed | did
	}
	return e | next
}

// heads reports whether a block is the head of its loop.
func heads(b *cfg.Block) bool {
	switch b.Kind {
	case cfg.KindForPost, cfg.KindForLoop, cfg.KindRangeLoop:
		return true
	case cfg.KindForBody:
		s, ok := b.Stmt.(*ast.ForStmt)
		return ok && s.Cond == nil && s.Post == nil
	}
	return false
}

func (w *walker) holdsAttempt(n ast.Node) bool {
	for _, a := range w.attempts {
		if n.Pos() <= a.Pos() && a.End() <= n.End() {
			return true
		}
	}
	return false
}

// nodeEffects says what one statement does.
func (w *walker) nodeEffects(n ast.Node) effect {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return w.assignEffects(n.Lhs, n.Rhs, n.Tok) | w.exprEffects(n)
	case *ast.ValueSpec:
		return w.assignEffects(targets(n), n.Values, token.DEFINE) | w.exprEffects(n)
	case *ast.IncDecStmt:
		return w.inRegion(n, did)
	case *ast.SendStmt:
		return w.exprEffects(n) | w.inRegion(n, did)
	case *ast.GoStmt:
		return w.exprEffects(n) | w.inRegion(n, did) | changed
	}
	return w.exprEffects(n)
}

// assignEffects says what an assignment does beside its calls: the error's variable may lose it, the request may
// change, something may be noted.
func (w *walker) assignEffects(lhs, rhs []ast.Expr, tok token.Token) effect {
	var eff effect
	for i, l := range lhs {
		o := w.f.object(l)
		if o == nil {
			if id, ok := ast.Unparen(l).(*ast.Ident); !ok || id.Name != "_" {
				eff |= w.inRegion(l, did)
				if w.inputs[w.base(l)] {
					eff |= changed
				}
			}
			continue
		}
		if w.tracked[o] && o == w.env.root && !w.derives(rhs) {
			eff |= lost
		}
		if w.inputs[o] {
			eff |= changed
		}
		if tok != token.DEFINE && !w.tracked[o] && i < len(rhs) {
			eff |= w.inRegion(l, did)
			if !isError(o.Type()) && !w.numeric(o) {
				eff |= changed
			}
		}
	}
	return eff
}

// base returns the variable that a target hangs on: req of req.Size.
func (w *walker) base(e ast.Expr) types.Object {
	o, _ := w.f.rootAt(e, depth)
	return o
}

func (w *walker) numeric(o types.Object) bool {
	b, ok := o.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0
}

// derives reports whether a value holds the error that is assumed: a wrap.
func (w *walker) derives(rhs []ast.Expr) bool {
	for _, r := range rhs {
		if w.callback != nil && w.holdsMark(r) {
			return false
		}
		if w.mentions(r) {
			return true
		}
	}
	return false
}

func (w *walker) inRegion(n ast.Node, e effect) effect {
	if w.region == nil || w.region.Pos() <= n.Pos() && n.Pos() <= w.region.End() {
		return e
	}
	return 0
}
