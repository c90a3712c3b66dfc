package flow

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"
)

// madeErrors returns the calls that may have made the error of a variable that is returned. It returns nil if one of the
// values is not the result of a call with one result, or is not known.
func (w *Walker) madeErrors(id *ast.Ident) []*ast.CallExpr {
	o, _ := w.f.pkg.Object(id).(*types.Var)
	b, i, ok := w.Func.Locate(id)
	if o == nil || !ok || w.isOutside(o) {
		return nil
	}
	m := making{walker: w, variable: o, seen: map[*cfg.Block]bool{}, preds: w.Func.Predecessors()}
	if !m.before(b, i-1) {
		return nil
	}
	return m.calls
}

// A making collects the calls that may have set a variable last.
type making struct {
	walker   *Walker
	variable *types.Var
	calls    []*ast.CallExpr
	seen     map[*cfg.Block]bool
	preds    map[*cfg.Block][]*cfg.Block
}

// before adds the calls that set the variable on the paths to a point, which is after the node with index at of block b. It
// returns false if a path sets it to something else, or not at all.
func (m *making) before(b *cfg.Block, at int) bool {
	for i := at; i >= 0; i-- {
		if value, sets := m.setBy(b.Nodes[i]); sets {
			call, ok := value.(*ast.CallExpr)
			if ok {
				m.calls = append(m.calls, call)
			}
			return ok
		}
	}
	for _, p := range m.preds[b] {
		if !m.seen[p] {
			m.seen[p] = true
			if !m.before(p, len(p.Nodes)-1) {
				return false
			}
		}
	}
	return len(m.preds[b]) > 0
}

// setBy returns the value to which a node sets the variable alone: nil for a value that is one of several results.
func (m *making) setBy(n ast.Node) (value ast.Expr, sets bool) {
	for _, a := range m.walker.f.pkg.Assignments[m.variable] {
		if a.Node == nil || a.Node != n {
			continue
		}
		if len(a.LHS) != 1 || a.RHS == nil {
			return nil, true
		}
		return ast.Unparen(a.RHS), true
	}
	return nil, false
}
