package errflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// How says how a place asks for something of an error.
type How uint8

const (
	As     How = iota // errors.As, or a function like it: it also looks at wrapped errors
	Assert            // a type assertion, a case of a type switch, or a function that does not look at wrapped errors
	Is                // errors.Is, or a function like it
	Equal             // ==, != or a case of a switch
	Code              // a function that returns or tests the code of an error, also of wrapped ones
)

// An Ask is a place that asks for the type, the value or the code of an error.
type Ask struct {
	Node   ast.Node        // the call, the asserted type or the comparison
	Func   *index.Function // the function that contains it
	Err    ast.Expr        // the error
	How    How
	Type   types.Type // the type that is asked for; nil if there is none, or if it is not known
	Target ast.Expr   // the type expression of an assertion, or the value that the error is compared with
	Ties   []bind.Tie // the catalogs whose codes are asked for
}

// StandardTarget returns the name of the variable or type of the standard library that a place asks for, such as
// "context.Canceled" or "net.Error". Ok is false if it asks for something else, or for any error.
func (t *Tracer) StandardTarget(a *Ask) (name string, ok bool) {
	var o types.Object
	switch a.How {
	case Is, Equal:
		sel, isSel := ast.Unparen(a.Target).(*ast.SelectorExpr)
		if !isSel {
			return "", false
		}
		if o = t.pkg.Info.Uses[sel.Sel]; !index.IsPackageVar(o) {
			return "", false
		}
	case As, Assert:
		tn := sites.TypeNameOf(a.Type)
		if tn == nil || types.IsInterface(tn.Type()) && !IsBeyondWrapper(tn.Type()) {
			return "", false
		}
		o = tn
	default:
		return "", false
	}
	if o.Pkg() == nil || !index.IsStandard(o.Pkg().Path()) {
		return "", false
	}
	return o.Pkg().Name() + "." + o.Name(), true
}

// IsBeyondWrapper reports whether an interface has a method that the errors of fmt.Errorf and of packages for errors do
// not have.
func IsBeyondWrapper(t types.Type) bool {
	i := t.Underlying().(*types.Interface)
	for m := range i.Methods() {
		if !slices.Contains([]string{"Error", "Unwrap", "Is", "As", "Cause", "Format", "StackTrace"}, m.Name()) {
			return true
		}
	}
	return false
}

// Asks returns the places of the package that ask, in the order of the source.
func (t *Tracer) Asks() []Ask {
	if t.asked {
		return t.asks
	}
	t.asked = true
	for _, decls := range t.pkg.NodesByFile {
		index.EachNode(decls, func(at *index.NodeInfo) {
			if at.Func == nil {
				return
			}
			for _, a := range t.asksIn(at) {
				a.Func = at.Func
				t.asks = append(t.asks, a)
			}
		})
	}
	return t.asks
}

// asksIn returns the places in one node.
func (t *Tracer) asksIn(at *index.NodeInfo) []Ask {
	switch n := at.Node.(type) {
	case *ast.CallExpr:
		return t.askingCall(n, at.Callee)
	case *ast.TypeAssertExpr:
		if n.Type != nil && t.mayBeError(n.X) {
			return []Ask{{Node: n.Type, Err: n.X, How: Assert, Type: t.pkg.Info.TypeOf(n.Type), Target: n.Type}}
		}
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			return t.comparison(n, n.X, n.Y)
		}
	case *ast.CaseClause:
		return t.cases(n)
	}
	return nil
}

// mayBeError reports whether an expression has an interface type that is an error.
func (t *Tracer) mayBeError(e ast.Expr) bool {
	typ := t.pkg.Info.TypeOf(e)
	return typ != nil && types.IsInterface(typ) && index.IsError(typ)
}

// comparison returns the place that a comparison of an error with a package-level variable is, as a list of at most one.
func (t *Tracer) comparison(at ast.Node, x, y ast.Expr) []Ask {
	for _, side := range [2][2]ast.Expr{{x, y}, {y, x}} {
		if t.isSentinel(side[1]) && t.mayBeError(side[0]) && !t.isSentinel(side[0]) {
			return []Ask{{Node: at, Err: side[0], How: Equal, Target: side[1]}}
		}
	}
	return nil
}

