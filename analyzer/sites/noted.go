package sites

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// A section is one declaration with what the searches over a package ask about, in the order of the source. They take
// it from here: each walk over the syntax of a large package costs more than what it looks for.
type section struct {
	decl  ast.Decl
	notes []note
}

// A note is one node that a search may ask about, with the innermost function around it.
type note struct {
	fn     *function
	node   ast.Node
	callee types.Object // of a call
}

// A noter notes what the searches ask about.
type noter struct {
	named map[string]bool // the names of the constants that name codes
	notes []note          // of the declaration at hand
}

// noteFiles records the nodes that the searches look at, file by file. Names are those of the constants that name codes.
func (f *finder) noteFiles(names map[string]bool) {
	w := noter{named: names}
	f.sections = make([][]section, len(f.in.Files))
	for i, file := range f.in.Files {
		f.sections[i] = make([]section, len(file.Decls))
		for k, d := range file.Decls {
			w.notes = w.notes[:0]
			f.eachNode(d, func(fn *function, n ast.Node) {
				if call, ok := n.(*ast.CallExpr); ok {
					w.notes = append(w.notes, note{fn, n, f.callee(call)})
				} else if w.asks(n) {
					w.notes = append(w.notes, note{fn, n, nil})
				}
			})
			f.sections[i][k] = section{d, slices.Clone(w.notes)}
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

// each calls visit with each note.
func each(sections []section, visit func(*note)) {
	for i := range sections {
		for k := range sections[i].notes {
			visit(&sections[i].notes[k])
		}
	}
}
