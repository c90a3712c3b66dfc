package sites

import "go/ast"

// ancestors tells what stands around a node of a function. It is made for the few functions that somebody asks about.
type ancestors map[*function]map[ast.Node]ast.Node

// of returns the node around each node of a function's body. What stands in a function literal within belongs to that.
func (a ancestors) of(fn *function) map[ast.Node]ast.Node {
	if have, ok := a[fn]; ok {
		return have
	}
	parents := map[ast.Node]ast.Node{}
	way := []ast.Node{fn.node}
	ast.Inspect(fn.body, func(n ast.Node) bool {
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

// outer returns what stands around a node, parentheses aside.
func outer(parents map[ast.Node]ast.Node, n ast.Node) ast.Node {
	for {
		n = parents[n]
		if _, ok := n.(*ast.ParenExpr); !ok {
			return n
		}
	}
}

// assigned returns the two sides of an assignment or a declaration of variables; none for any other node.
func assigned(n ast.Node) (lhs, rhs []ast.Expr) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		lhs, rhs = n.Lhs, n.Rhs
	case *ast.ValueSpec:
		lhs, rhs = targets(n), n.Values
	}
	if len(lhs) != len(rhs) {
		return nil, nil
	}
	return lhs, rhs
}
