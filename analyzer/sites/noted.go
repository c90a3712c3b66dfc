package sites

import (
	"go/ast"
	"go/token"
	"go/types"
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

// noteFiles notes what the searches ask about, file by file.
func (f *finder) noteFiles() {
	f.sections = make([][]section, len(f.in.Files))
	named := map[string]bool{}
	for o := range f.b.constants {
		named[o.Name()] = true
	}
	for i, file := range f.in.Files {
		for _, d := range file.Decls {
			f.sections[i] = append(f.sections[i], section{d, f.notesOf(d, named)})
		}
	}
}

// notesOf notes what the searches ask about in one declaration. Named are the names of the constants that name codes.
func (f *finder) notesOf(d ast.Decl, named map[string]bool) []note {
	var notes []note
	f.eachNode(d, func(fn *function, n ast.Node) {
		if call, ok := n.(*ast.CallExpr); ok {
			notes = append(notes, note{fn, n, f.callee(call)})
		} else if noted(n, named) {
			notes = append(notes, note{fn, n, nil})
		}
	})
	return notes
}

// noted reports whether a search asks about a node that is no call.
func noted(n ast.Node, named map[string]bool) bool {
	switch n := n.(type) {
	case *ast.Ident:
		return named[n.Name]
	case *ast.SelectorExpr:
		return n.Sel != nil && named[n.Sel.Name]
	case *ast.BasicLit:
		return mayConfigure(n)
	case *ast.BinaryExpr:
		switch n.Op {
		case token.EQL, token.NEQ, token.LAND, token.LOR, token.ADD:
			return true
		}
	case *ast.AssignStmt, *ast.CaseClause, *ast.IndexExpr, *ast.KeyValueExpr, *ast.TypeAssertExpr, *ast.TypeSwitchStmt:
		return true
	}
	return false
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
