package errflow

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/index"
)

// result returns the ways of the result with index at of a function, from all its return statements.
func (t *Tracer) result(fn *index.Function, at int) []Way {
	key := result{fn, at}
	if ways, ok := t.results[key]; ok {
		return ways
	}
	if t.active[key] {
		return nil // a function that calls itself has no ways other than those of its other return statements
	}
	if t.depth == maxCalls || !t.spend() {
		return unknown()
	}
	t.active[key] = true
	t.depth++
	ways := distinct(t.returned(fn, at))
	t.depth--
	delete(t.active, key)
	if t.depth == 0 && t.steps > 0 {
		t.results[key] = ways // inside another function, it may be incomplete because of a recursion or a limit
	}
	return ways
}

// returned returns the ways of the result from each return statement.
func (t *Tracer) returned(fn *index.Function, at int) []Way {
	if fn.DeferMaySetResult() {
		return unknown()
	}
	var ways []Way
	for _, b := range fn.Graph().Blocks {
		if !b.Live {
			continue
		}
		for i, n := range b.Nodes {
			if r, ok := n.(*ast.ReturnStmt); ok {
				ways = append(ways, t.returnedBy(fn, r, b, i, at)...)
			}
		}
	}
	return ways
}

// returnedBy returns the ways of the result from one return statement, the node with index i of block b.
func (t *Tracer) returnedBy(fn *index.Function, r *ast.ReturnStmt, b *cfg.Block, i, at int) []Way {
	switch n := fn.Type.Results.NumFields(); {
	case len(r.Results) == 0:
		if v := resultAt(t.pkg, fn, at); v != nil {
			return t.resultVariable(fn, b, i, v)
		}
	case len(r.Results) == n && at < n:
		return t.value(fn, r.Results[at])
	case len(r.Results) == 1:
		if call, ok := ast.Unparen(r.Results[0]).(*ast.CallExpr); ok {
			return t.call(fn, call, at)
		}
	}
	return unknown()
}

// resultAt returns the named result with index at, or nil.
func resultAt(pkg *index.Package, fn *index.Function, at int) *types.Var {
	if fn.Type.Results == nil {
		return nil
	}
	for _, field := range fn.Type.Results.List {
		for _, name := range field.Names {
			if at == 0 {
				v, _ := pkg.Info.Defs[name].(*types.Var)
				return v
			}
			at--
		}
	}
	return nil
}
