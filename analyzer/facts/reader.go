// Package facts reads what the functions of a module do, for the packages that call them: whether they log, wait, change
// something or end the program. It reads one function body at a time, and knows what the functions do that the body calls by
// their facts only, so that a fact does not depend on which other bodies are available. It does not know who calls a function.
//
// The main type is Reader. Of reads the facts of a package that is completely type-checked.
package facts

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A Reader reads what functions do from their bodies, one body at a time and only when it is needed. It is not safe for
// concurrent use.
type Reader struct {
	set   *catalog.Set
	body  BodyOf
	known func(*types.Func) *sites.Fact

	facts  map[string]*sites.Fact   // by name and constants
	bodies map[string]*effects.Body // the same; nil if the body is not available
	active map[string]bool          // what is being read, for recursive functions
}

// A BodyOf returns the declaration of a function with its body, and a package that contains only this declaration; nil if
// the body is not available, or if the declaration is longer than MaxBody. The name of the declaration is "_".
type BodyOf func(fn *types.Func) (*sites.Input, *ast.FuncDecl)

// New returns a reader that reads the bodies that body returns. Of functions without one it knows what known
// returns, which may be nil.
func New(set *catalog.Set, body BodyOf, known func(*types.Func) *sites.Fact) *Reader {
	return &Reader{set: set, body: body, known: known, facts: map[string]*sites.Fact{}, bodies: map[string]*effects.Body{}, active: map[string]bool{}}
}

// MaxBody is the maximum length in bytes of a function that is read. A longer one nearly always does more than a fact says.
const MaxBody = 4 << 10

const (
	maxFactCalls = 64 // the number of calls from one body to the next that are followed
	maxLogBodies = 64 // the number of bodies of a logger that are searched for something else that it does
)

// Fact returns what a function does, or nil if nothing is known of it.
func (r *Reader) Fact(fn *types.Func) *sites.Fact { return r.fact(fn, nil) }

// fact returns what a function does if it is called with constants.
func (r *Reader) fact(fn *types.Func, consts effects.Constants) *sites.Fact {
	if fn.Pkg() == nil {
		return nil
	}
	key := factKey(fn, consts)
	if fact, known := r.facts[key]; known {
		return fact
	}
	if r.active[key] || len(r.active) == maxFactCalls {
		return nil // a function that calls itself may do anything
	}
	r.active[key] = true
	fact := r.read(fn, consts)
	delete(r.active, key)
	r.facts[key] = fact
	return fact
}

// factKey identifies a function and its constants.
func factKey(fn *types.Func, consts effects.Constants) string {
	key := fn.Pkg().Path() + " " + sites.HelperName(fn)
	if len(consts) > 0 {
		key += fmt.Sprint(constantTexts(consts))
	}
	return key
}

// constantTexts returns the text of each constant. Maps are printed in the order of their keys.
func constantTexts(consts effects.Constants) map[int]string {
	texts := map[int]string{}
	for i, v := range consts {
		texts[i] = v.ExactString()
	}
	return texts
}

// read reads what a function does.
func (r *Reader) read(fn *types.Func, consts effects.Constants) *sites.Fact {
	if fact := effects.OfListed(r.set, fn); fact != nil {
		return fact
	}
	if recv := fn.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		if fact := r.ofImplementations(fn); fact != nil {
			return fact
		}
	}
	b := r.open(fn, consts)
	if b == nil {
		if r.known != nil {
			return r.known(fn)
		}
		return nil
	}
	fact := b.Fact()
	if fact.Does&sites.DoesLog != 0 && (&logSearch{r, fn.Pkg(), fact.Printed, map[string]bool{}}).doesMore(b) {
		return nil
	}
	return fact.Fact
}

// open returns the body of a function, or nil if it is not available.
func (r *Reader) open(fn *types.Func, consts effects.Constants) *effects.Body {
	key := factKey(fn, consts)
	b, known := r.bodies[key]
	if !known {
		b = r.openNew(fn, consts)
		r.bodies[key] = b
	}
	return b
}

func (r *Reader) openNew(fn *types.Func, consts effects.Constants) *effects.Body {
	in, decl := r.body(fn)
	if in == nil || decl.Body == nil {
		return nil
	}
	var b *effects.Body
	b = effects.NewBody(index.New(in), in.Set, decl, consts, func(call *ast.CallExpr, callee *types.Func) *sites.Fact {
		var passed effects.Constants
		if callee.Pkg().Path() == fn.Pkg().Path() && b != nil {
			passed = b.Constants(call, callee)
		}
		return r.fact(callee, passed)
	})
	return b
}

// A logSearch searches a body that logs, and the functions of the package that it calls, for something else that they do.
type logSearch struct {
	*Reader
	pkg     *types.Package
	printed bool            // as effects.BodyFact.Printed
	seen    map[string]bool // functions that were searched
}

