package index

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"
)

// Values says which assignment last set each of the result variables of a function on a path: the number of the
// assignment in Package.Assignments, beginning with 1. It is 0 if that is not known.
type Values [maxResults]uint8

const (
	// maxResults is the maximum number of result variables that are tracked in a function.
	maxResults = 3

	// ZeroValue is the number for a variable that nothing has set.
	ZeroValue = 255
)

// ResultVars returns the result variables of a function that have several values, and records the others: variables that are only assigned to and returned, such as named
// results. To assign a value to one of them and to return it later is the same as to return the value.
func (p *Package) ResultVars(fn *Function) []types.Object {
	vars, known := p.results[fn]
	if known {
		return vars
	}
	allowed, total := map[types.Object]int{}, map[types.Object]int{}
	p.countUses(fn, allowed, total)
	if fn.Type.Results != nil && !fn.DeferMaySetResult() {
		for _, field := range fn.Type.Results.List {
			for _, name := range field.Names {
				vars = p.addResultVar(vars, p.Object(name), allowed, total)
			}
		}
	}
	inspectOwn(fn, func(n ast.Node) {
		if r, ok := n.(*ast.ReturnStmt); ok {
			for _, e := range r.Results {
				if o := p.Object(e); o != nil && fn.Body.Pos() <= o.Pos() && o.Pos() < fn.Body.End() {
					vars = p.addResultVar(vars, o, allowed, total)
				}
			}
		}
	})
	p.results[fn] = vars
	return vars
}

// addResultVar adds a variable that has only allowed uses, if there is room for it.
func (p *Package) addResultVar(vars []types.Object, o types.Object, allowed, total map[types.Object]int) []types.Object {
	_, isVar := o.(*types.Var)
	if a, once := p.OnlyAssignment(o); once && allowed[o] == total[o] && isVar && a.declares(o) {
		p.fixedResults[o] = true
		return vars
	}
	if !isVar || len(vars) == maxResults || slices.Contains(vars, o) || allowed[o] != total[o] || len(p.Assignments[o]) >= ZeroValue {
		return vars
	}
	return append(vars, o)
}

// declares reports whether an assignment declares a variable.
func (a Assignment) declares(o types.Object) bool {
	return slices.ContainsFunc(a.LHS, func(l ast.Expr) bool { return l.Pos() == o.Pos() })
}

// countUses counts the uses of the variables of a function, and those in which a variable is assigned to or returned.
func (p *Package) countUses(fn *Function, allowed, total map[types.Object]int) {
	add := func(e ast.Expr) {
		if id, ok := ast.Unparen(e).(*ast.Ident); ok && p.Info.Uses[id] != nil {
			allowed[p.Info.Uses[id]]++
		}
	}
	inspectOwn(fn, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				add(l)
			}
		case *ast.ReturnStmt:
			for _, e := range n.Results {
				add(e)
			}
		}
	})
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && p.Info.Uses[id] != nil {
			total[p.Info.Uses[id]]++
		}
		return true
	})
}

// inspectOwn calls visit for each node of a function that is not in a function literal inside it.
func inspectOwn(fn *Function, visit func(ast.Node)) {
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if _, literal := n.(*ast.FuncLit); literal || n == nil {
			return false
		}
		visit(n)
		return true
	})
}

// ValuesAfter returns the values of the result variables after a node.
func (fn *Function) ValuesAfter(n ast.Node, v Values) Values {
	for i, o := range fn.pkg.ResultVars(fn) {
		if at, sets := fn.assignmentOf(n, o); sets {
			v[i] = at
		}
	}
	return v
}

// assignmentOf returns the number of the assignment by which a node sets a variable; sets is false if it does not.
func (fn *Function) assignmentOf(n ast.Node, o types.Object) (at uint8, sets bool) {
	if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 0 {
		return ZeroValue, slices.ContainsFunc(spec.Names, func(name *ast.Ident) bool { return fn.pkg.Object(name) == o })
	}
	for i, a := range fn.pkg.Assignments[o] {
		if a.Node != nil && a.Node == n {
			return uint8(i + 1), true
		}
	}
	return 0, false
}

