package bind

import (
	"go/ast"
	"go/types"
	"strconv"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// Accessors are the names of fields and methods of an error by which SDKs give its code.
var CodeAccessors = [...]string{"Code", "ErrorCode", "GetCode", "GetErrorCode"}

// tiesOf returns the ties of a field or method that a selector selects: those of the catalogs' bindings, and behind
// them those of the packages that are learned from, where it is the code of an error of their SDK.
func (b *Binder) selectorTies(sel *ast.SelectorExpr, o types.Object) []Tie {
	ties := b.Carriers[o]
	if len(b.Learned) == 0 || o.Pkg() == nil || !b.selectsErrorCode(sel, o) {
		return ties
	}
	for _, l := range b.Learned[sites.RepositoryPath(o.Pkg().Path())] {
		ties = append(ties[:len(ties):len(ties)], Tie{Cat: l.Cat, Shared: true, Learned: l})
	}
	return ties
}

// errorCode reports whether a selector selects what gives the code of an error as a string.
func (b *Binder) selectsErrorCode(sel *ast.SelectorExpr, o types.Object) bool {
	named := false
	for _, name := range CodeAccessors {
		named = named || o.Name() == name
	}
	s := b.pkg.Info.Selections[sel]
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
	return index.IsError(s.Recv()) || !types.IsInterface(s.Recv()) && index.IsError(types.NewPointer(s.Recv()))
}

// claimsLearned reports whether a learned catalog may claim the code of a carrier: the error came from calls of its
// package alone; or nothing else of its SDK is in reach, the file imports it, and the error came from this package.
func (b *Binder) mayClaimLearned(l *LearnedPackage, c *Carrier) bool {
	calls, ok := b.OriginCalls(c)
	if !ok {
		return false
	}
	own := len(calls) > 0
	for _, call := range calls {
		fn, ok := b.pkg.Callee(call).(*types.Func)
		switch {
		case !ok:
			return false
		case fn.Pkg() == l.Pkg:
		case fn.Pkg() == b.pkg.Types:
			own = false
		default:
			return false
		}
	}
	return own || l.Alone && b.fileImports(c.Expr, l.Pkg.Path())
}

// Origins returns the calls that the carrier's error came from. Ok is false where it came from anything else than
// calls and the function's parameters.
func (b *Binder) OriginCalls(c *Carrier) (calls []*ast.CallExpr, ok bool) {
	if c.Call != nil {
		return []*ast.CallExpr{c.Call}, true
	}
	if c.Root == nil {
		return nil, false
	}
	for _, a := range b.pkg.Assignments[c.Root] {
		if a.RHS == nil && a.Node == nil {
			continue
		}
		if a.RHS == nil {
			return nil, false
		}
		call, ok := ast.Unparen(a.RHS).(*ast.CallExpr)
		if !ok {
			return nil, false
		}
		calls = append(calls, call)
	}
	return calls, true
}

// importsAt reports whether the file that holds an expression imports a package.
func (b *Binder) fileImports(e ast.Expr, importPath string) bool {
	for _, file := range b.pkg.Files {
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

// WithCaseTie gives the carrier of a switch the tie that a constant of a learned package in another case makes, where
// there is one such package and nothing else claims the code.
func (b *Binder) WithCaseTie(tag ast.Expr, n CodeExpr, c *Carrier) *Carrier {
	if n.Known != nil || len(b.Learned) == 0 || c != nil && b.resolves(n, c) {
		return c
	}
	var one *LearnedPackage
	for _, e := range b.pkg.Cases[tag] {
		known, ok := b.Constants[b.ConstObject(ast.Unparen(e))]
		switch {
		case !ok:
		case known.Learned == nil || one != nil && one != known.Learned:
			return c
		default:
			one = known.Learned
		}
	}
	if one == nil {
		return c
	}
	t := Tie{Cat: one.Cat}
	if c == nil {
		return b.newCarrier(tag, []Tie{t}, tag, index.MaxDepth)
	}
	with := *c
	with.Ties = append([]Tie{t}, c.Ties...)
	return &with
}

// claimed reports whether a carrier's ties tell whose a code is.
func (b *Binder) resolves(n CodeExpr, c *Carrier) bool {
	_, _, ok := b.Resolve(n, c)
	return ok
}
