// Package effects determines what a call does: whether it logs, waits, or changes something. It looks into the body of a
// function of the analyzed package, and judges other functions by their package and name. A function that it does not know
// is assumed to change something and to wait. It does not follow paths, and it does not know which error is handled.
//
// The main type is Calls; OfCall returns the Effect of one call.
package effects

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// Calls determines the effects of the calls in one package.
type Calls struct {
	pkg    *index.Package
	bind   *bind.Binder
	bodies map[*index.Function]Effect // effects of function bodies, computed on demand
}

// New returns the effects of the calls in a package.
func New(pkg *index.Package, binder *bind.Binder) *Calls {
	return &Calls{pkg: pkg, bind: binder, bodies: map[*index.Function]Effect{}}
}

// OfCall returns what a call does, apart from its arguments. Depth is the number of function bodies that it looks into one
// inside the other.
func (c *Calls) OfCall(call *ast.CallExpr, depth int) Effect {
	if tv, ok := c.pkg.Info.Types[call.Fun]; ok && tv.IsType() {
		return 0
	} else if ok && tv.IsBuiltin() {
		return builtinEffect(index.CalledName(call))
	}
	path, name := c.pkg.Qualified(call)
	switch {
	case path != "" && isLogFunc(path, name):
		return Logged
	case path == "fmt" && strings.HasPrefix(name, "Print"):
		return Logged
	case path == "fmt" && strings.HasPrefix(name, "Fprint"):
		return fprintEffect(call)
	case path == "time" && (name == "Sleep" || name == "After") && len(call.Args) == 1 && c.isTooShort(call.Args[0]):
		return 0
	case path == "time" && (name == "Sleep" || name == "After" || name == "Tick"):
		return Waited
	case path == "sync/atomic" || c.isAtomicMethod(call):
		return c.atomicEffect(call)
	case purePackages[path]:
		return pureEffect(call, name)
	case path == "" && c.isLogCall(call):
		return Logged
	}
	if fn := c.pkg.CalledFunction(call); fn != nil {
		return c.bodyEffect(fn, depth)
	}
	return c.effectByName(call)
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

// fprintEffect returns what a call of fmt.Fprint, Fprintf or Fprintln does: writing to a terminal or to a log file is
// logging, writing to anything else counts as Acted.
func fprintEffect(call *ast.CallExpr) Effect {
	if len(call.Args) > 0 && logWriters.MatchString(types.ExprString(call.Args[0])) {
		return Logged
	}
	return Acted
}

// pureEffect returns what a call of a function or method of a pure package does: nothing, except if it writes or copies
// data to a destination other than io.Discard.
func pureEffect(call *ast.CallExpr, name string) Effect {
	if !strings.HasPrefix(name, "Write") && !strings.HasPrefix(name, "Copy") || WritesToDiscard(call) {
		return 0
	}
	return Acted
}

// WritesToDiscard reports whether the first argument of a call is io.Discard.
func WritesToDiscard(call *ast.CallExpr) bool {
	return len(call.Args) > 0 && strings.HasSuffix(types.ExprString(call.Args[0]), ".Discard")
}

// isAtomicMethod reports whether a call calls a function or method that is declared in package sync/atomic.
func (c *Calls) isAtomicMethod(call *ast.CallExpr) bool {
	fn, ok := c.pkg.Callee(call).(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == "sync/atomic"
}

// atomicEffect returns what a call of package sync/atomic does. Setting an atomic number or flag is usually a statistic,
// and no recovery. Replacing an atomic.Value or atomic.Pointer is one: the program works with the new value afterwards.
func (c *Calls) atomicEffect(call *ast.CallExpr) Effect {
	name := index.CalledName(call)
	if strings.HasPrefix(name, "Load") {
		return 0
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if tn := sites.TypeNameOf(c.pkg.Info.TypeOf(sel.X)); tn != nil && (tn.Name() == "Value" || tn.Name() == "Pointer") {
			return Changed
		}
	}
	return Acted
}

// effectByName returns what a call does whose body is not available, by the name and the package of the function.
func (c *Calls) effectByName(call *ast.CallExpr) Effect {
	name := index.CalledName(call)
	switch {
	case waitFuncs.MatchString(name):
		return Waited
	case cleanups.MatchString(name), len(call.Args) == 0 && getters.MatchString(name):
		return 0
	}
	if fn, ok := c.pkg.Callee(call).(*types.Func); ok && fn.Pkg() != nil {
		if purePackages[fn.Pkg().Path()] {
			return pureEffect(call, name)
		}
		if len(c.bind.Carriers[fn]) > 0 || c.bind.Libraries[fn.Pkg()] != nil {
			return 0
		}
	}
	return Changed | Waited
}
