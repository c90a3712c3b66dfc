package eval

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/index"
)

// An explorer follows the paths of one function to its returns, to see what it answers.
type explorer struct {
	f     *Evaluator
	fn    *index.Function
	e     *Assumption
	flags []types.Object // boolean variables that are set in several places
	seen  map[point]bool
	met   []reply // what the paths say on which the code was found equal to one
	open  []reply // what the others say on which something else than the error decided
	rest  []reply // what those say that are only of an error of another type, or of another code
	spent bool
}

// A point is where a path is, and what is known there.
type point struct {
	block  int32
	met    bool   // the code was found equal to one
	open   bool   // something else than the error decided a branch
	within uint64 // the loops over codes that were entered, by their number
	flags  [maxWatched]Truth
}

// maxWatched bounds the boolean variables whose values are followed.
const maxWatched = 4

// explore follows every path of a function.
func (ev *Evaluator) explore(fn *index.Function, e *Assumption) reply {
	x := &explorer{f: ev, fn: fn, e: e, seen: map[point]bool{}, flags: ev.watched(fn)}
	start := point{}
	for i, o := range x.flags {
		if fn.IsResult(o) {
			start.flags[i] = No
		}
	}
	x.block(fn.Graph().Blocks[0], start)
	if x.spent {
		if ev.asking > 1 {
			ev.lowest = -1 // another question may have more time for it
		}
		return reply{}
	}
	if len(x.met) > 0 {
		return join(append(x.met, x.open...))
	}
	return join(append(x.open, x.rest...))
}

// join is what several paths say together.
func join(said []reply) reply {
	all := reply{Answer: neverAnswers}
	for _, r := range said {
		switch {
		case r.Answer == neverAnswers:
		case all.Answer == neverAnswers:
			all = r
		case all.Answer != r.Answer:
			return reply{}
		}
	}
	return all
}

// watched returns the boolean variables of a function that are set in several places.
func (ev *Evaluator) watched(fn *index.Function) []types.Object {
	var flags []types.Object
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != len(a.Rhs) {
			return true
		}
		for _, l := range a.Lhs {
			o := ev.pkg.Object(l)
			if o == nil || len(flags) == maxWatched || slices.Contains(flags, o) || len(ev.pkg.Assignments[o]) < 2 && !fn.IsResult(o) {
				continue
			}
			if b, ok := o.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsBoolean != 0 {
				flags = append(flags, o)
			}
		}
		return true
	})
	return flags
}

func (x *explorer) block(b *cfg.Block, p point) {
	p.block = b.Index
	if x.seen[p] {
		return
	}
	x.seen[p] = true
	if x.f.patience--; x.f.patience < 0 {
		x.spent = true
		return
	}
	cond := index.BranchCondition(b)
	for i, n := range b.Nodes {
		if i == len(b.Nodes)-1 && cond != nil {
			break
		}
		x.know(p)
		switch n := n.(type) {
		case *ast.ReturnStmt:
			x.say(n, p)
			return
		case *ast.AssignStmt:
			x.assign(n.Lhs, n.Rhs, &p)
			if x.loses(n) {
				x.open = append(x.open, reply{})
				return
			}
		case *ast.ValueSpec:
			x.assign(index.DeclaredNames(n), n.Values, &p)
		}
	}
	x.know(p)
	x.follow(b, cond, p)
}

// know tells the evaluation what boolean variables hold.
func (x *explorer) know(p point) {
	x.e.known = nil
	for i, o := range x.flags {
		if x.e.known == nil {
			x.e.known = map[types.Object]Truth{}
		}
		x.e.known[o] = p.flags[i]
	}
}

func (x *explorer) assign(lhs, rhs []ast.Expr, p *point) {
	for i, l := range lhs {
		at := slices.Index(x.flags, x.f.pkg.Object(l))
		switch {
		case at < 0:
		case len(rhs) == len(lhs):
			x.e.met = false
			p.flags[at] = x.f.Eval(rhs[i], x.e)
			p.met = p.met || x.e.met
		case len(rhs) == 0:
			p.flags[at] = No
		default:
			p.flags[at] = Unknown
		}
	}
}

// loses reports whether an assignment puts something else into the error's parameter.
func (x *explorer) loses(a *ast.AssignStmt) bool {
	for i, l := range a.Lhs {
		if x.e.Root == nil || x.f.pkg.Object(l) != x.e.Root {
			continue
		}
		from := a.Rhs[0]
		if len(a.Rhs) == len(a.Lhs) {
			from = a.Rhs[i]
		}
		takes := false
		ast.Inspect(from, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && x.f.pkg.Object(id) == x.e.Root {
				takes = true
			}
			return !takes
		})
		if !takes {
			return true
		}
	}
	return false
}

// follow goes on to the successors that the assumption leaves open.
func (x *explorer) follow(b *cfg.Block, cond ast.Expr, p point) {
	if b.Stmt != nil && len(b.Succs) == 2 && (b.Kind == cfg.KindRangeLoop || b.Kind == cfg.KindForLoop) {
		if member, number, compares := x.compares(b.Stmt); compares {
			x.loop(b, p, member, number)
			return
		}
	}
	if cond == nil {
		for _, s := range x.cases(b) {
			x.block(s, p)
		}
		return
	}
	x.e.met = false
	v := x.decide(cond, b)
	p.met = p.met || x.e.met
	switch v {
	case Yes:
		x.block(b.Succs[0], p)
	case No:
		x.block(b.Succs[1], p)
	default:
		p.open = p.open || !x.asksType(cond)
		x.block(b.Succs[0], p)
		x.block(b.Succs[1], p)
	}
}

