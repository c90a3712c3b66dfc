package flow

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
)

// CallsReaching returns the calls that may have set the error of e where the node with index at of block b begins.
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

// sets reports whether a statement sets a variable to another value, and returns the call that returned the value, if it
// was a call. A statement that wraps the variable's own error does not count.
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

// Inputs returns the variables that calls use, except contexts. To change one of them is to change the request.
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
