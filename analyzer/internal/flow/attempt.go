package flow

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
)

// CallsReaching returns the calls whose error a test may see: the last ones to set its variable.
func (f *Follower) CallsReaching(fn *index.Function, b *cfg.Block, at int, e *eval.Assumption) []*ast.CallExpr {
	if e.Root == nil {
		if e.Call != nil {
			return []*ast.CallExpr{e.Call}
		}
		return nil
	}
	var calls []*ast.CallExpr
	preds := fn.Predecessors()
	seen := map[*cfg.Block]bool{}
	var back func(b *cfg.Block, from int)
	back = func(b *cfg.Block, from int) {
		for i := from; i >= 0; i-- {
			call, sets := f.sets(b.Nodes[i], e.Root)
			if call != nil {
				calls = append(calls, call)
			}
			if sets {
				return
			}
		}
		for _, p := range preds[b] {
			if !seen[p] {
				seen[p] = true
				back(p, len(p.Nodes)-1)
			}
		}
	}
	back(b, at)
	return calls
}

// sets reports whether a statement gives a variable another value, and the call that gave it. A wrap of the same
// error is none.
func (f *Follower) sets(n ast.Node, root types.Object) (call *ast.CallExpr, sets bool) {
	for _, a := range f.pkg.Assignments[root] {
		if a.Node == nil || a.Node != n || a.RHS == nil {
			continue
		}
		c, ok := ast.Unparen(a.RHS).(*ast.CallExpr)
		if !ok {
			return nil, true
		}
		for _, arg := range c.Args {
			if r, _ := f.bind.RootAt(arg, index.MaxDepth); r == root {
				return nil, false
			}
		}
		return c, true
	}
	return nil, false
}

// Inputs returns the variables that calls are made from: to change one is to change the request. A context is
// none, nor is a plain number.
func (f *Follower) Inputs(calls []*ast.CallExpr) map[types.Object]bool {
	in := map[types.Object]bool{}
	for _, c := range calls {
		ast.Inspect(c, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			o, ok := f.pkg.Object(id).(*types.Var)
			if ok && !index.IsContext(o.Type()) {
				in[o] = true
			}
			return true
		})
	}
	return in
}
