package index

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

func IsContext(t types.Type) bool {
	tn := sites.TypeNameOf(t)
	return tn != nil && tn.Pkg() != nil && tn.Pkg().Path() == "context"
}

// Member finds "Func", "Type.Field" or "Type.Method" in a package.
func LookupMember(p *types.Package, at string) types.Object {
	recv, name, found := strings.Cut(at, ".")
	if !found {
		if fn, ok := p.Scope().Lookup(at).(*types.Func); ok {
			return fn
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

// NamedType finds a named type, behind aliases.
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

var ErrorType = types.Universe.Lookup("error").Type()

// IsError reports whether a type is error, or implements it.
func IsError(t types.Type) bool {
	if t == nil {
		return false
	}
	if types.Identical(t, ErrorType) {
		return true
	}
	known := t
	if p, ok := t.Underlying().(*types.Pointer); ok {
		known = p.Elem()
	}
	if known == types.Typ[types.Invalid] { // the type checker lets what it does not know implement anything
		return false
	}
	iface := ErrorType.Underlying().(*types.Interface)
	return types.Implements(t, iface)
}

func CalledName(call *ast.CallExpr) string {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		return fun.Sel.Name
	}
	return ""
}

func (p *Package) IsNil(x ast.Expr) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok || id.Name != "nil" {
		return false
	}
	if o := p.Info.Uses[id]; o != nil {
		_, ok = o.(*types.Nil) // else a program has given the name to something
	}
	return ok
}

func IsMap(t types.Type) bool {
	_, ok := t.Underlying().(*types.Map)
	return ok
}

// IsTime reports whether a type is of package time: a schedule of waits, or a ticker's channel.
func IsTime(t types.Type) bool {
	tn := sites.TypeNameOf(t)
	return tn != nil && tn.Pkg() != nil && tn.Pkg().Path() == "time"
}

func IsNumber(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0
}

// IsErrorInterface reports whether an expression has the type error itself, which can be nil.
func (p *Package) IsErrorInterface(e ast.Expr) bool {
	t := p.Info.TypeOf(e)
	return t != nil && types.Identical(t, ErrorType)
}

// LiteralOf returns the literal that an expression is, or points to.
func LiteralOf(e ast.Expr) *ast.CompositeLit {
	if p, ok := e.(*ast.UnaryExpr); ok && p.Op == token.AND {
		e = ast.Unparen(p.X)
	}
	lit, _ := e.(*ast.CompositeLit)
	return lit
}

func KeyName(kv *ast.KeyValueExpr) *ast.Ident {
	id, _ := kv.Key.(*ast.Ident)
	return id
}

func IsPointer(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.Pointer)
	return ok
}

// Converted returns what a conversion converts.
func SoleArgument(e ast.Expr) ast.Expr {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && len(call.Args) == 1 {
		return call.Args[0]
	}
	return e
}

func IsString(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}

func IsDuration(t types.Type) bool { return IsTime(t) && sites.TypeNameOf(t).Name() == "Duration" }
