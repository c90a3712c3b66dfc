package errtype

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/errflow"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// wrappedBySDK returns a call of an SDK with which a way begins, if a place asserts a type of this SDK, and the SDK's calls
// return errors that wrap those of the type; otherwise nil. Each way must be such a call.
func (f *Finder) wrappedBySDK(ways []errflow.Way, a *errflow.Ask) ast.Node {
	bindings := f.wrappingBindings(a.Type)
	if len(bindings) == 0 {
		return nil
	}
	var from ast.Node
	for i := range ways {
		w := &ways[i]
		if w.Kind == errflow.Nil || w.Kind == errflow.Text {
			continue
		}
		call, ok := w.Expr.(*ast.CallExpr)
		if w.Kind != errflow.Called || !ok || len(w.Steps) > 0 {
			return nil
		}
		path := f.pkg.CalledPackage(call)
		if !slices.ContainsFunc(bindings, func(b *catalog.Binding) bool { return b.Serves(path) }) {
			return nil
		}
		from = call
	}
	return from
}

// wrappingBindings returns the bindings of SDKs that wrap errors of a type: one that the binding names, or one that is
// declared in a package of the SDK that the binding serves.
func (f *Finder) wrappingBindings(t types.Type) []*catalog.Binding {
	tn := sites.TypeNameOf(t)
	if tn == nil || tn.Pkg() == nil {
		return nil
	}
	var out []*catalog.Binding
	for _, cat := range f.bind.Set.Catalogs() {
		for i := range cat.Go {
			b := &cat.Go[i]
			bound := b.Package == tn.Pkg().Path() && slices.ContainsFunc(b.Errors, func(e catalog.ErrorType) bool { return e.Type == tn.Name() })
			if b.Wraps && (bound || b.Serves(tn.Pkg().Path())) {
				out = append(out, b)
			}
		}
	}
	return out
}