// ValuesAt returns the values of the result variables after the node with index at of block b, as far as they are the same
// on every path to it.
func (fn *Function) ValuesAt(b *cfg.Block, at int) Values {
	var v Values
	for i, o := range fn.pkg.ResultVars(fn) {
		found := map[uint8]bool{}
		fn.valuesBefore(o, b, at, found, map[*cfg.Block]bool{})
		if len(found) == 1 {
			for n := range found {
				v[i] = n
			}
		}
	}
	return v
}

// valuesBefore adds the numbers of the assignments that last set a variable on the paths to a point.
func (fn *Function) valuesBefore(o types.Object, b *cfg.Block, at int, found map[uint8]bool, seen map[*cfg.Block]bool) {
	for i := at; i >= 0; i-- {
		if n, sets := fn.assignmentOf(b.Nodes[i], o); sets {
			found[n] = true
			return
		}
	}
	preds := fn.Predecessors()[b]
	if len(preds) == 0 {
		found[ZeroValue] = true
	}
	for _, p := range preds {
		if !seen[p] {
			seen[p] = true
			fn.valuesBefore(o, p, len(p.Nodes)-1, found, seen)
		}
	}
}

// Returned returns a return statement with the values that it returns: in place of result variables, what was assigned to
// them. A statement without operands returns the named results.
func (fn *Function) Returned(r *ast.ReturnStmt, v Values) *ast.ReturnStmt {
	vars := fn.pkg.ResultVars(fn)
	operands := r.Results
	if len(operands) == 0 && fn.Type.Results != nil {
		for _, field := range fn.Type.Results.List {
			for _, name := range field.Names {
				operands = append(operands, name)
			}
		}
	}
	if !slices.ContainsFunc(operands, func(e ast.Expr) bool { return fn.IsResultVar(fn.pkg.Object(e)) }) {
		return r
	}
	out := &ast.ReturnStmt{Return: r.Return, Results: slices.Clone(operands)}
	for i, e := range operands {
		o := fn.pkg.Object(e)
		if o == nil {
			continue
		}
		if at := slices.Index(vars, o); at >= 0 {
			out.Results[i] = fn.assignedValue(o, v[at], e)
		} else if fn.pkg.fixedResults[o] {
			out.Results[i] = fn.assignedValue(o, 1, e)
		}
	}
	return out
}

// assignedValue returns the value of the assignment with a number, or e if it is not known.
func (fn *Function) assignedValue(o types.Object, at uint8, e ast.Expr) ast.Expr {
	switch {
	case at == 0:
		return e
	case at == ZeroValue && types.IsInterface(o.Type()):
		return &ast.Ident{NamePos: e.Pos(), Name: "nil"}
	case at == ZeroValue:
		return &ast.CompositeLit{Lbrace: e.Pos(), Rbrace: e.Pos()}
	}
	a := fn.pkg.Assignments[o][at-1]
	if a.RHS == nil || sharesCall(a) {
		return e
	}
	return a.RHS
}

// sharesCall reports whether an assignment sets several variables to the results of one call.
func sharesCall(a Assignment) bool {
	if s, ok := a.Node.(*ast.AssignStmt); ok {
		return len(s.Lhs) != len(s.Rhs)
	}
	s, ok := a.Node.(*ast.ValueSpec)
	return ok && len(s.Names) != len(s.Values)
}

// IsResultVar reports whether an object is a result variable of the function.
func (fn *Function) IsResultVar(o types.Object) bool {
	return o != nil && (slices.Contains(fn.pkg.ResultVars(fn), o) || fn.pkg.fixedResults[o])
}

// ReturnedAt is Returned for what is known without following a path.
func (fn *Function) ReturnedAt(r *ast.ReturnStmt) *ast.ReturnStmt {
	b, i, ok := fn.Locate(r)
	if !ok {
		return r
	}
	return fn.Returned(r, fn.ValuesAt(b, i-1))
}

// valueOf returns the value of the assignment of a variable with a number; nil if it is not known.
func (fn *Function) valueOf(o types.Object, at uint8) ast.Expr {
	if at == 0 || at == ZeroValue {
		return nil
	}
	return fn.pkg.Assignments[o][at-1].RHS
}

// ResultValues returns the values of the result variables that are known.
func (fn *Function) ResultValues(v Values) []ast.Expr {
	var all []ast.Expr
	for i, o := range fn.pkg.ResultVars(fn) {
		if e := fn.valueOf(o, v[i]); e != nil {
			all = append(all, e)
		}
	}
	return all
}