// doesMore reports whether the body may also end the program. If what the body does is known only from its printing, doesMore
// also reports whether it may reach out to something other than files and terminals.
func (s *logSearch) doesMore(b *effects.Body) bool {
	more := false
	b.EachCall(func(call *ast.CallExpr) bool {
		fn, ends := b.Callee(call)
		more = ends || fn != nil && fn.Pkg() != nil && s.callDoesMore(fn, b.Constants(call, fn))
		return !more
	})
	return more
}

// callDoesMore is doesMore for a function that is called.
func (s *logSearch) callDoesMore(fn *types.Func, consts effects.Constants) bool {
	if fn.Pkg().Path() != s.pkg.Path() {
		return s.printed && s.reachesOut(fn)
	}
	key := factKey(fn, consts)
	if s.seen[key] {
		return false
	}
	s.seen[key] = true
	if len(s.seen) > maxLogBodies {
		return true
	}
	if inner := s.open(fn, consts); inner != nil {
		return s.doesMore(inner)
	}
	found := implementations(fn)
	for _, m := range found {
		if s.callDoesMore(m, nil) {
			return true
		}
	}
	return s.printed && len(found) == 0
}

// reachesOut reports whether a function of another package may do something that no logger needs: it belongs to another
// module or to the packages of the standard library for networks, processes and databases, and is not known.
func (r *Reader) reachesOut(fn *types.Func) bool {
	if fact := r.fact(fn, nil); fact != nil && fact.Does&sites.DoesAnything != sites.DoesAnything {
		return false
	}
	path := fn.Pkg().Path()
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".") || first == "net" || path == "os/exec" || path == "database/sql"
}

// ofImplementations returns what a method of an interface does if types implement the interface in the package that declares
// it, or in an imported package whose functions are listed, and if their methods are known; otherwise nil.
func (r *Reader) ofImplementations(fn *types.Func) *sites.Fact {
	iface, ok := fn.Signature().Recv().Type().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var sum *sites.Fact
	for _, pkg := range append([]*types.Package{fn.Pkg()}, fn.Pkg().Imports()...) {
		if pkg != fn.Pkg() && r.set.Effects(pkg.Path()) == nil {
			continue
		}
		for _, name := range pkg.Scope().Names() {
			o := pkg.Scope().Lookup(name)
			m := implementation(o, iface, fn)
			if m == nil || pkg != fn.Pkg() && !r.isListedLogger(o, iface) {
				continue
			}
			fact := r.fact(m, nil)
			if fact == nil || sum != nil && sum.Ends != fact.Ends {
				return nil
			}
			if sum == nil {
				sum = &sites.Fact{Ends: fact.Ends}
			}
			if sum.Does |= fact.Does; sum.Does&sites.DoesAnything == sites.DoesAnything {
				return nil
			}
		}
	}
	return sum
}

// isListedLogger reports whether a type is a logger that is listed by its qualified name, and an interface is that of a logger:
// all methods of the interface are listed for the type, and two of them log.
func (r *Reader) isListedLogger(o types.Object, iface *types.Interface) bool {
	logs := 0
	for i := range iface.NumMethods() {
		fn := implementation(o, iface, iface.Method(i))
		if fn == nil || fn.Pkg() == nil {
			return false
		}
		fact := effects.OfListed(r.set, fn)
		if fact == nil {
			return false
		}
		if fact.Does == sites.DoesLog {
			logs++
		}
	}
	return logs > 1
}

// implementations returns the methods with which types of the same package implement a method of an interface.
func implementations(fn *types.Func) []*types.Func {
	var all []*types.Func
	if recv := fn.Signature().Recv(); recv != nil {
		if iface, ok := recv.Type().Underlying().(*types.Interface); ok {
			for _, name := range fn.Pkg().Scope().Names() {
				if m := implementation(fn.Pkg().Scope().Lookup(name), iface, fn); m != nil {
					all = append(all, m)
				}
			}
		}
	}
	return all
}

// implementation returns the method of a type that implements a method of an interface, or nil if o is not such a type.
func implementation(o types.Object, iface *types.Interface, method *types.Func) *types.Func {
	tn, ok := o.(*types.TypeName)
	if !ok || tn.IsAlias() || types.IsInterface(tn.Type()) {
		return nil
	}
	if n, ok := tn.Type().(*types.Named); !ok || n.TypeParams() != nil {
		return nil
	}
	t := types.NewPointer(tn.Type())
	if !types.Implements(t, iface) {
		return nil
	}
	m, _, _ := types.LookupFieldOrMethod(t, true, method.Pkg(), method.Name())
	fn, _ := m.(*types.Func)
	return fn
}
