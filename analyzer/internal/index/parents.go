package index

import (
	"go/ast"
	"slices"
)

// Parents maps each node of a function's body to its parent. The statements of the body have the body as their parent,
// and the body has the function. A function literal is in the map, the nodes inside it are not: they are in the map of
// the literal.
type Parents map[ast.Node]ast.Node

// Enclosing returns the parent of n, or the nearest ancestor that is not a pair of parentheses.
func (p Parents) Enclosing(n ast.Node) ast.Node {
	for {
		n = p[n]
		if _, ok := n.(*ast.ParenExpr); !ok {
			return n
		}
	}
}

// A ParentCache computes the Parents of functions, each once. Only the few functions that are needed get such a map.
type ParentCache map[*Function]Parents

// Of returns the parents of the nodes of a function.
func (c ParentCache) Of(fn *Function) Parents {
	if parents, ok := c[fn]; ok {
		return parents
	}
	parents := Parents{}
	path := []ast.Node{fn.Node}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if n == nil {
			path = path[:len(path)-1]
			return true
		}
		parents[n] = path[len(path)-1]
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		path = append(path, n)
		return true
	})
	c[fn] = parents
	return parents
}

// Next returns the statement after s in the same block, or nil. It skips declarations without values, as of the
// variable that errors.As sets.
func (p Parents) Next(s ast.Stmt) ast.Stmt {
	var list []ast.Stmt
	switch parent := p[s].(type) {
	case *ast.BlockStmt:
		list = parent.List
	case *ast.CaseClause:
		list = parent.Body
	case *ast.CommClause:
		list = parent.Body
	}
	rest := list[min(slices.Index(list, s)+1, len(list)):]
	for _, next := range rest {
		if !declaresOnly(next) {
			return next
		}
	}
	return nil
}

// declaresOnly reports whether a statement declares variables without values.
func declaresOnly(s ast.Stmt) bool {
	d, ok := s.(*ast.DeclStmt)
	return ok && !slices.ContainsFunc(d.Decl.(*ast.GenDecl).Specs, func(spec ast.Spec) bool {
		v, ok := spec.(*ast.ValueSpec)
		return !ok || len(v.Values) > 0
	})
}
