package bind

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// EachLibraryUse visits what the declarations of a file pass to retry libraries. It calls called for each call of a library's
// function, with the name of the function in libraries.yaml, and stored for each value that an assignment or a composite
// literal stores in a library's field.
func (b *Binder) EachLibraryUse(decls []index.DeclNodes, called func(*catalog.Library, string, *ast.CallExpr), stored func(n ast.Node, field *types.Var, value ast.Expr)) {
	store := func(n ast.Node, key *ast.Ident, value ast.Expr) {
		if field, ok := b.pkg.Info.Uses[key].(*types.Var); ok && field.IsField() && b.Libraries[field.Pkg()] != nil {
			stored(n, field, value)
		}
	}
	index.EachNode(decls, func(at *index.NodeInfo) {
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

// LibraryFunc returns the retry library that a function belongs to, and the name of the function in libraries.yaml. It returns
// nil if o is not a function of a retry library.
func (b *Binder) LibraryFunc(o types.Object) (*catalog.Library, string) {
	fn, ok := o.(*types.Func)
	if !ok || fn.Pkg() == nil || b.Libraries[fn.Pkg()] == nil {
		return nil, ""
	}
	return b.Libraries[fn.Pkg()], sites.HelperName(fn)
}

// IsField reports whether a field is the one that at names, such as "Client.CheckRetry".
func IsField(field *types.Var, at string) bool {
	return strings.HasSuffix(at, "."+field.Name()) && index.LookupMember(field.Pkg(), at) == field
}

// IsPolled reports whether a retry library may call a function with the given results again when all of them are zero
// values: a type under the key polled in libraries.yaml has the same results. A function that returns another's results has
// them too, so the functions are not followed to the place where the library gets them.
func (b *Binder) IsPolled(results []types.Type) bool {
	for p, lib := range b.Libraries {
		for _, name := range lib.Polled {
			if tn := index.LookupType(p, name); tn != nil && hasResults(tn.Type(), results) {
				return true
			}
		}
	}
	return false
}

// hasResults reports whether a type is a function type with the given results.
func hasResults(typ types.Type, results []types.Type) bool {
	sig, ok := typ.Underlying().(*types.Signature)
	if !ok || sig.Results().Len() != len(results) {
		return false
	}
	for i, t := range results {
		if t == nil || !types.Identical(t, sig.Results().At(i).Type()) {
			return false
		}
	}
	return true
}
