package errtext

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/internal/errflow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// An sdk is what the catalogs say about the errors of one SDK.
type sdk struct {
	cat      *catalog.Catalog   // the codes that its services have in common, or those of its only service
	bindings []*catalog.Binding // those with its error types
	stub     bool               // the errors are those of a generated gRPC client
	called   map[string]bool    // names of the methods whose errors are searched
}

// sdkOf returns the SDK that a searched error comes from, in each way in which it comes to the search: its type is bound,
// or it is the result of a method of the SDK, or a field of one of its types. In a function whose parameter is the error,
// these are the arguments of all calls in the package. It returns nil if an error may come from something else, or if only
// its text is left.
func (f *Finder) sdkOf(s textSearch) *sdk {
	if s.fn == nil {
		return nil
	}
	if k := f.sdkOfField(s.text.err); k != nil {
		return k
	}
	var all *sdk
	for _, o := range f.trace.Occasions(s.fn, s.text.err) {
		ways := o.Ways
		if len(ways) == 1 && ways[0].Kind == errflow.Param && ways[0].Func == s.fn {
			ways = f.predicateWays(s.fn)
			if len(ways) == 0 {
				return nil
			}
		}
		for _, w := range ways {
			if w.Kind == errflow.Nil {
				continue
			}
			k := f.sdkOfWay(&w)
			if k == nil || all != nil && (k.cat != all.cat || k.stub != all.stub) {
				return nil
			}
			all = k.with(all)
		}
	}
	return all
}

// with returns an sdk with the bindings and methods of another one, which may be nil.
func (k *sdk) with(other *sdk) *sdk {
	if other == nil {
		return k
	}
	for name := range other.called {
		k.called[name] = true
	}
	for _, b := range other.bindings {
		if !slices.Contains(k.bindings, b) {
			k.bindings = append(k.bindings, b)
		}
	}
	return k
}

// sdkOfWay returns the SDK from which an error comes in one way; nil if it is not known, or if the type gets lost.
func (f *Finder) sdkOfWay(w *errflow.Way) *sdk {
	if w.Flattened() != nil {
		return nil
	}
	call, isCall := ast.Unparen(w.Expr).(*ast.CallExpr)
	switch {
	case w.Kind == errflow.Typed:
		return f.sdkOfType(w.Type)
	case w.Kind != errflow.Called || !isCall:
		return nil
	case f.trace.IsStubCall(call):
		return f.grpc()
	}
	return f.sdkOfCall(call)
}

// sdkOfType returns the SDK of a bound error type. If several services share the type, its catalog is that of the codes
// that they have in common.
func (f *Finder) sdkOfType(t types.Type) *sdk {
	var found *sdk
	for _, tie := range f.bind.Errors[sites.TypeNameOf(t)] {
		if tie.Binding != nil && hasTextCodes(tie.Cat) && (tie.Cat.Common || !tie.Shared || len(tie.Binding.Calls) > 0) {
			if found != nil {
				return nil
			}
			found = &sdk{cat: tie.Cat, bindings: []*catalog.Binding{tie.Binding}, called: map[string]bool{}}
		}
	}
	return found
}

// hasTextCodes reports whether errors print the codes of a catalog as they are.
func hasTextCodes(cat *catalog.Catalog) bool {
	return cat.Kind == catalog.KindString || cat.Kind == catalog.KindInt && cat.HTTP
}

// sdkOfCall returns the SDK to which a called method belongs. A method of an interface of the program counts if all that it
// takes and returns is of one package of the SDK, as in an interface for the methods of a client.
func (f *Finder) sdkOfCall(call *ast.CallExpr) *sdk {
	if path, _ := f.pkg.Qualified(call); path != "" {
		return nil // a function, such as the one that makes a client
	}
	path := f.pkg.CalledPackage(call)
	fn, known := f.pkg.Callee(call).(*types.Func)
	switch {
	case path == "" || known && fn.Signature().Recv() == nil:
		return nil
	case known && types.IsInterface(fn.Signature().Recv().Type()) && f.serving(path) == nil:
		path = mirroredPackage(fn.Signature())
	}
	k := f.serving(path)
	if k == nil {
		if k = f.grpc(); k == nil || !k.bindings[0].Serves(path) {
			return nil
		}
	}
	k.called[index.CalledName(call)] = true
	return k
}

