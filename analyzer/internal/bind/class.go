package bind

import (
	"go/ast"
	"slices"

	"github.com/errls/errls/catalog"
)

// sliceShape returns the carrier of the first characters of a code, in a catalog with classes whose ids have this length:
// e.Code[:2].
func (b *Binder) sliceShape(e ast.Expr, depth int) *Carrier {
	s, ok := e.(*ast.SliceExpr)
	if !ok || s.High == nil {
		return nil
	}
	if s.Low != nil {
		if low, ok := b.CodeExpr(s.Low); !ok || !low.IsInt || low.Number != 0 {
			return nil
		}
	}
	high, ok := b.CodeExpr(s.High)
	if !ok || !high.IsInt {
		return nil
	}
	c := b.ClassCarrier(b.carrierAt(s.X, depth-1), high.Number)
	if c != nil {
		c.Expr = e
	}
	return c
}

// ClassCarrier returns c as a carrier of the ids of classes with a length. It returns nil if c is nil or no catalog of c has
// such a class.
func (b *Binder) ClassCarrier(c *Carrier, length int) *Carrier {
	if c == nil {
		return nil
	}
	var ties []Tie
	for _, t := range c.Ties {
		if hasClass(t.Cat, length) {
			t.Class = true
			ties = append(ties, t)
		}
	}
	if len(ties) == 0 {
		return nil
	}
	of := *c
	of.Ties = ties
	return &of
}

// hasClass reports whether a catalog has a class whose id has a length.
func hasClass(cat *catalog.Catalog, length int) bool {
	return slices.ContainsFunc(cat.Codes, func(c catalog.Code) bool { return c.Class && len(c.ID) == length })
}
