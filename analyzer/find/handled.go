package find

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// setHandled sets Test.Handled of each site: what the SDK itself does about the code before the caller sees the error.
// If a code is tested in several places, the answer must be the same in all of them.
func (f *finder) setHandled() {
	used := map[*catalog.Binding]map[string]bool{}
	handled := map[*sites.Site]*catalog.Handled{}
	for i := range f.tests {
		t := &f.tests[i]
		if t.answers {
			continue // the calls of its function say where the error came from
		}
		h := f.handlingOf(t, used)
		if before, seen := handled[t.site]; seen && before != h {
			h = nil
		}
		handled[t.site] = h
		t.site.Handled = h
	}
}

// handlingOf returns how the SDK handles the code of a test, according to the part of the SDK that returned the error.
// It returns nil if that part does nothing about the code.
func (f *finder) handlingOf(t *test, used map[*catalog.Binding]map[string]bool) *catalog.Handled {
	if t.site.Entry == nil || t.site.Indirect || t.carrier == nil {
		return nil
	}
	for i := range t.site.Catalog.Go {
		b := &t.site.Catalog.Go[i]
		for j := range b.Handles {
			if h := &b.Handles[j]; f.bind.Imports[b.Package] && slices.Contains(h.Codes, t.site.Entry.ID) && f.comesFromPart(t, b, h, used) {
				return h
			}
		}
	}
	return nil
}

// comesFromPart reports whether the error of a test came from the part of the SDK that h describes. This is so if it
// came only from calls of this part. It is also so if the calls are not known or are calls of the program's own package,
// and the package uses no other part of the SDK. Used caches usedParts.
func (f *finder) comesFromPart(t *test, b *catalog.Binding, h *catalog.Handled, used map[*catalog.Binding]map[string]bool) bool {
	calls, ok := f.bind.OriginCalls(t.carrier)
	sure := ok && len(calls) > 0
	for _, call := range calls {
		fn, ok := f.pkg.Callee(call).(*types.Func)
		switch {
		case ok && f.sdkPart(call, fn, b) == h.By:
		case !ok || fn.Pkg() == f.pkg.Types:
			sure = false
		default:
			return false
		}
	}
	if sure {
		return true
	}
	if o := t.carrier.Root; o != nil && len(calls) == 0 && t.fn.IsExported() && t.fn.IsParam(o) {
		return false // the error came from the caller of the function
	}
	if used[b] == nil {
		used[b] = f.usedParts(b)
	}
	return len(used[b]) == 1 && used[b][h.By]
}

// sdkPart returns the part of binding b's package that a call of fn uses and that may return an error: the receiver's
// type for a method, the name for a function. It returns "" for any other call.
func (f *finder) sdkPart(call *ast.CallExpr, fn *types.Func, b *catalog.Binding) string {
	if fn.Pkg() == nil || fn.Pkg().Path() != b.Package {
		return ""
	}
	if results := fn.Signature().Results(); results.Len() == 0 || !index.IsError(results.At(results.Len()-1).Type()) {
		return ""
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if tn := sites.TypeNameOf(f.pkg.Info.TypeOf(sel.X)); tn != nil && tn.Pkg() == fn.Pkg() {
			return tn.Name()
		}
	}
	if tn := sites.TypeNameOf(recv.Type()); tn != nil {
		return tn.Name()
	}
	return ""
}

// usedParts returns the parts of a binding's package that the package uses and that may return errors.
func (f *finder) usedParts(b *catalog.Binding) map[string]bool {
	parts := map[string]bool{}
	for _, file := range f.pkg.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if fn, ok := f.pkg.Callee(call).(*types.Func); ok {
					if part := f.sdkPart(call, fn, b); part != "" {
						parts[part] = true
					}
				}
			}
			return true
		})
	}
	return parts
}
