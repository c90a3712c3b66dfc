package sites

import (
	"go/ast"
	"go/types"
)

// variableShape ties a variable all of whose values were taken out of carriers of the same catalogs:
// code := te.Code. One value that is not seen, and nothing is said.
func (f *finder) variableShape(e ast.Expr, depth int) *carrier {
	v, ok := f.object(e).(*types.Var)
	if !ok || v.IsField() {
		return nil
	}
	var all *carrier
	for _, a := range f.assigns[v] {
		if a.rhs == nil || a.index != 0 {
			return nil
		}
		c := f.carrierAt(a.rhs, depth-1)
		switch {
		case c == nil || all != nil && !sameTies(all.ties, c.ties):
			return nil
		case all == nil:
			all = &carrier{expr: e, ties: c.ties, root: c.root, call: c.call}
		case all.root != c.root:
			all.root, all.call = v, nil
		}
	}
	return all
}

func sameTies(a, b []tie) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].cat != b[i].cat {
			return false
		}
	}
	return true
}

// enumShape ties any value of a type whose values are codes: a parameter of type codes.Code.
func (f *finder) enumShape(e ast.Expr, depth int) *carrier {
	t := f.in.Info.TypeOf(e)
	if t == nil {
		return nil
	}
	if _, pointer := types.Unalias(t).(*types.Pointer); pointer {
		return nil
	}
	tn := namedOf(t)
	ties := f.b.enums[tn]
	if len(ties) == 0 && isSentinel(tn) {
		ties = f.foreignSentinel(tn)
	}
	if len(ties) == 0 {
		return nil
	}
	return f.tied(e, ties, e, depth)
}
