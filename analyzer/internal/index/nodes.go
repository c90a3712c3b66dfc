package index

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// DeclNodes are the nodes of one declaration that finders look at, in source order. Finders read them from here instead of
// walking the syntax: in a large package one walk costs more than the work on the nodes that it finds.
type DeclNodes struct {
	Decl  ast.Decl
	Nodes []NodeInfo
}

// A NodeInfo is one node that a finder looks at.
type NodeInfo struct {
	Func   *Function // innermost function around it; nil at package level
	Node   ast.Node
	Callee types.Object // Package.Callee of a call; nil for other nodes
}

// EachNode calls visit for each node of the declarations.
func EachNode(decls []DeclNodes, visit func(*NodeInfo)) {
	for i := range decls {
		for k := range decls[i].Nodes {
			visit(&decls[i].Nodes[k])
		}
	}
}

// CollectNodes fills NodesByFile. Names are the names of what stands for error codes, such as constants: of all identifiers,
// only these are collected.
func (p *Package) CollectNodes(names map[string]bool) {
	c := nodeCollector{names: names}
	p.NodesByFile = make([][]DeclNodes, len(p.Files))
	for i, file := range p.Files {
		p.NodesByFile[i] = make([]DeclNodes, len(file.Decls))
		for k, d := range file.Decls {
			c.nodes = c.nodes[:0]
			p.inspect(d, func(fn *Function, n ast.Node) {
				if call, ok := n.(*ast.CallExpr); ok {
					c.nodes = append(c.nodes, NodeInfo{fn, n, p.Callee(call)})
				} else if c.wants(n) {
					c.nodes = append(c.nodes, NodeInfo{fn, n, nil})
				}
			})
			p.NodesByFile[i][k] = DeclNodes{d, slices.Clone(c.nodes)}
		}
	}
}

// inspect calls visit for each node below root, with the innermost function around it; nil at package level. The function
// around the declaration or literal of a function is that function itself, or its caller if it is inlined.
func (p *Package) inspect(root ast.Node, visit func(fn *Function, n ast.Node)) {
	functions := []*Function{nil} // the function around each node on the path from root to the current node
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil {
			functions = functions[:len(functions)-1]
			return true
		}
		fn := functions[len(functions)-1]
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			if inner := p.Functions[n]; inner != nil {
				fn = p.callerOf(inner)
			}
		}
		visit(fn, n)
		functions = append(functions, fn)
		return true
	})
}

// A nodeCollector collects the nodes of one declaration after the other.
type nodeCollector struct {
	names map[string]bool // see CollectNodes
	nodes []NodeInfo      // of the current declaration; the memory is used again for the next one
}

// wants reports whether finders look at a node. It must not be called for a call expression.
func (c *nodeCollector) wants(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Ident:
		return c.names[n.Name]
	case *ast.SelectorExpr:
		return c.names[n.Sel.Name]
	case *ast.BasicLit:
		return mayBeServiceConfig(n)
	case *ast.BinaryExpr:
		switch n.Op {
		case token.EQL, token.NEQ:
			return !isNilIdent(n.Y)
		case token.LAND, token.LOR, token.ADD, token.LSS, token.LEQ, token.GTR, token.GEQ:
			return true
		}
	case *ast.AssignStmt:
		return mayTestType(n) || slices.ContainsFunc(n.Lhs, func(e ast.Expr) bool { _, ident := e.(*ast.Ident); return !ident })
	case *ast.CaseClause, *ast.IndexExpr, *ast.KeyValueExpr, *ast.TypeAssertExpr, *ast.TypeSwitchStmt:
		return true
	}
	return false
}

// mayTestType reports whether an assignment may test the type of an error: with a type assertion or errors.AsType.
func mayTestType(a *ast.AssignStmt) bool {
	if len(a.Rhs) != 1 {
		return false
	}
	switch x := ast.Unparen(a.Rhs[0]).(type) {
	case *ast.TypeAssertExpr:
		return true
	case *ast.CallExpr:
		sel, ok := calleeExpr(x).(*ast.SelectorExpr)
		return ok && sel.Sel.Name == "AsType"
	}
	return false
}

// isNilIdent reports whether an expression is the identifier nil. A comparison with nil is not a comparison with a code.
func isNilIdent(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "nil"
}

// mayBeServiceConfig reports whether a literal may be, or be part of, a gRPC service config. A literal with escapes may
// contain any text.
func mayBeServiceConfig(lit *ast.BasicLit) bool {
	return lit.Kind == token.STRING && (strings.Contains(lit.Value, "methodConfig") || strings.Contains(lit.Value, `\`))
}
