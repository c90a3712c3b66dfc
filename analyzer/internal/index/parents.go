package index

import (
	"go/ast"
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