// sdkOfField returns the SDK of an error that is a field of one of its types: response.Error.
func (f *Finder) sdkOfField(err ast.Expr) *sdk {
	for range index.MaxDepth {
		switch x := ast.Unparen(err).(type) {
		case *ast.SelectorExpr:
			field, ok := f.pkg.Info.Uses[x.Sel].(*types.Var)
			if !ok || !field.IsField() || field.Pkg() == nil || field.Pkg() == f.pkg.Types || !types.Identical(field.Type(), index.ErrorType) {
				return nil
			}
			return f.serving(field.Pkg().Path())
		case *ast.Ident:
			a, ok := f.pkg.OnlyAssignment(f.pkg.Object(x))
			if !ok || len(a.LHS) != a.ValueCount() {
				return nil
			}
			err = a.RHS
		default:
			return nil
		}
	}
	return nil
}

// serving returns the SDK whose errors the methods of a package return; nil if no catalog has it, or several do.
func (f *Finder) serving(importPath string) *sdk {
	var found *sdk
	for _, cat := range f.bind.Set.Catalogs() {
		for i := range cat.Go {
			b := &cat.Go[i]
			if len(b.Errors) == 0 || !hasTextCodes(cat) || !returnsErrorsOf(importPath, cat, b) {
				continue
			}
			switch {
			case found == nil:
				found = &sdk{cat: cat, called: map[string]bool{}}
			case found.cat != cat:
				return nil
			}
			found.bindings = append(found.bindings, b)
		}
	}
	return found
}

// returnsErrorsOf reports whether the methods of a package return the error types of a binding, and the codes that the
// services of its SDK have in common are those of cat.
func returnsErrorsOf(importPath string, cat *catalog.Catalog, b *catalog.Binding) bool {
	switch {
	case len(b.Calls) > 0:
		return b.Serves(importPath) || importPath == b.Package
	case b.Shared:
		return cat.Common && sites.RepositoryPath(importPath) == sites.RepositoryPath(b.Package)
	}
	return importPath == b.Package
}

// mirroredPackage returns the import path of the package that declares the types of all parameters and results of a
// method, except for a context, options and the error. It returns "" if there is more than one package, no parameter or no
// result of that kind.
func mirroredPackage(sig *types.Signature) string {
	params, results := sig.Params(), sig.Results()
	n := params.Len()
	if sig.Variadic() {
		n--
	}
	path := ""
	takes, returns := false, false
	for i := range n {
		t := params.At(i).Type()
		if i == 0 && index.IsContext(t) {
			continue
		}
		if !samePackage(&path, t) {
			return ""
		}
		takes = true
	}
	for i := range results.Len() - 1 {
		if !samePackage(&path, results.At(i).Type()) {
			return ""
		}
		returns = true
	}
	if !takes || !returns {
		return ""
	}
	return path
}

// samePackage reports whether the package that declares a type is the one with the import path, and sets the path if it is
// empty.
func samePackage(path *string, t types.Type) bool {
	tn := sites.TypeNameOf(t)
	if tn == nil || tn.Pkg() == nil || *path != "" && *path != tn.Pkg().Path() {
		return false
	}
	*path = tn.Pkg().Path()
	return true
}

// grpc returns the errors of generated gRPC clients: their codes are those that package status reads.
func (f *Finder) grpc() *sdk {
	for _, cat := range f.bind.Set.Catalogs() {
		if !errflow.IsStatusCatalog(cat) {
			continue
		}
		for i := range cat.Go {
			if strings.HasSuffix(cat.Go[i].Package, "/status") {
				return &sdk{cat: cat, bindings: []*catalog.Binding{&cat.Go[i]}, stub: true, called: map[string]bool{}}
			}
		}
	}
	return nil
}
