package index

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

// LookupMember returns the object that a package declares under a name: "Func" for a function or a variable that is one,
// "Type.Field" for a field and "Type.Method" for a method. It returns nil if there is none.
func LookupMember(p *types.Package, at string) types.Object {
	recv, name, found := strings.Cut(at, ".")
	if !found {
		switch o := p.Scope().Lookup(at).(type) {
		case *types.Func:
			return o
		case *types.Var:
			if _, ok := o.Type().Underlying().(*types.Signature); ok {
				return o
			}
		}
		return nil
	}
	tn := LookupType(p, recv)
	if tn == nil {
		return nil
	}
	o, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, tn.Pkg(), name)
	if o == nil {
		o, _, _ = types.LookupFieldOrMethod(tn.Type(), true, tn.Pkg(), name)
	}
	return o
}

// LookupType returns the defined type that a package declares under a name. For an alias it returns the type that the
// alias stands for. It returns nil if there is none.
func LookupType(p *types.Package, name string) *types.TypeName {
	tn, ok := p.Scope().Lookup(name).(*types.TypeName)
	if !ok {
		return nil
	}
	if named, ok := types.Unalias(tn.Type()).(*types.Named); ok {
		return named.Obj()
	}
	return nil
}

// ErrorType is the predeclared type error.
var ErrorType = types.Universe.Lookup("error").Type()

// IsError reports whether a type is error or implements it. It returns false for nil, for an invalid type and for a
// pointer to one.
func IsError(t types.Type) bool {
	if t == nil {
		return false
	}
	if types.Identical(t, ErrorType) {
		return true
	}
	base := t
	if p, ok := t.Underlying().(*types.Pointer); ok {
		base = p.Elem()
	}
	if base == types.Typ[types.Invalid] { // types.Implements would return true
		return false
	}
	if o, _, _ := types.LookupFieldOrMethod(t, true, nil, "Error"); o == nil {
		return false // types.Implements is true if a field of an invalid type is embedded
	}
	iface := ErrorType.Underlying().(*types.Interface)
	return types.Implements(t, iface)
}

// IsUnknown reports whether nothing is known of a type, or of the type that it points to, except perhaps its name.
func IsUnknown(t types.Type) bool {
	if t == nil {
		return true
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	return t.Underlying() == types.Typ[types.Invalid]
}

// IsErrorInterface reports whether an expression has the type error itself, which can be nil.
func (p *Package) IsErrorInterface(e ast.Expr) bool {
	t := p.Info.TypeOf(e)
	return t != nil && types.Identical(t, ErrorType)
}

// IsContext reports whether a type, or the type that it points to, is declared in package context.
func IsContext(t types.Type) bool { return isDeclaredIn(t, "context") }

// IsTime reports whether a type, or the type that it points to, is declared in package time: a duration, a time, a timer
// or a ticker.
func IsTime(t types.Type) bool { return isDeclaredIn(t, "time") }

// isDeclaredIn reports whether a type, or the type that it points to, is declared in the package with an import path.
func isDeclaredIn(t types.Type, path string) bool {
	tn := sites.TypeNameOf(t)
	return tn != nil && tn.Pkg() != nil && tn.Pkg().Path() == path
}

// IsDuration reports whether a type is time.Duration or a pointer to it.
func IsDuration(t types.Type) bool { return IsTime(t) && sites.TypeNameOf(t).Name() == "Duration" }

// IsStandard reports whether an import path is that of a package of the standard library.
func IsStandard(path string) bool {
	host, _, _ := strings.Cut(path, "/")
	return !strings.Contains(host, ".")
}

// IsMap reports whether the underlying type of t is a map.
func IsMap(t types.Type) bool {
	_, ok := t.Underlying().(*types.Map)
	return ok
}

// IsNumber reports whether the underlying type of t is numeric.
func IsNumber(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0
}

// IsBool reports whether the underlying type of t is boolean.
func IsBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// IsString reports whether the underlying type of t is a string.
func IsString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// IsPointer reports whether t is a pointer type. A defined type whose underlying type is a pointer is not one.
func IsPointer(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.Pointer)
	return ok
}

// IsNil reports whether an expression is the predeclared nil, or an unresolved identifier with that name.
func (p *Package) IsNil(x ast.Expr) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok || id.Name != "nil" {
		return false
	}
	if o := p.Info.Uses[id]; o != nil {
		_, ok = o.(*types.Nil) // a program can declare another object with the name nil
	}
	return ok
}

// LiteralOf returns the composite literal that e is, or whose address e takes. It returns nil for any other expression.
func LiteralOf(e ast.Expr) *ast.CompositeLit {
	if p, ok := e.(*ast.UnaryExpr); ok && p.Op == token.AND {
		e = ast.Unparen(p.X)
	}
	lit, _ := e.(*ast.CompositeLit)
	return lit
}

// KeyName returns the key of an element of a composite literal if it is an identifier, such as the name of a field;
// otherwise nil.
func KeyName(kv *ast.KeyValueExpr) *ast.Ident {
	id, _ := kv.Key.(*ast.Ident)
	return id
}

// SoleArgument returns the argument of a call with exactly one, such as a conversion. It returns any other expression
// unchanged.
func SoleArgument(e ast.Expr) ast.Expr {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && len(call.Args) == 1 {
		return call.Args[0]
	}
	return e
}
