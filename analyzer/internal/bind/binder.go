// Package bind says which catalogs' codes an expression holds and which code a constant names. It uses the objects that the
// catalogs' bindings name, the JSON tags of decoded bodies, and the constants of SDKs that no catalog binds. It does not
// know whether or how a program compares a code with an error, and it does not follow control flow.
//
// The main type is Binder. Carrier returns what an expression that holds a code is tied to, CodeExpr returns the code that a
// constant expression names, and Resolve returns the catalog that the two have in common. The ways in which Go code carries
// a code are called shapes; the list of them is in carrier.go.
package bind

import (
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A Binder ties the expressions of one package to catalogs. It resolves the names in the catalogs to objects of the imported
// packages. Expressions refer to these objects also through embedding, aliases and instantiation.
type Binder struct {
	pkg            *index.Package
	Set            *catalog.Set
	ImportedHelper func(*types.Func) *sites.Helper // what sites.Input.Helper or a catalog says of an imported function
	ImportedFact   func(*types.Func) *sites.Fact   // sites.Input.Fact; may be nil

	Carriers  map[types.Object][]Tie                 // fields, methods and functions that carry a code
	Constants map[types.Object]Constant              // constants that name a code
	Errors    map[*types.TypeName][]Tie              // error types
	Packages  map[*types.Package]bool                // packages that a catalog binds and that are imported, directly or not
	Libraries map[*types.Package]*catalog.Library    // retry libraries that are imported, directly or not
	Imports   map[string]bool                        // paths of all imported packages, directly or not
	Clients   map[*types.TypeName][]*catalog.Catalog // client types → the services that they call
	Learned   map[string][]*LearnedPackage           // repository of an SDK → its imported packages whose constants name codes

	tests     errorTests                // types and predicates that stand for codes
	codeTypes map[*types.TypeName][]Tie // types whose values are codes
	onDemand
}

// onDemand is what a Binder reads from the packages when it needs it.
type onDemand struct {
	extractions map[*index.Function]*extraction  // results of extraction; nil for a function that is not one
	pointers    map[*index.Function]types.Object // results of dereferenced; nil for a function that is not one
	mapKeys     map[types.Object]map[string]bool // see readsKey
	comment     func(*types.Const) string        // sites.Input.Comment; may be nil

	learnedTypes map[*types.TypeName][]Tie // results of learnedTypeTies
}

// New returns the binder of a package.
func New(in *sites.Input, pkg *index.Package) *Binder {
	b := &Binder{
		pkg: pkg, Set: in.Set, ImportedFact: in.Fact,
		Carriers:  map[types.Object][]Tie{},
		Constants: map[types.Object]Constant{},
		Errors:    map[*types.TypeName][]Tie{},
		Packages:  map[*types.Package]bool{},
		Libraries: map[*types.Package]*catalog.Library{},
		Imports:   map[string]bool{},
		Clients:   map[*types.TypeName][]*catalog.Catalog{},
		Learned:   map[string][]*LearnedPackage{},
		tests:     errorTests{made: map[*types.TypeName]*MadeType{}, predicates: map[types.Object][]boundPredicate{}, namers: namers(in.Set)},
		codeTypes: map[*types.TypeName][]Tie{},
		onDemand: onDemand{
			extractions: map[*index.Function]*extraction{},
			pointers:    map[*index.Function]types.Object{},
			comment:     in.Comment,

			learnedTypes: map[*types.TypeName][]Tie{},
		},
	}
	b.ImportedHelper = b.withBoundHelpers(in.Helper)
	seen := map[*types.Package]bool{}
	var visit func(p *types.Package)
	visit = func(p *types.Package) {
		if p == nil || seen[p] {
			return
		}
		seen[p] = true
		b.Imports[p.Path()] = true
		for _, bound := range in.Set.Package(p.Path()) {
			b.Packages[p] = b.Packages[p] || handlesCodes(bound.Binding)
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

// handlesCodes reports whether the functions of a bound package may take or return codes. A package of the standard library
// that has only errors does neither.
func handlesCodes(b *catalog.Binding) bool {
	return b.Module != "" || len(b.Carriers)+len(b.Constants)+len(b.Helpers) > 0
}
