package eval

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/paths"
)

// An explorer follows the paths of one function to its return statements, and collects what they return.
type explorer struct {
	query
	fn      *index.Function
	assumed Assumption // what query.Assumption points to

	// What the paths return. Which of these decide is described at explore.
	onMatch []reply // on paths on which the assumed code was found equal to a code that the function names
	open    []reply // on other paths that depend on something other than the error
	rest    []reply // on paths for errors of another type, or with another code

	exhausted bool // the limit of visits was reached
}

// A pathState is the state of a path in an explorer.
type pathState struct {
	entered uint64     // the loops over codes whose body was entered, one bit for each, by position modulo 64
	flags   FlagValues // the values of Flags.Vars
	matched bool       // the assumed code was found equal to a code that the function names
	open    bool       // a condition on the path depends on something other than the error

	attempted bool // the attempt was made; only for a stepExplorer
}

// start returns the state at the start of the function: its named results are false.
func (x *explorer) start() pathState {
	var s pathState
	for i, o := range x.Flags.Vars {
		if x.fn.IsResult(o) {
			s.flags = s.flags.with(i, No)
		}
	}
	return s
}

// explore follows every path of a function and returns its reply: what all paths with a match and all open paths return,
// or, if no path has a match, what all open paths and the rest return.
func (ev *Evaluator) explore(fn *index.Function, e *Assumption) reply {
	x := &explorer{query: query{Evaluator: ev}, fn: fn, assumed: *e}
	x.Assumption = &x.assumed
	x.Flags.Vars = ev.answeringVars(fn)
	paths.NewWalk(x).Follow(fn.Graph().Blocks[0], 0, x.start())
	if x.exhausted {
		if ev.progress.depth > 1 {
			ev.progress.reliesOn = -1 // not cached: as an outermost question it may make more visits
		}
		return reply{}
	}
	if len(x.onMatch) > 0 {
		return common(append(x.onMatch, x.open...))
	}
	return common(append(x.open, x.rest...))
}

// common returns the reply that all paths have in common; its answer is AnswerUnknown if they differ.
func common(replies []reply) reply {
	all := reply{answer: noAnswerYet}
	for _, r := range replies {
		switch {
		case r.answer == noAnswerYet:
		case all.answer == noAnswerYet:
			all = r
		case all.answer != r.answer:
			return reply{}
		}
	}
	return all
}

// Enter implements paths.Visitor.
func (x *explorer) Enter(_ *cfg.Block, s pathState) pathState { return s }

// Visit implements paths.Visitor. A path ends where the limit of visits is reached.
func (x *explorer) Visit(*cfg.Block, pathState) bool {
	x.progress.visitsLeft--
	x.exhausted = x.exhausted || x.progress.visitsLeft < 0 || !x.pkg.Work.Step()
	return !x.exhausted
}

// Node implements paths.Visitor. A path ends at a return, and where the error's variable is set to something else.
func (x *explorer) Node(b *cfg.Block, i int, s pathState) (pathState, bool) {
	x.Flags.Values = s.flags
	x.matched = false
	switch n := b.Nodes[i].(type) {
	case *ast.ReturnStmt:
		x.addReply(n, s)
		return s, false
	case *ast.AssignStmt:
		s.flags = x.flagsAfter(n)
		s.matched = s.matched || x.matched
		if x.replacesError(n) {
			x.open = append(x.open, reply{})
			return s, false
		}
	case *ast.ValueSpec:
		s.flags = x.flagsAfter(n)
		s.matched = s.matched || x.matched
	}
	return s, true
}

// replacesError reports whether an assignment sets the error's parameter to a value that is not derived from the error.
func (x *explorer) replacesError(a *ast.AssignStmt) bool {
	for i, l := range a.Lhs {
		if x.Root == nil || x.pkg.Object(l) != x.Root {
			continue
		}
		from := a.Rhs[0]
		if len(a.Rhs) == len(a.Lhs) {
			from = a.Rhs[i]
		}
		uses := false
		ast.Inspect(from, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && x.pkg.Object(id) == x.Root {
				uses = true
			}
			return !uses
		})
		if !uses {
			return true
		}
	}
	return false
}

// Branch implements paths.Visitor. It returns the successors that the assumption does not exclude.
func (x *explorer) Branch(b *cfg.Block, cond ast.Expr, s pathState) (pathState, []*cfg.Block) {
	x.Flags.Values = s.flags
	if b.Stmt != nil && len(b.Succs) == 2 && (b.Kind == cfg.KindRangeLoop || b.Kind == cfg.KindForLoop) {
		if member, ok := x.comparesInTurn(b.Stmt); ok {
			return x.loopOverCodes(b, s, member)
		}
	}
	if cond == nil {
		return s, x.typeSwitchSuccessors(b)
	}
	x.matched = false
	v := x.decide(cond, b)
	s.matched = s.matched || x.matched
	switch v {
	case Yes:
		return s, b.Succs[:1]
	case No:
		return s, b.Succs[1:]
	}
	s.open = s.open || !x.isAboutType(cond) && !(x.InBounds && x.isBound(cond, index.MaxDepth))
	return s, b.Succs
}

