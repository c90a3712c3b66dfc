package load

import (
	"go/token"
	"go/types"
)

// declareOpaqueTypes declares types with the given names in a package without source. Such a type has an invalid
// underlying type: nothing is known of it except its name and its package, and the type checker reports nothing about its
// fields and methods. A program's variables and fields so keep the package that their types, and the errors of their
// methods, come from.
func declareOpaqueTypes(pkg *types.Package, names []string) {
	for _, name := range names {
		tn := types.NewTypeName(token.NoPos, pkg, name, nil)
		types.NewNamed(tn, types.Typ[types.Invalid], nil)
		pkg.Scope().Insert(tn)
	}
}
