package bind

import (
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/catalog"
)

// A Tie says that an object of the program carries codes of a catalog.
type Tie struct {
	Cat        *catalog.Catalog
	Binding    *catalog.Binding // nil for a wire shape
	Shared     bool             // many services use the type: a code decides, by its prefix or by the client's call
	Indirect   bool             // a status of another catalog than the error's own
	ListedOnly bool             // it claims the codes that the catalog lists, and no other
	Learned    *LearnedPackage  // the package that the catalog was read in; nil where it is one of the set
}

// A Constant is a constant that names a code.
type Constant struct {
	Tie
	Entry *catalog.Code
}

func (b *Binder) bindPackage(p *types.Package, bound catalog.Bound) {
	own := Tie{Cat: bound.Catalog, Binding: bound.Binding, Shared: bound.Binding.Shared}
	for _, c := range bound.Binding.Carriers {
		t := own
		if c.Catalog != "" && c.Catalog != bound.Catalog.ID {
			if t.Cat = b.Set.Catalog(c.Catalog); t.Cat == nil {
				continue
			}
			t.Indirect, t.Shared = true, false
		}
		if o := index.LookupMember(p, c.At); o != nil {
			b.Carriers[o] = AppendTie(b.Carriers[o], t)
		}
	}
	for _, c := range bound.Binding.Constants {
		if o, ok := p.Scope().Lookup(c.Name).(*types.Const); ok {
			b.Constants[o] = Constant{own, bound.Catalog.Lookup(c.Code)}
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
	for _, c := range bound.Binding.Clients {
		if tn := index.LookupType(p, c); tn != nil {
			b.Clients[tn] = append(b.Clients[tn], bound.Catalog)
		}
	}
}

// ConstantNames returns the names of the constants that name a code.
func (b *Binder) ConstantNames() map[string]bool {
	names := make(map[string]bool, len(b.Constants))
	for o := range b.Constants {
		names[o.Name()] = true
	}
	return names
}

// AppendTie adds a tie, once per catalog: a status that several services report on one type stays one tie. What is
// common to the services of a platform comes behind what is one service's own.
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

// TieOf returns the tie of a catalog's own error types.
func (b *Binder) CatalogTie(id string) (Tie, bool) {
	cat := b.Set.Catalog(id)
	if cat == nil {
		return Tie{}, false
	}
	t := Tie{Cat: cat}
	for i := range cat.Go {
		if binding := &cat.Go[i]; len(binding.Errors) > 0 {
			t.Shared, t.Binding = t.Shared || binding.Shared, binding
		}
	}
	return t, true
}