// typeSwitchSuccessors returns the successors of a block without a condition. For a case of a type switch that has the
// type of the error, this is the body of the case alone.
func (x *explorer) typeSwitchSuccessors(b *cfg.Block) []*cfg.Block {
	if len(b.Succs) != 2 || b.Succs[0].Kind != cfg.KindSwitchCaseBody {
		return b.Succs
	}
	subject := x.pkg.TypeCases[b.Succs[0].Stmt]
	clause, ok := b.Succs[0].Stmt.(*ast.CaseClause)
	if subject == nil || !ok {
		return b.Succs
	}
	no := 0
	for _, t := range clause.List {
		if x.pkg.IsNil(t) {
			continue
		}
		switch x.isType(subject, t) {
		case Yes:
			return b.Succs[:1]
		case No:
			no++
		}
	}
	if no == len(clause.List) {
		return b.Succs[1:]
	}
	return b.Succs
}

// loopOverCodes returns the successors of the head of a loop over codes. If the codes contain the assumed code, the body
// is entered exactly once, for the iteration that finds it.
func (x *explorer) loopOverCodes(b *cfg.Block, s pathState, member Truth) (pathState, []*cfg.Block) {
	if member != Yes {
		return s, b.Succs
	}
	bit := uint64(1) << (int(b.Stmt.Pos()) % 64)
	if s.entered&bit != 0 {
		return s, b.Succs[1:]
	}
	s.entered |= bit
	return s, b.Succs[:1]
}

// comparesInTurn reports whether a loop compares the error with codes in turn, and whether the codes contain the assumed
// code.
func (x *explorer) comparesInTurn(loop ast.Stmt) (member Truth, ok bool) {
	ast.Inspect(loop, func(n ast.Node) bool {
		if n == nil || ok {
			return false
		}
		if v, is := x.evalHelperComparison(n); is {
			member, ok = x.Member, true
			if x.Success {
				member = v
			}
			return false
		}
		if c, is := n.(*ast.BinaryExpr); is && (c.Op == token.EQL || c.Op == token.NEQ) {
			for _, side := range [2][2]ast.Expr{{c.X, c.Y}, {c.Y, c.X}} {
				if v := x.evalElement(side[0], side[1]); v != Unknown {
					member, ok = v, true
				}
			}
		}
		return !ok
	})
	return member, ok
}

// decide evaluates the condition on which a block branches, or the comparison of a case with the tag of its switch.
func (x *explorer) decide(cond ast.Expr, b *cfg.Block) Truth {
	if tag := x.pkg.Tags[cond]; tag != nil && b.Succs[0].Kind == cfg.KindSwitchCaseBody {
		if v, ok := x.evalHelperComparison(cond); ok {
			return v
		}
		return x.equal(tag, cond)
	}
	return x.eval(cond)
}

// isAboutType reports whether a condition depends on nothing that is not assumed, except on the type of the error, on
// whether it is nil, or on whether there are codes to compare it with.
func (x *explorer) isAboutType(cond ast.Expr) bool {
	cond = x.pkg.Condition(cond)
	if b, ok := cond.(*ast.BinaryExpr); ok && (b.Op == token.LAND || b.Op == token.LOR) {
		return x.isAboutType(b.X) && x.isAboutType(b.Y)
	}
	if u, ok := cond.(*ast.UnaryExpr); ok && u.Op == token.NOT {
		return x.isAboutType(u.X)
	}
	if x.eval(cond) != Unknown {
		return true
	}
	switch c := cond.(type) {
	case *ast.CallExpr:
		return len(c.Args) == 2 && (x.pkg.IsCallTo(c, "errors", "As") || x.pkg.IsCallTo(c, "errors", "Is")) && x.isAssumed(c.Args[0])
	case *ast.BinaryExpr:
		if x.pkg.IsNil(c.Y) {
			return x.isAssumed(c.X)
		}
		call, ok := ast.Unparen(c.X).(*ast.CallExpr)
		return ok && x.isLenOfCodes(call)
	case *ast.Ident:
		return x.isTypeResult(x.pkg.Object(c))
	}
	return false
}

// isTypeResult reports whether a variable holds the result of a test that isAboutType accepts: ok in v, ok := err.(T).
func (x *explorer) isTypeResult(o types.Object) bool {
	a, ok := x.pkg.OnlyAssignment(o)
	if !ok {
		return false
	}
	switch rhs := ast.Unparen(a.RHS).(type) {
	case *ast.TypeAssertExpr:
		return a.Index == 1 && x.isAssumed(rhs.X)
	case *ast.CallExpr:
		src := x.bind.TakenFrom(rhs)
		return a.Index == 1 && src != nil && x.isAssumed(src) || a.Index == 0 && x.isAboutType(rhs)
	}
	return false
}

// addReply adds what a return statement returns.
func (x *explorer) addReply(r *ast.ReturnStmt, s pathState) {
	a := x.returned(x.fn.ReturnedAt(r))
	switch {
	case s.matched || x.matched:
		x.onMatch = append(x.onMatch, reply{a, true})
	case s.open:
		x.open = append(x.open, reply{answer: a})
	default:
		x.rest = append(x.rest, reply{answer: a})
	}
}
