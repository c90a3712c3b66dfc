package index

import (
	"go/ast"
)

// Parents tells what stands around a node of a function. It is made for the few functions that somebody asks about.
type Parents map[*Function]map[ast.Node]ast.Node

// Of returns the node around each node of a function's body. What stands in a function literal within belongs to that.
func (a Parents) Of(fn *Function) map[ast.Node]ast.Node {
	if have, ok := a[fn]; ok {
		return have
	}
	parents := map[ast.Node]ast.Node{}
	way := []ast.Node{fn.Node}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if n == nil {
			way = way[:len(way)-1]
			return true
		}
		parents[n] = way[len(way)-1]
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		way = append(way, n)
		return true
	})
	a[fn] = parents
	return parents
}

// Enclosing returns what stands around a node, parentheses aside.
func Enclosing(parents map[ast.Node]ast.Node, n ast.Node) ast.Node {
	for {
		n = parents[n]
		if _, ok := n.(*ast.ParenExpr); !ok {
			return n
		}
	}
}

// Assigned returns the two sides of an assignment or a declaration of variables; none for any other node.
func Assigned(n ast.Node) (lhs, rhs []ast.Expr) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		lhs, rhs = n.Lhs, n.Rhs
	case *ast.ValueSpec:
		lhs, rhs = DeclaredNames(n), n.Values
	}
	if len(lhs) != len(rhs) {
		return nil, nil
	}
	return lhs, rhs
}
