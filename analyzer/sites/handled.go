package sites

import (
	"go/ast"
	"go/types"
)

// rewritten returns the code that the SDK puts in the place of a tested one before an error of a bound type carries it.
func (f *finder) rewritten(s *Site, c *carrier) string {
	if s.Entry == nil || s.Role != Tested && s.Role != Listed {
		return ""
	}
	tn := f.owner(c.expr)
	for _, t := range f.b.errors[tn] {
		if t.cat == s.Catalog && t.binding != nil && !t.shared {
			return t.binding.Rewritten(s.Entry)
		}
	}
	return ""
}

// owner returns the type whose field or method an expression is, or a variable that was set to one once; else nil.
func (f *finder) owner(e ast.Expr) *types.TypeName {
	for range depth {
		switch x := ast.Unparen(e).(type) {
		case *ast.StarExpr:
			e = x.X
		case *ast.CallExpr:
			e = x.Fun
		case *ast.SelectorExpr:
			return namedOf(f.in.Info.TypeOf(x.X))
		case *ast.Ident:
			a, ok := f.only(f.object(x))
			if !ok || a.index != 0 {
				return nil
			}
			e = a.rhs
		default:
			return nil
		}
	}
	return nil
}
