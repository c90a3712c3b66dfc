package eval

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// Flags are boolean variables of a function whose values are tracked along a path, and their values at one point of it.
type Flags struct {
	Vars   []types.Object
	Values FlagValues
}

// FlagValues are the values of up to maxSteering boolean variables, two bits for each, in the order of Flags.Vars.
type FlagValues uint16

const (
	// maxSteering bounds how many steering variables of a function are tracked: FlagValues has room for no more.
	maxSteering = 8

	// maxAnswering bounds how many variables are tracked to find the answer of a function. Each may triple the states in
	// which a block is visited, and a function is evaluated once for each code.
	maxAnswering = 4
)

func (s FlagValues) at(i int) Truth { return Truth(s >> (2 * i) & 3) }

func (s FlagValues) with(i int, v Truth) FlagValues { return s&^(3<<(2*i)) | FlagValues(v)<<(2*i) }

// Flag returns the value of a boolean variable at this point of the path; ok is false if the variable is not tracked.
func (e *Assumption) Flag(o types.Object) (v Truth, ok bool) {
	for i, f := range e.Flags.Vars {
		if f == o {
			return e.Flags.Values.at(i), true
		}
	}
	for _, g := range e.given {
		if g.param != nil && g.param == o {
			return g.value, true
		}
	}
	return Unknown, false
}

// FlagsAfter returns the values of the flags after a statement, if e holds before it.
func (ev *Evaluator) FlagsAfter(n ast.Node, e *Assumption) FlagValues {
	q := query{Evaluator: ev, Assumption: e}
	return q.flagsAfter(n)
}

// flagsAfter is FlagsAfter for the assumption of a query.
func (q *query) flagsAfter(n ast.Node) FlagValues {
	if len(q.Flags.Vars) > 0 {
		switch n := n.(type) {
		case *ast.AssignStmt:
			return q.assign(n.Lhs, n.Rhs)
		case *ast.ValueSpec:
			return q.assign(index.DeclaredNames(n), n.Values)
		}
	}
	return q.Flags.Values
}

// assign returns the values of the flags after an assignment or declaration.
func (q *query) assign(lhs, rhs []ast.Expr) FlagValues {
	after := q.Flags.Values
	for i, l := range lhs {
		at := slices.Index(q.Flags.Vars, q.pkg.Object(l))
		switch {
		case at < 0:
		case len(rhs) == len(lhs):
			after = after.with(at, q.eval(rhs[i]))
		case len(rhs) == 0: // var done bool
			after = after.with(at, No)
		default:
			after = after.with(at, q.tupleValue(rhs[0], i))
		}
	}
	return after
}

// tupleValue returns the boolean with index i that a call returns.
func (q *query) tupleValue(call ast.Expr, i int) Truth {
	if rs := q.results(call); i < len(rs) {
		switch rs[i].Answer {
		case sites.AnswerTrue:
			return Yes
		case sites.AnswerFalse:
			return No
		}
	}
	return Unknown
}

// FlagsBefore returns the values that the flags of e have after the node with index at of block b, as far as every path to
// it sets a flag to the same constant. Other values may depend on an earlier error than the assumed one, and are Unknown.
func (ev *Evaluator) FlagsBefore(fn *index.Function, b *cfg.Block, at int, e *Assumption) FlagValues {
	own := *e
	own.Flags.Values = 0
	var s FlagValues
	for i := range own.Flags.Vars {
		c := constants{query: query{Evaluator: ev, Assumption: &own}, fn: fn, flag: i, values: map[Truth]bool{}, seen: map[*cfg.Block]bool{}}
		c.before(b, at)
		if len(c.values) == 1 {
			for v := range c.values {
				s = s.with(i, v)
			}
		}
	}
	return s
}

// constants collects the values that a flag may have at a point of a function.
type constants struct {
	query
	fn     *index.Function
	flag   int // index of the flag in Flags.Vars
	values map[Truth]bool
	seen   map[*cfg.Block]bool
}

// before adds the values that the paths to a point assign last; the point is after the node with index at of block b.
func (c *constants) before(b *cfg.Block, at int) {
	for i := at; i >= 0; i-- {
		if v, ok := c.set(b.Nodes[i]); ok {
			c.values[v] = true
			return
		}
	}
	for _, p := range c.fn.Predecessors()[b] {
		if !c.seen[p] {
			c.seen[p] = true
			c.before(p, len(p.Nodes)-1)
		}
	}
}

// set returns the value to which a node sets the flag; ok is false if it does not set the flag.
func (c *constants) set(n ast.Node) (v Truth, ok bool) {
	o := c.Flags.Vars[c.flag]
	switch n := n.(type) {
	case *ast.ValueSpec:
		if slices.ContainsFunc(n.Names, func(name *ast.Ident) bool { return c.pkg.Object(name) == o }) {
			return c.flagsAfter(n).at(c.flag), true
		}
	case *ast.AssignStmt:
		at := slices.IndexFunc(n.Lhs, func(l ast.Expr) bool { return c.pkg.Object(l) == o })
		switch {
		case at < 0:
			return Unknown, false
		case len(n.Lhs) != 1:
			return c.flagsAfter(n).at(c.flag), true
		}
		x := c.pkg.Info.Types[n.Rhs[0]].Value
		if x == nil || x.Kind() != constant.Bool || n.Tok != token.ASSIGN && n.Tok != token.DEFINE {
			return Unknown, true
		}
		return TruthOf(constant.BoolVal(x)), true
	}
	return Unknown, false
}

// AllFlags returns the boolean variables that only steer a function or decide what it returns.
func (ev *Evaluator) AllFlags(fn *index.Function) []types.Object {
	vars := slices.Clone(ev.SteeringVars(fn))
	for _, o := range ev.answeringVars(fn) {
		if !slices.Contains(vars, o) && len(vars) < maxSteering {
			vars = append(vars, o)
		}
	}
	return vars
}

// answeringVars returns the boolean variables that may decide what a function returns: its named results, and those that
// are set in several places.
func (ev *Evaluator) answeringVars(fn *index.Function) []types.Object {
	if known, ok := ev.answering[fn]; ok {
		return known
	}
	var vars []types.Object
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != len(a.Rhs) {
			return true
		}
		for _, l := range a.Lhs {
			o := ev.pkg.Object(l)
			if o == nil || len(vars) == maxAnswering || slices.Contains(vars, o) || len(ev.pkg.Assignments[o]) < 2 && !fn.IsResult(o) {
				continue
			}
			if index.IsBool(o.Type()) {
				vars = append(vars, o)
			}
		}
		return true
	})
	ev.answering[fn] = vars
	return vars
}
