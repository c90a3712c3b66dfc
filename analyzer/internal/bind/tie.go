package bind

import (
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/catalog"
)

// A Tie says that an object or an expression may hold codes of a catalog. An expression with several ties holds a code
// of one of the catalogs; Resolve chooses the catalog for a given code.
type Tie struct {
	Cat        *catalog.Catalog
	Binding    *catalog.Binding // the binding that names the object; nil if there is none, as for a JSON body or a learned package
	Shared     bool             // many services use the type: the prefix of a code, or the client that was called, decides whose code it is
	Indirect   bool             // the codes are those of another catalog than the error's own, such as its HTTP status
	Except     []string         // codes of Cat that are indirect although Indirect is not set
	ListedOnly bool             // only codes that the catalog lists belong to it
	Class      bool             // the codes are ids of classes, see catalog.Code.Class
	Names      bool             // the codes are written as their names
	Learned    *LearnedPackage  // the package whose constants are the catalog; nil for a catalog of the set
}

// A Constant is a constant that names a code.
type Constant struct {
	Tie
	Entry    *catalog.Code // nil if the catalog does not list the code
	Sentinel bool          // it is an error: a variable, or a constant of an error type
}

// bindPackage resolves the names in one catalog's binding to objects of package p.
func (b *Binder) bindPackage(p *types.Package, bound catalog.Bound) {
	own := Tie{Cat: bound.Catalog, Binding: bound.Binding, Shared: bound.Binding.Shared}
	for _, c := range bound.Binding.Carriers {
		t := own
		t.Class, t.Names = c.Class, c.Names
		if c.Catalog != "" && c.Catalog != bound.Catalog.ID {
			if t.Cat = b.Set.Catalog(c.Catalog); t.Cat == nil {
				continue
			}
			t.Indirect, t.Shared, t.Except = !c.Standard, false, c.Except
		}
		if o := index.LookupMember(p, c.At); o != nil {
			b.Carriers[o] = AppendTie(b.Carriers[o], t)
		}
	}
	for _, c := range bound.Binding.Constants {
		switch o := p.Scope().Lookup(c.Name).(type) {
		case *types.Const, *types.Var:
			b.Constants[o] = Constant{Tie: own, Entry: bound.Catalog.Lookup(c.Code)}
		}
	}
	if name := bound.Binding.ConstType; name != "" {
		if tn := index.LookupType(p, name); tn != nil {
			b.codeTypes[tn] = AppendTie(b.codeTypes[tn], own)
		}
	}
	for _, e := range bound.Binding.Errors {
		if tn := index.LookupType(p, e.Type); tn != nil {
			b.Errors[tn] = AppendTie(b.Errors[tn], own)
		}
	}
	b.bindMade(p, own)
	b.bindSentinels(p, own)
	b.bindPredicates(p, own)
	for _, c := range bound.Binding.Clients {
		if tn := index.LookupType(p, c); tn != nil {
			b.Clients[tn] = append(b.Clients[tn], bound.Catalog)
		}
	}
}

// Names returns the names of the constants and sentinels that name a code, and of the fields that are predicates.
func (b *Binder) Names() map[string]bool {
	names := make(map[string]bool, len(b.Constants))
	for o := range b.Constants {
		names[o.Name()] = true
	}
	for o := range b.tests.predicates {
		if _, field := o.(*types.Var); field {
			names[o.Name()] = true
		}
	}
	return names
}

// AppendTie returns ties with t added, unless they contain a tie to the same catalog. Catalogs of codes that all services of
// a platform share come last.
func AppendTie(ties []Tie, t Tie) []Tie {
	for _, have := range ties {
		if have.Cat == t.Cat {
			return ties
		}
	}
	if !t.Cat.Common {
		if i := slices.IndexFunc(ties, func(have Tie) bool { return have.Cat.Common }); i >= 0 {
			return slices.Insert(ties, i, t)
		}
	}
	return append(ties, t)
}

// CatalogTie returns the tie of the error types of the catalog with an id. Ok is false if the set has no such catalog.
func (b *Binder) CatalogTie(id string) (t Tie, ok bool) {
	cat := b.Set.Catalog(id)
	if cat == nil {
		return Tie{}, false
	}
	t = Tie{Cat: cat}
	for i := range cat.Go {
		if binding := &cat.Go[i]; len(binding.Errors) > 0 {
			t.Shared, t.Binding = t.Shared || binding.Shared, binding
		}
	}
	return t, true
}
