package find

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// rewritten returns the code that the SDK puts in the place of a tested one before an error of a bound type carries it.
func (f *finder) rewrittenCode(s *sites.Site, c *bind.Carrier) string {
	if s.Entry == nil || s.Entry.ID != s.Written || s.Role != sites.Tested && s.Role != sites.Listed {
		return ""
	}
	tn := f.bind.OwnerType(c.Expr)
	for _, t := range f.bind.Errors[tn] {
		if t.Cat == s.Catalog && t.Binding != nil && !t.Shared {
			return t.Binding.Rewritten(s.Entry)
		}
	}
	return ""
}

// handle says of each tested code what the part of the SDK that the error came from does about it by itself. A code that
// is tested in several places has to come from there in each.
func (f *finder) setHandled() {
	used := map[*catalog.Binding]map[string]bool{}
	by := map[*sites.Site]*catalog.Handled{}
	for i := range f.tests {
		t := &f.tests[i]
		h := f.handlingOf(t, used)
		if before, seen := by[t.site]; seen && before != h {
			h = nil
		}
		by[t.site] = h
		t.site.Handled = h
	}
}

// handling returns what the part of the SDK that the error of a test came from does about its code; nil for nothing.
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

// handledBy reports whether the error of a test came from a part of the SDK, as far as can be seen: from calls of it
// alone, or, where the calls are those of the package itself or not seen at all, from a package that has no other client
// of the service. Used keeps the parts that the package uses, by binding.
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
		return false // from whoever calls the function
	}
	if used[b] == nil {
		used[b] = f.usedParts(b)
	}
	return len(used[b]) == 1 && used[b][h.By]
}

// partOf returns the part of a bound package whose error a call may answer: the type of a method, or the function; ""
// for a call of anything else.
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

// partsUsed returns the clients and functions of a binding that the package calls and gets errors from.
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
