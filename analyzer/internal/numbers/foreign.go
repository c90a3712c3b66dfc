package numbers

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// httpPackage is the package whose functions take HTTP statuses.
const httpPackage = "net/http"

// statusArguments are the functions and methods of package net/http that take an HTTP status, with the index of that
// argument.
var statusArguments = map[string]int{"ResponseWriter.WriteHeader": 0, "Error": 2, "Redirect": 3, "RedirectHandler": 1, "StatusText": 0}

// FindForeign returns the numbers of one kind of code that are given as another kind: a code of an enumeration as
// an HTTP status, or an HTTP status converted to the type of an enumeration.
func (f *Finder) FindForeign() []sites.ForeignNumber {
	var out []sites.ForeignNumber
	for _, decls := range f.pkg.NodesByFile {
		index.EachNode(decls, func(at *index.NodeInfo) {
			call, ok := at.Node.(*ast.CallExpr)
			if !ok {
				return
			}
			if arg := f.statusArgument(call, at.Callee); arg != nil {
				if from := f.enumOf(f.withoutConversions(arg)); from != nil {
					out = append(out, sites.ForeignNumber{Expr: arg, Code: f.withoutConversions(arg), From: from, To: f.statusCatalog()})
				}
			}
			if n, ok := f.convertedStatus(call); ok {
				out = append(out, n)
			}
		})
	}
	return out
}

// statusCatalog returns the catalog of HTTP statuses, or nil.
func (f *Finder) statusCatalog() *catalog.Catalog {
	for _, bound := range f.bind.Set.Package(httpPackage) {
		if bound.Catalog.Kind == catalog.KindInt {
			return bound.Catalog
		}
	}
	return nil
}

// statusArgument returns the argument of a call that is an HTTP status, or nil.
func (f *Finder) statusArgument(call *ast.CallExpr, callee types.Object) ast.Expr {
	fn, ok := callee.(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != httpPackage {
		return nil
	}
	at, ok := statusArguments[sites.HelperName(fn)]
	if !ok || at >= len(call.Args) {
		return nil
	}
	return call.Args[at]
}

// withoutConversions returns the operand of conversions. A variable that is set once stands for its value.
func (f *Finder) withoutConversions(e ast.Expr) ast.Expr {
	for range index.MaxDepth {
		e = ast.Unparen(e)
		switch x := e.(type) {
		case *ast.CallExpr:
			if tv, ok := f.pkg.Info.Types[x.Fun]; !ok || !tv.IsType() || len(x.Args) != 1 {
				return e
			}
			e = x.Args[0]
		case *ast.Ident:
			a, ok := f.pkg.OnlyAssignment(f.pkg.Object(x))
			if !ok || len(a.LHS) != 1 || f.enumOf(x) != nil {
				return e
			}
			e = a.RHS
		default:
			return e
		}
	}
	return e
}

// enumOf returns the catalog of an enumeration if an expression has its type, or nil.
func (f *Finder) enumOf(e ast.Expr) *catalog.Catalog {
	for _, t := range f.bind.CodeType(f.pkg.Info.TypeOf(e)) {
		if t.Cat.Kind == catalog.KindEnum {
			return t.Cat
		}
	}
	return nil
}

// convertedStatus returns the HTTP status that a call converts to the type of an enumeration.
func (f *Finder) convertedStatus(call *ast.CallExpr) (sites.ForeignNumber, bool) {
	tv, ok := f.pkg.Info.Types[call.Fun]
	if !ok || !tv.IsType() || len(call.Args) != 1 {
		return sites.ForeignNumber{}, false
	}
	to := f.enumOf(call)
	if to == nil {
		return sites.ForeignNumber{}, false
	}
	code := f.withoutConversions(call.Args[0])
	from := f.statusCatalog()
	if from == nil || !f.isStatus(code, from, to) {
		return sites.ForeignNumber{}, false
	}
	return sites.ForeignNumber{Expr: call, Code: code, From: from, To: to}, true
}

// isStatus reports whether an expression is an HTTP status and not a code of an enumeration: a constant of package
// net/http, the status of a response, or a number that only the catalog of statuses lists.
func (f *Finder) isStatus(e ast.Expr, status, enum *catalog.Catalog) bool {
	if n, ok := f.bind.CodeExpr(e); ok {
		if n.Known != nil {
			return n.Known.Cat == status
		}
		return n.IsInt && enum.LookupValue(n.Number) == nil && bind.Lookup(status, n) != nil
	}
	c := f.bind.Carrier(e)
	return c != nil && len(c.Ties) == 1 && c.Ties[0].Cat == status
}
