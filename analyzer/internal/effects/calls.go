// Package effects determines what a call does: whether it logs, waits, or changes something. It looks into the body of a
// function of the analyzed package, and knows other functions by their qualified names (catalog.Effects) or by what is read
// of them in their own package (sites.Fact). Of any other function it knows only what follows from the types: it is assumed
// to change something and to wait. It does not follow paths, and it does not know which error is handled.
//
// The main type is Calls; OfCall returns the Effect of one call. A Body is a function that is read for its fact.
package effects

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// Calls determines the effects of the calls in one package.
type Calls struct {
	pkg    *index.Package
	bind   *bind.Binder
	bodies map[*index.Function]Effect // effects of function bodies, computed on demand
	fact   FactOfCall                 // may be nil
	single bool                       // the index contains a single function, which is read for a fact
	dead   map[ast.Node]bool          // statements that are not executed; see Body
}

// A FactOfCall returns what is known of the function of another package, or of a function whose body is not available, that
// a call calls; nil if nothing is known.
type FactOfCall func(call *ast.CallExpr, fn *types.Func) *sites.Fact

// New returns the effects of the calls in a package.
func New(pkg *index.Package, binder *bind.Binder) *Calls {
	c := &Calls{pkg: pkg, bind: binder, bodies: map[*index.Function]Effect{}}
	if known := binder.ImportedFact; known != nil {
		c.fact = func(_ *ast.CallExpr, fn *types.Func) *sites.Fact { return known(fn) }
	}
	return c
}

// OfCall returns what a call does, apart from its arguments. Depth is the number of function bodies that it looks into one
// inside the other.
func (c *Calls) OfCall(call *ast.CallExpr, depth int) Effect {
	if tv, ok := c.pkg.Info.Types[call.Fun]; ok && tv.IsType() {
		return 0
	} else if ok && tv.IsBuiltin() {
		return builtinEffect(index.CalledName(call))
	}
	path, name := c.qualifiedName(call)
	if path == "time" && (name == "Sleep" || name == "After") && len(call.Args) == 1 && c.isTooShort(call.Args[0]) {
		return 0
	}
	switch c.listed(path, name) {
	case catalog.DoesLog:
		return Logged
	case catalog.DoesWait:
		return Waited
	case catalog.DoesAct:
		return c.writeEffect(call)
	case catalog.DoesNothing, catalog.DoesEnd:
		if strings.HasPrefix(path, "encoding/") && c.decodesIntoShared(call) {
			return Changed
		}
		return 0
	}
	if fn := c.pkg.CalledFunction(call); fn != nil {
		return c.bodyEffect(fn, depth)
	}
	return c.unknownEffect(call)
}

// qualifiedName returns the import path and the name of the function or method that a call calls, such as "log",
// "Logger.Print". Both are "" if it calls something else.
func (c *Calls) qualifiedName(call *ast.CallExpr) (path, name string) {
	if fn, ok := c.pkg.Callee(call).(*types.Func); ok {
		if fn.Pkg() == nil {
			return "", ""
		}
		return fn.Pkg().Path(), sites.HelperName(fn)
	}
	return c.pkg.Qualified(call)
}

// listed returns what is known of a function by its qualified name.
func (c *Calls) listed(path, name string) catalog.FuncEffect {
	if path == "" {
		return catalog.DoesAnything
	}
	known := c.bind.Set.Effects(path)
	if known == nil {
		return catalog.DoesAnything
	}
	return known.Of(name)
}

// IsWait reports whether a call calls a listed function that waits.
func (c *Calls) IsWait(call *ast.CallExpr) bool {
	return c.listed(c.qualifiedName(call)) == catalog.DoesWait
}

// DoesNothing reports whether a call only computes its result from its arguments: it is a conversion, or calls a builtin or
// a function that changes nothing.
func (c *Calls) DoesNothing(call *ast.CallExpr) bool {
	tv := c.pkg.Info.Types[call.Fun]
	return tv.IsType() || tv.IsBuiltin() || c.listed(c.qualifiedName(call)) == catalog.DoesNothing
}

// Ends reports whether a call of a function of another package does not return.
func (c *Calls) Ends(call *ast.CallExpr) bool {
	if c.listed(c.qualifiedName(call)) == catalog.DoesEnd {
		return true
	}
	fn, ok := c.pkg.Callee(call).(*types.Func)
	if !ok || fn.Signature().Results().Len() > 0 {
		return false
	}
	fact := c.factOf(call, fn)
	return fact != nil && fact.Ends
}

// factOf returns what is known of a function that is not listed and whose body is not available, or nil.
func (c *Calls) factOf(call *ast.CallExpr, fn *types.Func) *sites.Fact {
	if c.fact == nil || fn == nil || fn.Pkg() == nil || c.pkg.Decls[fn] != nil {
		return nil
	}
	return c.fact(call, fn)
}

// builtinEffect returns what a call of a builtin function does.
func builtinEffect(name string) Effect {
	switch name {
	case "delete", "clear", "copy":
		return Changed
	case "print", "println":
		return Logged
	}
	return 0
}

// writeEffect returns what a call does that writes to its first argument, or counts: writing to a terminal is logging, and
// writing to io.Discard does nothing.
func (c *Calls) writeEffect(call *ast.CallExpr) Effect {
	switch {
	case len(call.Args) == 0:
	case c.isTerminal(call.Args[0], index.MaxDepth):
		return Logged
	case c.WritesToDiscard(call):
		return 0
	}
	return Acted
}

// isTerminal reports whether an expression is os.Stderr or os.Stdout, or a variable that holds only one of them.
func (c *Calls) isTerminal(e ast.Expr, depth int) bool {
	if depth == 0 {
		return false
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		path, name := c.member(x)
		return path == "os" && (name == "Stderr" || name == "Stdout")
	case *ast.Ident:
		a, ok := c.pkg.OnlyAssignment(c.pkg.Object(x))
		return ok && c.isTerminal(a.RHS, depth-1)
	case *ast.CallExpr:
		path, name := c.qualifiedName(x)
		return path == "log" && (name == "Writer" || name == "Logger.Writer")
	}
	return false
}

// member returns the import path and the name of a member of an imported package, such as io.Discard.
func (c *Calls) member(sel *ast.SelectorExpr) (path, name string) {
	if id, ok := sel.X.(*ast.Ident); ok {
		if pn, ok := c.pkg.Info.Uses[id].(*types.PkgName); ok {
			return pn.Imported().Path(), sel.Sel.Name
		}
	}
	return "", ""
}

// WritesToDiscard reports whether the first argument of a call is io.Discard.
func (c *Calls) WritesToDiscard(call *ast.CallExpr) bool {
	if len(call.Args) == 0 {
		return false
	}
	sel, ok := ast.Unparen(call.Args[0]).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	path, name := c.member(sel)
	return name == "Discard" && (path == "io" || path == "io/ioutil")
}
