package errflow

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/index"
)

// A reach collects the ways of a variable at one place: from each assignment that may have set it last.
type reach struct {
	t      *Tracer
	fn     *index.Function
	v      *types.Var
	sets   map[ast.Node]index.Assignment
	seen   map[*cfg.Block]bool
	ways   []Way
	failed bool
}

// reaching returns the ways of a variable of fn at a place where it is used.
func (t *Tracer) reaching(fn *index.Function, use ast.Node, v *types.Var) []Way {
	b, at, ok := fn.Locate(use)
	if !ok {
		return unknown()
	}
	r := t.newReach(fn, v)
	r.back(b, at-1)
	return r.result()
}

// resultVariable returns the ways of a named result at a return statement without operands, or at the end of fn.
func (t *Tracer) resultVariable(fn *index.Function, b *cfg.Block, at int, v *types.Var) []Way {
	if t.changesUnseen(fn, v) {
		return unknown()
	}
	r := t.newReach(fn, v)
	r.back(b, at-1)
	return r.result()
}

func (t *Tracer) newReach(fn *index.Function, v *types.Var) *reach {
	return &reach{t: t, fn: fn, v: v, sets: t.settingOf(v).nodes, seen: map[*cfg.Block]bool{}}
}

func (r *reach) result() []Way {
	if r.failed {
		return unknown()
	}
	return distinct(r.ways)
}

// back goes back from the node with index from of a block, to the assignments that reach it.
func (r *reach) back(b *cfg.Block, from int) {
	if !r.t.spend() {
		r.failed = true
		return
	}
	const nodesPerStep = 64
	for i := from; i >= 0; i-- {
		if i%nodesPerStep == 0 && !r.t.spend() {
			r.failed = true
			return
		}
		if a, ok := r.sets[b.Nodes[i]]; ok {
			r.add(a)
			return
		}
		if spec, ok := b.Nodes[i].(*ast.ValueSpec); ok && len(spec.Values) == 0 && r.declares(spec) {
			r.ways = append(r.ways, Way{Kind: Nil})
			return
		}
	}
	preds := r.fn.Predecessors()[b]
	if len(preds) == 0 {
		r.enter()
	}
	for _, p := range preds {
		switch {
		case r.isNilOn(p, b):
			r.ways = append(r.ways, Way{Kind: Nil})
		case !r.seen[p]:
			r.seen[p] = true
			r.back(p, len(p.Nodes)-1)
		}
	}
	if b == r.fn.Graph().Blocks[0] && len(preds) > 0 {
		r.enter() // a loop leads back to the start of the function
	}
}

// declares reports whether a declaration declares the variable.
func (r *reach) declares(spec *ast.ValueSpec) bool {
	for _, name := range spec.Names {
		if r.t.pkg.Info.Defs[name] == r.v {
			return true
		}
	}
	return false
}

// add adds the ways of an assigned value.
func (r *reach) add(a index.Assignment) {
	switch call, isCall := ast.Unparen(a.RHS).(*ast.CallExpr); {
	case a.RHS == nil:
		r.failed = true
	case isCall && len(a.LHS) > 1 && len(a.LHS) != a.ValueCount():
		r.ways = append(r.ways, r.t.call(r.fn, call, a.Index)...)
	default:
		r.ways = append(r.ways, r.t.value(r.fn, a.RHS)...)
	}
}

// enter adds the way of the variable's value at the start of the function.
func (r *reach) enter() {
	switch {
	case r.fn.IsParam(r.v) || isReceiver(r.fn, r.v):
		r.ways = append(r.ways, Way{Kind: Param, Func: r.fn, Var: r.v})
	case r.fn.IsResult(r.v):
		r.ways = append(r.ways, Way{Kind: Nil})
	default:
		r.ways = append(r.ways, r.captured()...)
	}
}

// captured returns the ways of a variable of an outer function. They are known if the variable is set once.
func (r *reach) captured() []Way {
	outer := r.fn.Outer
	for outer != nil && !(outer.Node.Pos() <= r.v.Pos() && r.v.Pos() < outer.Node.End()) {
		outer = outer.Outer
	}
	if outer == nil {
		return unknown()
	}
	if outer.IsParam(r.v) && len(r.t.pkg.Assignments[r.v]) == 1 {
		return []Way{{Kind: Param, Func: outer, Var: r.v}}
	}
	a, ok := r.t.pkg.OnlyAssignment(r.v)
	if !ok || a.Func == nil {
		return unknown()
	}
	inner := &reach{t: r.t, fn: a.Func, v: r.v}
	inner.add(a)
	return inner.result()
}

// isNilOn reports whether the variable is nil where control goes from block p to block b.
func (r *reach) isNilOn(p, b *cfg.Block) bool {
	if len(p.Succs) != 2 || p.Succs[0] == p.Succs[1] || len(p.Nodes) == 0 {
		return false
	}
	cond := index.BranchCondition(p)
	return cond != nil && r.t.pkg.Tags[cond] == nil && r.impliesNil(cond, b == p.Succs[0])
}

// impliesNil reports whether the variable is nil if a condition has a value.
func (r *reach) impliesNil(cond ast.Expr, value bool) bool {
	switch x := r.t.pkg.Condition(cond).(type) {
	case *ast.UnaryExpr:
		return x.Op == token.NOT && r.impliesNil(x.X, !value)
	case *ast.BinaryExpr:
		switch {
		case x.Op == token.LAND && value, x.Op == token.LOR && !value:
			return r.impliesNil(x.X, value) || r.impliesNil(x.Y, value)
		case x.Op == token.LAND, x.Op == token.LOR:
			return r.impliesNil(x.X, value) && r.impliesNil(x.Y, value)
		case x.Op == token.EQL && value, x.Op == token.NEQ && !value:
			return r.isVariable(x.X) && r.t.pkg.IsNil(x.Y) || r.isVariable(x.Y) && r.t.pkg.IsNil(x.X)
		}
	}
	return false
}

func (r *reach) isVariable(e ast.Expr) bool {
	return r.t.pkg.CopiedVar(r.t.pkg.Object(e)) == types.Object(r.v)
}
