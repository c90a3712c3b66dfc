// Package bind decides which catalog's code an expression holds: by the objects that the catalogs' bindings name, by
// constants, by the shape of a decoded body, and by the SDKs whose constants name their codes. There is one file for
// each shape in which Go carries a code.
package bind

import (
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A Binder ties expressions of one package to catalogs. It resolves what the catalogs name to objects of the package and
// of what it imports, so that embedding, aliases and instantiation make no difference.
type Binder struct {
	pkg            *index.Package
	Set            *catalog.Set
	ImportedHelper func(*types.Func) *sites.Helper // Input.Helper; may be nil

	Carriers  map[types.Object][]Tie              // fields, methods and functions that carry a code
	Constants map[types.Object]Constant           // constants that name a code
	Errors    map[*types.TypeName][]Tie           // error types
	Packages  map[*types.Package]bool             // bound packages that are imported, directly or not
	Libraries map[*types.Package]*catalog.Library // retry libraries, likewise
	Imports   map[string]bool                     // paths of all imported packages, directly or not
	Clients   map[*types.TypeName][]*catalog.Catalog
	Learned   map[string][]*LearnedPackage // packages that name their codes themselves, by their SDK

	codeTypes   map[*types.TypeName][]Tie // types whose values are codes
	extractions map[*index.Function]*extraction
}

// New returns the binder of a package.
func New(in *sites.Input, pkg *index.Package) *Binder {
	b := &Binder{
		pkg: pkg, Set: in.Set, ImportedHelper: in.Helper,
		Carriers:    map[types.Object][]Tie{},
		Constants:   map[types.Object]Constant{},
		Errors:      map[*types.TypeName][]Tie{},
		Packages:    map[*types.Package]bool{},
		Libraries:   map[*types.Package]*catalog.Library{},
		Imports:     map[string]bool{},
		Clients:     map[*types.TypeName][]*catalog.Catalog{},
		Learned:     map[string][]*LearnedPackage{},
		codeTypes:   map[*types.TypeName][]Tie{},
		extractions: map[*index.Function]*extraction{},
	}
	seen := map[*types.Package]bool{}
	var visit func(p *types.Package)
	visit = func(p *types.Package) {
		if p == nil || seen[p] {
			return
		}
		seen[p] = true
		b.Imports[p.Path()] = true
		for _, bound := range in.Set.Package(p.Path()) {
			b.Packages[p] = true
			b.bindPackage(p, bound)
		}
		if lib := in.Set.Library(p.Path()); lib != nil {
			b.Libraries[p] = lib
		}
		for _, i := range p.Imports() {
			visit(i)
		}
	}
	visit(in.Pkg)
	b.learnPackages(in)
	return b
}
