package find

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/errlost"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// findCallbacks finds the functions that the package passes to retry libraries, as an argument or in a field. The
// outcome of a test in such a function depends on what the library does with its result.
func (f *finder) findCallbacks() {
	if len(f.bind.Libraries) == 0 {
		return
	}
	for _, decls := range f.pkg.NodesByFile {
		f.bind.EachLibraryUse(decls, f.addCallbackArg, f.addCallbackField)
	}
}

// addCallbackArg adds the callbacks among the arguments of a call to a library's function.
func (f *finder) addCallbackArg(lib *catalog.Library, name string, call *ast.CallExpr) {
	for i := range lib.Callbacks {
		if c := &lib.Callbacks[i]; c.Func == name && c.Arg < len(call.Args) {
			f.addCallback(call.Args[c.Arg], flow.Callback{Lib: lib, Rule: c})
			f.addRetriedPredicate(call, flow.Callback{Lib: lib, Rule: c})
		}
	}
}

// addRetriedPredicate adds the site of a predicate that a catalog binds, if it decides for a library whether to try again:
// retry.OnError(backoff, errors.IsConflict, update). Only what the call does itself is known of the reaction to the code.
func (f *finder) addRetriedPredicate(call *ast.CallExpr, c flow.Callback) {
	if c.Rule.By != "bool" {
		return
	}
	n, ok := f.bind.PredicateFunc(call.Args[c.Rule.Arg])
	if !ok {
		return
	}
	if s := f.addSite(sites.Tested, n, nil, f.pkg.FunctionAt(call.Pos()), nil); s != nil {
		s.Outcome = sites.Retries
		s.Retries = []sites.Retry{{Construct: n.Expr, Library: c.Lib, InHelper: true, Waited: c.Rule.Waits, Bounded: true, Limited: true}}
	}
}

// addCallbackField adds the callback that is stored in a library's field.
func (f *finder) addCallbackField(_ ast.Node, field *types.Var, value ast.Expr) {
	lib := f.bind.Libraries[field.Pkg()]
	for i := range lib.Callbacks {
		if c := &lib.Callbacks[i]; bind.IsField(field, c.Field) {
			f.addCallback(value, flow.Callback{Lib: lib, Rule: c})
		}
	}
}

// addCallback adds the function that an expression is, names, or converts. A function of another package is ignored.
func (f *finder) addCallback(e ast.Expr, c flow.Callback) {
	e = ast.Unparen(e)
	if conv, ok := e.(*ast.CallExpr); ok && len(conv.Args) == 1 {
		if tv, ok := f.pkg.Info.Types[conv.Fun]; ok && tv.IsType() {
			e = ast.Unparen(conv.Args[0])
		}
	}
	if lit, ok := e.(*ast.FuncLit); ok {
		f.flow.Callbacks[lit] = c
		return
	}
	var o types.Object
	switch x := e.(type) {
	case *ast.Ident:
		o = f.pkg.Object(x)
	case *ast.SelectorExpr:
		o = f.pkg.Info.Uses[x.Sel]
	}
	if o == nil {
		return
	}
	if fn := f.pkg.Decls[o]; fn != nil {
		f.flow.Callbacks[fn.Node] = c
		return
	}
	if a, ok := f.pkg.OnlyAssignment(o); ok {
		if lit, ok := ast.Unparen(a.RHS).(*ast.FuncLit); ok {
			f.flow.Callbacks[lit] = c
		}
	}
}

// errorCallbacks returns the callbacks whose errors a retry library looks at, in source order.
func (f *finder) errorCallbacks() []errlost.Callback {
	var out []errlost.Callback
	for n, c := range f.flow.Callbacks {
		if fn := f.pkg.Functions[n]; fn != nil && c.Rule != nil && c.Rule.By == "error" {
			out = append(out, errlost.Callback{Func: fn, Lib: c.Lib, Rule: c.Rule})
		}
	}
	slices.SortFunc(out, func(a, b errlost.Callback) int { return cmp.Compare(a.Func.Node.Pos(), b.Func.Node.Pos()) })
	return out
}
