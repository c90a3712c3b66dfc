package sites

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"
)

// reaching returns the calls whose error a test may see: the last ones to set its variable.
func (f *finder) reaching(fn *function, b *cfg.Block, at int, e *env) []*ast.CallExpr {
	if e.root == nil {
		if e.call != nil {
			return []*ast.CallExpr{e.call}
		}
		return nil
	}
	var calls []*ast.CallExpr
	preds := fn.predecessors()
	seen := map[*cfg.Block]bool{}
	var back func(b *cfg.Block, from int)
	back = func(b *cfg.Block, from int) {
		for i := from; i >= 0; i-- {
			call, sets := f.sets(b.Nodes[i], e.root)
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
func (f *finder) sets(n ast.Node, root types.Object) (call *ast.CallExpr, sets bool) {
	for _, a := range f.assigns[root] {
		if a.node == nil || a.node != n || a.rhs == nil {
			continue
		}
		c, ok := ast.Unparen(a.rhs).(*ast.CallExpr)
		if !ok {
			return nil, true
		}
		for _, arg := range c.Args {
			if r, _ := f.rootAt(arg, depth); r == root {
				return nil, false
			}
		}
		return c, true
	}
	return nil, false
}

// predecessors returns the live blocks from which each block of the function is reached.
func (fn *function) predecessors() map[*cfg.Block][]*cfg.Block {
	if fn.preds != nil {
		return fn.preds
	}
	fn.preds = make(map[*cfg.Block][]*cfg.Block, len(fn.cfg().Blocks))
	for _, b := range fn.cfg().Blocks {
		if b.Live {
			for _, s := range b.Succs {
				fn.preds[s] = append(fn.preds[s], b)
			}
		}
	}
	return fn.preds
}

// inputs returns the variables that calls are made from: to change one is to change the request. A context is
// none, nor is a plain number.
func (f *finder) inputs(calls []*ast.CallExpr) map[types.Object]bool {
	in := map[types.Object]bool{}
	for _, c := range calls {
		ast.Inspect(c, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			o, ok := f.object(id).(*types.Var)
			if ok && !isContext(o.Type()) {
				in[o] = true
			}
			return true
		})
	}
	return in
}

func isContext(t types.Type) bool {
	tn := namedOf(t)
	return tn != nil && tn.Pkg() != nil && tn.Pkg().Path() == "context"
}
