package bind

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// EachLibraryUse visits what a file hands to retry libraries: the arguments of calls, with the name by which the library's
// table knows the function, and what is put into fields, by an assignment or in a literal.
func (b *Binder) EachLibraryUse(noted []index.DeclNodes, called func(*catalog.Library, string, *ast.CallExpr), stored func(n ast.Node, field *types.Var, value ast.Expr)) {
	store := func(n ast.Node, key *ast.Ident, value ast.Expr) {
		if field, ok := b.pkg.Info.Uses[key].(*types.Var); ok && field.IsField() && b.Libraries[field.Pkg()] != nil {
			stored(n, field, value)
		}
	}
	index.EachNode(noted, func(at *index.NodeInfo) {
		switch n := at.Node.(type) {
		case *ast.CallExpr:
			if lib, name := b.LibraryFunc(at.Callee); lib != nil {
				called(lib, name, n)
			}
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				if sel, ok := ast.Unparen(l).(*ast.SelectorExpr); ok && len(n.Lhs) == len(n.Rhs) {
					store(n, sel.Sel, n.Rhs[i])
				}
			}
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok {
				store(n, id, n.Value)
			}
		}
	})
}

// LibraryFunc returns the retry library that a function belongs to, and the name by which its table knows the function.
func (b *Binder) LibraryFunc(o types.Object) (*catalog.Library, string) {
	fn, ok := o.(*types.Func)
	if !ok || fn.Pkg() == nil || b.Libraries[fn.Pkg()] == nil {
		return nil, ""
	}
	return b.Libraries[fn.Pkg()], sites.HelperName(fn)
}

// IsField reports whether a field is the one that a table names: "Client.CheckRetry".
func IsField(field *types.Var, at string) bool {
	return strings.HasSuffix(at, "."+field.Name()) && index.LookupMember(field.Pkg(), at) == field
}
