package sites

import (
	"go/ast"
	"go/types"
	"strconv"
)

// accessors are the names of fields and methods of an error by which SDKs give its code.
var accessors = [...]string{"Code", "ErrorCode", "GetCode", "GetErrorCode"}

// tiesOf returns the ties of a field or method that a selector selects: those of the catalogs' bindings, and behind
// them those of the packages that are learned from, where it is the code of an error of their SDK.
func (f *finder) tiesOf(sel *ast.SelectorExpr, o types.Object) []tie {
	ties := f.b.carriers[o]
	if len(f.b.learned) == 0 || o.Pkg() == nil || !f.errorCode(sel, o) {
		return ties
	}
	for _, l := range f.b.learned[SDK(o.Pkg().Path())] {
		ties = append(ties[:len(ties):len(ties)], tie{cat: l.cat, shared: true, learned: l})
	}
	return ties
}

// errorCode reports whether a selector selects what gives the code of an error as a string.
func (f *finder) errorCode(sel *ast.SelectorExpr, o types.Object) bool {
	named := false
	for _, name := range accessors {
		named = named || o.Name() == name
	}
	s := f.in.Info.Selections[sel]
	if !named || s == nil {
		return false
	}
	t := o.Type()
	if sig, ok := t.(*types.Signature); ok {
		if sig.Params().Len() != 0 || sig.Results().Len() != 1 {
			return false
		}
		t = sig.Results().At(0).Type()
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if basic, ok := t.Underlying().(*types.Basic); !ok || basic.Info()&types.IsString == 0 {
		return false
	}
	return isError(s.Recv()) || !types.IsInterface(s.Recv()) && isError(types.NewPointer(s.Recv()))
}

// claimsLearned reports whether a learned catalog may claim the code of a carrier: the error came from calls of its
// package alone; or nothing else of its SDK is in reach, the file imports it, and the error came from this package.
func (f *finder) claimsLearned(l *learned, c *carrier) bool {
	calls, ok := f.origins(c)
	if !ok {
		return false
	}
	own := len(calls) > 0
	for _, call := range calls {
		fn, ok := f.callee(call).(*types.Func)
		switch {
		case !ok:
			return false
		case fn.Pkg() == l.pkg:
		case fn.Pkg() == f.in.Pkg:
			own = false
		default:
			return false
		}
	}
	return own || l.alone && f.importsAt(c.expr, l.pkg.Path())
}

// origins returns the calls that the carrier's error came from. Ok is false where it came from anything else than
// calls and the function's parameters.
func (f *finder) origins(c *carrier) (calls []*ast.CallExpr, ok bool) {
	if c.call != nil {
		return []*ast.CallExpr{c.call}, true
	}
	if c.root == nil {
		return nil, false
	}
	for _, a := range f.assigns[c.root] {
		if a.rhs == nil && a.node == nil {
			continue
		}
		if a.rhs == nil {
			return nil, false
		}
		call, ok := ast.Unparen(a.rhs).(*ast.CallExpr)
		if !ok {
			return nil, false
		}
		calls = append(calls, call)
	}
	return calls, true
}

// importsAt reports whether the file that holds an expression imports a package.
func (f *finder) importsAt(e ast.Expr, importPath string) bool {
	for _, file := range f.in.Files {
		if e.Pos() < file.FileStart || file.FileEnd < e.Pos() {
			continue
		}
		for _, spec := range file.Imports {
			if p, err := strconv.Unquote(spec.Path.Value); err == nil && p == importPath {
				return true
			}
		}
	}
	return false
}

// besides gives the carrier of a switch the tie that a constant of a learned package in another case makes, where
// there is one such package and nothing else claims the code.
func (f *finder) besides(tag ast.Expr, n named, c *carrier) *carrier {
	if n.known != nil || len(f.b.learned) == 0 || c != nil && f.claimed(n, c) {
		return c
	}
	var one *learned
	for _, e := range f.cases[tag] {
		known, ok := f.b.constants[f.constObject(ast.Unparen(e))]
		switch {
		case !ok:
		case known.learned == nil || one != nil && one != known.learned:
			return c
		default:
			one = known.learned
		}
	}
	if one == nil {
		return c
	}
	t := tie{cat: one.cat}
	if c == nil {
		return f.tied(tag, []tie{t}, tag, depth)
	}
	with := *c
	with.ties = append([]tie{t}, c.ties...)
	return &with
}

// claimed reports whether a carrier's ties tell whose a code is.
func (f *finder) claimed(n named, c *carrier) bool {
	_, _, ok := f.resolve(n, c)
	return ok
}
