package bind

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/catalog"
)

// bindSentinels resolves the variables, and the constants of an error type, that stand for a code in one catalog's binding.
func (b *Binder) bindSentinels(p *types.Package, own Tie) {
	own.Shared = false // the variable itself says whose code it is
	for _, s := range own.Binding.Sentinels {
		switch o := p.Scope().Lookup(s.Name).(type) {
		case *types.Var, *types.Const:
			b.Constants[o] = Constant{Tie: own, Entry: own.Cat.Lookup(s.Code), Sentinel: true}
		}
	}
}

// codeOfEntry returns n with the code of a sentinel, or of a variable that no code sets. Ok is false if the catalog does not list it.
func (n CodeExpr) codeOfEntry() (CodeExpr, bool) {
	entry := n.Known.Entry
	if entry == nil {
		return n, false
	}
	n.Text, n.Number, n.IsInt = entry.ID, entry.Value, n.Known.Cat.Kind != catalog.KindString
	return n, true
}

// comparedWithSentinel returns the carrier of an error that is compared with a sentinel, or nil if e is not an error.
func (b *Binder) comparedWithSentinel(e ast.Expr, n CodeExpr) *Carrier {
	t := b.pkg.Info.TypeOf(e)
	if t == nil || index.IsUnknown(t) || !index.IsError(t) && !index.IsError(types.NewPointer(t)) {
		return nil
	}
	if known, ok := b.CodeExpr(e); ok && known.Known != nil && known.Known.Sentinel {
		return nil // two sentinels
	}
	c := b.newCarrier(e, []Tie{n.Known.Tie}, e, index.MaxDepth)
	c.ByType = true
	return c
}