// isSentinel reports whether an expression is a package-level variable, also of a package whose types are not known.
func (t *Tracer) isSentinel(e ast.Expr) bool {
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		return index.IsPackageVar(t.pkg.Object(x))
	case *ast.SelectorExpr:
		id, ok := x.X.(*ast.Ident)
		if !ok {
			return false
		}
		_, ok = t.pkg.Info.Uses[id].(*types.PkgName)
		return ok
	}
	return false
}

// cases returns the places in the cases of a switch over an error or over its type.
func (t *Tracer) cases(c *ast.CaseClause) []Ask {
	var out []Ask
	if of := t.pkg.TypeCases[c]; of != nil {
		if t.mayBeError(of) {
			for _, e := range c.List {
				if !t.pkg.IsNil(e) {
					out = append(out, Ask{Node: e, Err: of, How: Assert, Type: t.pkg.Info.TypeOf(e), Target: e})
				}
			}
		}
		return out
	}
	for _, e := range c.List {
		if tag := t.pkg.Tags[e]; tag != nil {
			out = append(out, t.comparison(e, tag, e)...)
		}
	}
	return out
}

// askingCall returns the place that a call is, as a list of at most one.
func (t *Tracer) askingCall(call *ast.CallExpr, callee types.Object) []Ask {
	if err, target, ok := t.pkg.AsCall(call); ok {
		a := Ask{Node: call, Err: err, How: As, Target: target}
		if p, ok := types.Unalias(typeOrInvalid(t.pkg.Info.TypeOf(target))).(*types.Pointer); ok {
			a.Type = p.Elem()
		}
		return []Ask{a}
	}
	path, name := t.pkg.Qualified(call)
	switch {
	case name == "AsType" && path == "errors" && len(call.Args) == 1:
		if x, ok := ast.Unparen(call.Fun).(*ast.IndexExpr); ok {
			return []Ask{{Node: call, Err: call.Args[0], How: As, Type: t.pkg.Info.TypeOf(x.Index), Target: x.Index}}
		}
	case name == "Is" && index.IsErrorsPackage(path) && len(call.Args) == 2:
		return []Ask{{Node: call, Err: call.Args[0], How: Is, Target: call.Args[1]}}
	case path == "os" && len(call.Args) == 1 && standardPredicates[name]:
		return []Ask{{Node: call, Err: call.Args[0], How: Assert}}
	case t.isPredicate(call):
		return []Ask{{Node: call, Err: call.Args[0], How: Code}}
	}
	return t.codeCall(call, callee)
}

func typeOrInvalid(t types.Type) types.Type {
	if t == nil {
		return types.Typ[types.Invalid]
	}
	return t
}

// codeCall returns the place of a call of a bound function that takes an error, such as status.Code, or of a helper of
// another package that compares the code of an error.
func (t *Tracer) codeCall(call *ast.CallExpr, callee types.Object) []Ask {
	fn, ok := callee.(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg() == t.pkg.Types {
		return nil
	}
	if t.bind.Packages[fn.Pkg()] && fn.Signature().Recv() == nil {
		err := t.bind.TakenFrom(call)
		if err == nil {
			return nil
		}
		a := Ask{Node: call, Err: err, How: Code}
		for _, bound := range t.bind.Set.Package(fn.Pkg().Path()) {
			a.Ties = append(a.Ties, bind.Tie{Cat: bound.Catalog, Binding: bound.Binding})
		}
		return []Ask{a}
	}
	if t.bind.ImportedHelper == nil {
		return nil
	}
	h := t.bind.ImportedHelper(fn)
	if h == nil || h.Error < 0 || h.Error >= len(call.Args) || len(h.Catalogs) == 0 || !t.mayBeError(call.Args[h.Error]) {
		return nil
	}
	a := Ask{Node: call, Err: call.Args[h.Error], How: Code}
	for _, id := range h.Catalogs {
		if tie, ok := t.bind.CatalogTie(id); ok {
			a.Ties = append(a.Ties, tie)
		}
	}
	return []Ask{a}
}

// standardPredicates are the functions of package os that say what kind an error is. They do not look at wrapped errors.
var standardPredicates = map[string]bool{"IsExist": true, "IsNotExist": true, "IsPermission": true, "IsTimeout": true}

// isPredicate reports whether a call calls a function of an error that a catalog binds as a predicate.
func (t *Tracer) isPredicate(call *ast.CallExpr) bool {
	return len(call.Args) > 0 && len(t.bind.Predicates(call)) > 0 && t.mayBeError(call.Args[0])
}