// cases returns the successors of a block without a condition: the body of a type switch's case alone, where the error is
// of its type.
func (x *explorer) cases(b *cfg.Block) []*cfg.Block {
	if len(b.Succs) != 2 || b.Succs[0].Kind != cfg.KindSwitchCaseBody {
		return b.Succs
	}
	asked := x.f.pkg.TypeCases[b.Succs[0].Stmt]
	clause, ok := b.Succs[0].Stmt.(*ast.CaseClause)
	if asked == nil || !ok {
		return b.Succs
	}
	for _, t := range clause.List {
		if !x.f.pkg.IsNil(t) && x.f.IsType(asked, t, x.e) == Yes {
			return b.Succs[:1]
		}
	}
	return b.Succs
}

// loop goes round a loop over codes: where they hold the code, one round meets it.
func (x *explorer) loop(b *cfg.Block, p point, member Truth, number int) {
	bit := uint64(1) << (number % 64)
	if member == Yes && p.within&bit == 0 {
		p.within |= bit
		x.block(b.Succs[0], p)
		return
	}
	if member != Yes {
		x.block(b.Succs[0], p)
	}
	x.block(b.Succs[1], p)
}

// compares reports whether a loop compares the error with codes one by one, whether these hold the code, and which of
// the function's loops it is.
func (x *explorer) compares(loop ast.Stmt) (member Truth, number int, ok bool) {
	member = Unknown
	ast.Inspect(loop, func(n ast.Node) bool {
		if ok {
			return false
		}
		if v, compared := x.f.evalCompared(n, x.e); n != nil && compared {
			ok = true
			member = x.e.Member
			if x.e.Success {
				member = v
			}
			return false
		}
		if c, isComparison := n.(*ast.BinaryExpr); isComparison && (c.Op == token.EQL || c.Op == token.NEQ) {
			for _, side := range [2][2]ast.Expr{{c.X, c.Y}, {c.Y, c.X}} {
				if v := x.f.evalElement(side[0], side[1], x.e); v != Unknown {
					member, ok = v, true
				}
			}
		}
		return !ok
	})
	return member, int(loop.Pos()), ok
}

func (x *explorer) decide(cond ast.Expr, b *cfg.Block) Truth {
	if tag := x.f.pkg.Tags[cond]; tag != nil && b.Succs[0].Kind == cfg.KindSwitchCaseBody {
		if v, ok := x.f.evalCompared(cond, x.e); ok {
			return v
		}
		return x.f.Equal(tag, cond, x.e)
	}
	return x.f.Eval(cond, x.e)
}

// asksType reports whether all that a condition leaves open is which type the error has, or whether it is there at all.
func (x *explorer) asksType(cond ast.Expr) bool {
	cond = ast.Unparen(cond)
	if b, ok := cond.(*ast.BinaryExpr); ok && (b.Op == token.LAND || b.Op == token.LOR) {
		return x.asksType(b.X) && x.asksType(b.Y)
	}
	if u, ok := cond.(*ast.UnaryExpr); ok && u.Op == token.NOT {
		return x.asksType(u.X)
	}
	if x.f.Eval(cond, x.e) != Unknown {
		return true
	}
	switch c := cond.(type) {
	case *ast.CallExpr:
		return len(c.Args) == 2 && (x.f.pkg.IsCallTo(c, "errors", "As") || x.f.pkg.IsCallTo(c, "errors", "Is")) && x.f.handsOver(c.Args[0], x.e)
	case *ast.BinaryExpr:
		if x.f.pkg.IsNil(c.Y) {
			return x.f.handsOver(c.X, x.e)
		}
		call, ok := ast.Unparen(c.X).(*ast.CallExpr)
		return ok && index.CalledName(call) == "len" && len(call.Args) == 1 && x.e.Codes != nil && x.f.pkg.Object(call.Args[0]) == x.e.Codes
	case *ast.Ident:
		a, ok := x.f.pkg.OnlyAssignment(x.f.pkg.Object(c))
		if !ok {
			return false
		}
		switch rhs := ast.Unparen(a.RHS).(type) {
		case *ast.TypeAssertExpr:
			return a.Index == 1 && x.f.handsOver(rhs.X, x.e)
		case *ast.CallExpr:
			src := x.f.bind.TakenFrom(rhs)
			return a.Index == 1 && src != nil && x.f.handsOver(src, x.e) || a.Index == 0 && x.asksType(rhs)
		}
	}
	return false
}

// say notes what a return says.
func (x *explorer) say(r *ast.ReturnStmt, p point) {
	x.e.met = false
	said := reply{Answer: x.returned(r)}
	said.met = p.met || x.e.met
	switch {
	case said.met:
		x.met = append(x.met, said)
	case p.open:
		x.open = append(x.open, said)
	default:
		x.rest = append(x.rest, said)
	}
}
