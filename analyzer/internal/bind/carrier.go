package bind

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A Carrier is an expression that contains a code at run time, such as err.Code or status.Code(err), with the catalogs to
// which the code may belong and the error or response that it came from.
type Carrier struct {
	Expr ast.Expr
	Ties []Tie
	Root types.Object  // the variable that holds the error or response; nil if there is none
	Call *ast.CallExpr // the call that returned the error, if no variable holds it: status.Code(c.Do())

	ByType bool // Expr is the error itself, whose type stands for the code
}

// Carrier returns the expression e as a carrier, or nil if no catalog says that e contains a code.
func (b *Binder) Carrier(e ast.Expr) *Carrier { return b.carrierAt(e, index.MaxDepth) }

// carrierAt is Carrier with a limit on the number of assignments and calls that it follows.
func (b *Binder) carrierAt(e ast.Expr, depth int) *Carrier {
	if depth == 0 || e == nil {
		return nil
	}
	e = ast.Unparen(e)
	// The shapes in order of precedence: objects that a catalog names come first, the type alone comes last.
	shapes := []func(ast.Expr, int) *Carrier{
		b.fieldShape, b.methodShape, b.funcShape, b.wireShape, b.convertShape, b.variableShape, b.paramShape, b.extractShape,
		b.interfaceShape, b.sliceShape, b.codeTypeShape,
	}
	for _, shape := range shapes {
		if c := shape(e, depth); c != nil {
			return c
		}
	}
	return nil
}

// newCarrier returns the carrier e with its ties and with the root of from, the expression that e takes the code from.
func (b *Binder) newCarrier(e ast.Expr, ties []Tie, from ast.Expr, depth int) *Carrier {
	c := &Carrier{Expr: e, Ties: ties}
	c.Root, c.Call = b.RootAt(from, depth-1)
	return c
}

// IsError reports whether a variable holds an error, and not a response that contains a code. It returns true if the
// type is not known.
func (b *Binder) IsError(o types.Object) bool {
	t := o.Type()
	if index.IsUnknown(t) {
		return true
	}
	if tn := sites.TypeNameOf(t); tn != nil && len(b.Errors[tn]) > 0 {
		return true
	}
	return index.IsError(t) || index.IsError(types.NewPointer(t))
}

// Indirect reports whether the tie of c to t's catalog is indirect for a code, which may be nil; see Tie.Indirect.
func Indirect(c *Carrier, t Tie, code *catalog.Code) bool {
	for _, have := range c.Ties {
		if have.Cat == t.Cat {
			return have.Indirect || code != nil && slices.Contains(have.Except, code.ID)
		}
	}
	return false
}

// HasExceptions reports whether some codes of a carrier are indirect although others are not.
func HasExceptions(c *Carrier) bool {
	return slices.ContainsFunc(c.Ties, func(t Tie) bool { return len(t.Except) > 0 })
}

// ComparedWith returns the carrier of an expression e that is compared with code n, or nil. If e alone has no tie, a
// bound constant n gives it one: status == http.StatusTooManyRequests.
func (b *Binder) ComparedWith(e ast.Expr, n CodeExpr) *Carrier {
	if v := b.pkg.Info.Types[e].Value; v != nil {
		return nil
	}
	if n.Known != nil && n.Known.Sentinel {
		return b.comparedWithSentinel(e, n)
	}
	if c := b.Carrier(e); c != nil {
		return c
	}
	if n.Known == nil || n.Known.Shared {
		return nil
	}
	return b.newCarrier(e, []Tie{n.Known.Tie}, e, index.MaxDepth)
}

// OwnerType returns the type whose field or method an expression selects. A variable that is assigned once stands for
// the assigned expression. It returns nil if there is no such type.
func (b *Binder) OwnerType(e ast.Expr) *types.TypeName {
	for range index.MaxDepth {
		switch x := ast.Unparen(e).(type) {
		case *ast.StarExpr:
			e = x.X
		case *ast.CallExpr:
			e = x.Fun
		case *ast.SelectorExpr:
			return sites.TypeNameOf(b.pkg.Info.TypeOf(x.X))
		case *ast.Ident:
			a, ok := b.pkg.OnlyAssignment(b.pkg.Object(x))
			if !ok || a.Index != 0 {
				return nil
			}
			e = a.RHS
		default:
			return nil
		}
	}
	return nil
}

// MayBeError reports whether an expression may be an error or the code of one, as far as its type and the names in it
// show. Depth limits how many assignments it follows.
func (b *Binder) MayBeError(e ast.Expr, depth int) bool {
	if e == nil || depth == 0 || b.pkg.Info.Types[e].Value != nil {
		return false
	}
	if index.IsError(b.pkg.Info.TypeOf(e)) || b.Carrier(e) != nil {
		return true
	}
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectorExpr:
			for _, name := range CodeAccessors {
				found = found || n.Sel.Name == name
			}
		case *ast.Ident:
			if v, ok := b.pkg.Object(n).(*types.Var); ok && index.IsError(v.Type()) {
				found = true
			}
		}
		return !found
	})
	if found {
		return true
	}
	if o := b.pkg.Object(e); o != nil {
		a, ok := b.pkg.OnlyAssignment(o)
		return ok && a.Index == 0 && b.MayBeError(a.RHS, depth-1)
	}
	return false
}

// CountServices returns the number of services to which the code in a carrier may belong. Indirect ties and common
// catalogs do not count.
func CountServices(c *Carrier) int {
	n := 0
	for _, t := range c.Ties {
		if !t.Indirect && !t.Cat.Common {
			n++
		}
	}
	return n
}

// SameError reports whether two carriers hold codes of the same error. They may be nil.
func SameError(a, b *Carrier) bool {
	return a != nil && b != nil && (a.Root != nil && a.Root == b.Root || a.Call != nil && a.Call == b.Call)
}

// IsFailure reports whether a type is one whose values say that a function failed, and nil that it did not: the catalog's
// data on effects lists it.
func (b *Binder) IsFailure(t types.Type) bool { return sites.IsFailure(b.Set, t) }
