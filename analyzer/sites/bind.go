package sites

import (
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/catalog"
)

// A tie says that an object of the program carries codes of a catalog.
type tie struct {
	cat      *catalog.Catalog
	binding  *catalog.Binding // nil for a wire shape
	shared   bool             // many services use the type: a code decides, by its prefix or by the client's call
	indirect bool             // a status of another catalog than the error's own
	listed   bool             // it claims the codes that the catalog lists, and no other
	learned  *learned         // the package that the catalog was read in; nil where it is one of the set
}

// bindings are the objects that the catalogs know, resolved in one package and what it imports. Resolving by
// object makes embedding, aliases and instantiation transparent.
type bindings struct {
	set       *catalog.Set
	carriers  map[types.Object][]tie         // fields, methods and functions
	constants map[types.Object]boundConstant // constants that name a code
	enums     map[*types.TypeName][]tie      // types whose values are codes (ConstType)
	errors    map[*types.TypeName][]tie      // error types
	clients   map[*types.TypeName][]*catalog.Catalog
	packages  map[*types.Package]bool // bound packages that are in reach
	libraries map[*types.Package]*catalog.Library
	imported  map[string]bool       // import paths in reach
	learned   map[string][]*learned // packages that name their codes themselves, by their SDK
}

// A boundConstant is a constant that names a code.
type boundConstant struct {
	tie
	entry *catalog.Code
}

func bind(in *Input) *bindings {
	set := in.Set
	b := &bindings{
		set:       set,
		carriers:  map[types.Object][]tie{},
		constants: map[types.Object]boundConstant{},
		enums:     map[*types.TypeName][]tie{},
		errors:    map[*types.TypeName][]tie{},
		clients:   map[*types.TypeName][]*catalog.Catalog{},
		packages:  map[*types.Package]bool{},
		libraries: map[*types.Package]*catalog.Library{},
		imported:  map[string]bool{},
		learned:   map[string][]*learned{},
	}
	seen := map[*types.Package]bool{}
	var visit func(p *types.Package)
	visit = func(p *types.Package) {
		if p == nil || seen[p] {
			return
		}
		seen[p] = true
		b.imported[p.Path()] = true
		for _, bound := range set.Package(p.Path()) {
			b.packages[p] = true
			b.bindPackage(p, bound)
		}
		if lib := set.Library(p.Path()); lib != nil {
			b.libraries[p] = lib
		}
		for _, i := range p.Imports() {
			visit(i)
		}
	}
	visit(in.Pkg)
	b.learn(in)
	return b
}

func (b *bindings) bindPackage(p *types.Package, bound catalog.Bound) {
	own := tie{cat: bound.Catalog, binding: bound.Binding, shared: bound.Binding.Shared}
	for _, c := range bound.Binding.Carriers {
		t := own
		if c.Catalog != "" && c.Catalog != bound.Catalog.ID {
			if t.cat = b.set.Catalog(c.Catalog); t.cat == nil {
				continue
			}
			t.indirect, t.shared = true, false
		}
		if o := member(p, c.At); o != nil {
			b.carriers[o] = appendTie(b.carriers[o], t)
		}
	}
	for _, c := range bound.Binding.Constants {
		if o, ok := p.Scope().Lookup(c.Name).(*types.Const); ok {
			b.constants[o] = boundConstant{own, bound.Catalog.Lookup(c.Code)}
		}
	}
	if name := bound.Binding.ConstType; name != "" {
		if tn := typeName(p, name); tn != nil {
			b.enums[tn] = appendTie(b.enums[tn], own)
		}
	}
	for _, e := range bound.Binding.Errors {
		if tn := typeName(p, e.Type); tn != nil {
			b.errors[tn] = appendTie(b.errors[tn], own)
		}
	}
	for _, c := range bound.Binding.Clients {
		if tn := typeName(p, c); tn != nil {
			b.clients[tn] = append(b.clients[tn], bound.Catalog)
		}
	}
}

// constantNames returns the names of the constants that name a code.
func (b *bindings) constantNames() map[string]bool {
	names := make(map[string]bool, len(b.constants))
	for o := range b.constants {
		names[o.Name()] = true
	}
	return names
}

// appendTie adds a tie, once per catalog: a status that several services report on one type stays one tie. What is
// common to the services of a platform comes behind what is one service's own.
func appendTie(ties []tie, t tie) []tie {
	for _, have := range ties {
		if have.cat == t.cat {
			return ties
		}
	}
	if !t.cat.Common {
		if i := slices.IndexFunc(ties, func(have tie) bool { return have.cat.Common }); i >= 0 {
			return slices.Insert(ties, i, t)
		}
	}
	return append(ties, t)
}

// member finds "Func", "Type.Field" or "Type.Method" in a package.
func member(p *types.Package, at string) types.Object {
	recv, name, found := strings.Cut(at, ".")
	if !found {
		if fn, ok := p.Scope().Lookup(at).(*types.Func); ok {
			return fn
		}
		return nil
	}
	tn := typeName(p, recv)
	if tn == nil {
		return nil
	}
	o, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, tn.Pkg(), name)
	if o == nil {
		o, _, _ = types.LookupFieldOrMethod(tn.Type(), true, tn.Pkg(), name)
	}
	return o
}

// typeName finds a named type, behind aliases.
func typeName(p *types.Package, name string) *types.TypeName {
	tn, ok := p.Scope().Lookup(name).(*types.TypeName)
	if !ok {
		return nil
	}
	if named, ok := types.Unalias(tn.Type()).(*types.Named); ok {
		return named.Obj()
	}
	return nil
}

// namedOf returns the name of a type, behind aliases and one pointer, or nil.
func namedOf(t types.Type) *types.TypeName {
	if t == nil {
		return nil
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok {
		return n.Origin().Obj()
	}
	return nil
}
