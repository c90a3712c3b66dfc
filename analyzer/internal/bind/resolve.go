package bind

import (
	"go/ast"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// Resolve returns the tie and the catalog entry of code n in carrier c, which may be nil. The entry is nil if the
// catalog does not list the code. Ok is false if the code and the carrier have no catalog in common.
func (b *Binder) Resolve(n CodeExpr, c *Carrier) (t Tie, entry *catalog.Code, ok bool) {
	if n.Known != nil && (c == nil || hasTieTo(n.Known.Cat, c)) {
		return n.Known.Tie, n.Known.Entry, true
	}
	if c == nil {
		return Tie{}, nil, false
	}
	for _, t := range c.Ties {
		if !b.mayClaim(t, n, c) {
			continue
		}
		entry := t.lookup(n)
		switch {
		case t.Cat.Common && entry.ID != n.Text:
			if own, ok := b.misspelledTie(n, c); ok {
				return own, nil, true
			}
		case t.Shared && entry == nil:
			if common, ok := b.commonTie(n, c); ok {
				return common, Lookup(common.Cat, n), true
			}
		}
		return t, entry, true
	}
	return Tie{}, nil, false
}

// lookup returns the entry of a code that is written as the tie says, or nil.
func (t *Tie) lookup(n CodeExpr) *catalog.Code {
	if !t.Names {
		return Lookup(t.Cat, n)
	}
	i := slices.IndexFunc(t.Cat.Codes, func(c catalog.Code) bool { return !n.IsInt && c.Name == n.Text })
	if i < 0 {
		return nil
	}
	return &t.Cat.Codes[i]
}

// commonTie returns the tie to a common catalog that lists code n.
func (b *Binder) commonTie(n CodeExpr, c *Carrier) (t Tie, ok bool) {
	for _, t := range c.Ties {
		if t.Cat.Common && b.mayClaim(t, n, c) {
			return t, true
		}
	}
	return Tie{}, false
}

// misspelledTie returns the tie to a learned package that has a code similar to n. Common catalogs accept any code that
// begins with one of theirs and a dot; without this, a misspelled code of the package would be treated as one of these.
func (b *Binder) misspelledTie(n CodeExpr, c *Carrier) (Tie, bool) {
	for _, t := range c.Ties {
		if t.Learned == nil || !b.mayClaim(t, n, c) {
			continue
		}
		if _, near := t.Cat.Nearest(n.Text); near {
			return t, true
		}
	}
	return Tie{}, false
}

// mayClaim reports whether code n of carrier c may belong to the catalog of one of the carrier's ties.
func (b *Binder) mayClaim(t Tie, n CodeExpr, c *Carrier) bool {
	switch {
	case n.IsInt && t.Cat.Kind == catalog.KindString || !n.IsInt && t.Cat.Kind == catalog.KindEnum:
		return false
	case t.Cat.Common:
		return Lookup(t.Cat, n) != nil
	case t.Shared && !b.mayClaimShared(t, n, c):
		return false
	}
	return !t.ListedOnly || n.Text == "" || Lookup(t.Cat, n) != nil
}

// hasTieTo reports whether a carrier may hold codes of cat: it has a tie to cat, or no tie at all.
func hasTieTo(cat *catalog.Catalog, c *Carrier) bool {
	for _, t := range c.Ties {
		if t.Cat == cat {
			return true
		}
	}
	return len(c.Ties) == 0
}

// Lookup returns the catalog's entry of a code, or nil. If the catalog does not list the code itself but says that a
// part of it before a dot has subcodes, it returns the entry of that part: "QuotaExceeded" for "QuotaExceeded.Disks".
func Lookup(cat *catalog.Catalog, n CodeExpr) *catalog.Code {
	if n.IsInt {
		return cat.LookupValue(n.Number)
	}
	entry := cat.Lookup(n.Text)
	for head := n.Text; entry == nil; {
		i := strings.LastIndexByte(head, '.')
		if i < 0 {
			return nil
		}
		head = head[:i]
		if kind := cat.Lookup(head); kind != nil && kind.Subcodes {
			entry = kind
		}
	}
	return entry
}

// mayClaimShared is mayClaim for a type that many services use. The prefix of the code decides, or the client whose call
// returned the error. For a literal that is still empty, it is enough that a client of the service is imported.
func (b *Binder) mayClaimShared(t Tie, n CodeExpr, c *Carrier) bool {
	if t.Learned != nil {
		return b.mayClaimLearned(t.Learned, c)
	}
	if t.Cat.Prefix != "" && n.Text != "" {
		return t.Cat.HasPrefix(n.Text)
	}
	if b.FromClient(t.Cat, c) {
		return true
	}
	if n.Text != "" || t.Cat.Prefix == "" {
		return false
	}
	for i := range t.Cat.Go {
		if binding := &t.Cat.Go[i]; len(binding.Clients) > 0 && b.Imports[binding.Package] {
			return true
		}
	}
	return false
}

// FromClient reports whether the carrier's error came from calls of the catalog's clients and from nothing else.
func (b *Binder) FromClient(cat *catalog.Catalog, c *Carrier) bool {
	if c.Call != nil {
		return b.isClientCall(cat, c.Call)
	}
	seen := false
	for _, a := range b.pkg.Assignments[c.Root] {
		if a.RHS == nil && a.Node == nil {
			continue
		}
		call, ok := ast.Unparen(a.RHS).(*ast.CallExpr)
		if !ok || !b.isClientCall(cat, call) {
			return false
		}
		seen = true
	}
	return seen
}

// isClientCall reports whether a call calls a method of one of the catalog's clients.
func (b *Binder) isClientCall(cat *catalog.Catalog, call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	return slices.Contains(b.Clients[sites.TypeNameOf(b.pkg.Info.TypeOf(sel.X))], cat)
}
