package index

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// A Section is one declaration with what the searches over a package ask about, in the order of the source. They take
// it from here: each walk over the syntax of a large package costs more than what it looks for.
type DeclNodes struct {
	Decl  ast.Decl
	Nodes []NodeInfo
}

// A Note is one node that a search may ask about, with the innermost function around it.
type NodeInfo struct {
	Func   *Function
	Node   ast.Node
	Callee types.Object // of a call
}

// A noter notes what the searches ask about.
type noter struct {
	named map[string]bool // the names of the constants that name codes
	notes []NodeInfo      // of the declaration at hand
}

// NoteFiles records the nodes that the searches look at, file by file. Names are those of the constants that name codes.
func (p *Package) CollectNodes(names map[string]bool) {
	w := noter{named: names}
	p.NodesByFile = make([][]DeclNodes, len(p.Files))
	for i, file := range p.Files {
		p.NodesByFile[i] = make([]DeclNodes, len(file.Decls))
		for k, d := range file.Decls {
			w.notes = w.notes[:0]
			p.inspect(d, func(fn *Function, n ast.Node) {
				if call, ok := n.(*ast.CallExpr); ok {
					w.notes = append(w.notes, NodeInfo{fn, n, p.Callee(call)})
				} else if w.asks(n) {
					w.notes = append(w.notes, NodeInfo{fn, n, nil})
				}
			})
			p.NodesByFile[i][k] = DeclNodes{d, slices.Clone(w.notes)}
		}
	}
}

// asks reports whether a search asks about a node that is no call.
func (w *noter) asks(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Ident:
		return w.named[n.Name]
	case *ast.SelectorExpr:
		return w.named[n.Sel.Name]
	case *ast.BasicLit:
		return mayConfigure(n)
	case *ast.BinaryExpr:
		switch n.Op {
		case token.EQL, token.NEQ:
			return !isNil(n.Y)
		case token.LAND, token.LOR, token.ADD:
			return true
		}
	case *ast.AssignStmt:
		return asksType(n) || slices.ContainsFunc(n.Lhs, func(e ast.Expr) bool { _, plain := e.(*ast.Ident); return !plain })
	case *ast.CaseClause, *ast.IndexExpr, *ast.KeyValueExpr, *ast.TypeAssertExpr, *ast.TypeSwitchStmt:
		return true
	}
	return false
}

// asksType reports whether an assignment may ask an error for its type.
func asksType(a *ast.AssignStmt) bool {
	if len(a.Rhs) != 1 {
		return false
	}
	switch x := ast.Unparen(a.Rhs[0]).(type) {
	case *ast.TypeAssertExpr:
		return true
	case *ast.CallExpr:
		sel, ok := called(x).(*ast.SelectorExpr)
		return ok && sel.Sel.Name == "AsType"
	}
	return false
}

// isNil reports whether an expression is nil: no code, no carrier of one and no text.
func isNil(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "nil"
}

// mayConfigure reports whether a literal may be a service config, by what is written.
func mayConfigure(lit *ast.BasicLit) bool {
	return lit.Kind == token.STRING && (strings.Contains(lit.Value, "methodConfig") || strings.Contains(lit.Value, `\`))
}

// EachNote calls visit with each note.
func EachNode(sections []DeclNodes, visit func(*NodeInfo)) {
	for i := range sections {
		for k := range sections[i].Nodes {
			visit(&sections[i].Nodes[k])
		}
	}
}
