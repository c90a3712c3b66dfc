package bind

import (
	"go/ast"
	"go/types"
	"strconv"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// CodeAccessors are the names of the fields and methods of error types that contain or return the code.
var CodeAccessors = [...]string{"Code", "ErrorCode", "GetCode", "GetErrorCode"}

// selectorTies returns the ties of the field or method o that a selector selects. First come those of the catalogs'
// bindings, then those of learned packages if o is the code of an error type of the same SDK.
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

// selectsErrorCode reports whether a selector selects a field or method o of an error type that, by its name and type,
// contains or returns the code as a string.
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

// mayClaimLearned reports whether the code of a carrier may belong to a learned package. This is so if the error came
// only from calls of that package. It is also so if the error came from calls of the program's own package or from a
// parameter, the file imports the learned package, and no other service of its SDK is imported.
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

// OriginCalls returns the calls that the carrier's error came from. Ok is false if the error came from something else
// than calls and parameters.
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

// fileImports reports whether the file that contains an expression imports a package.
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

// WithCaseTie returns the carrier of the tag of a switch, with a tie to a learned package if another case of the switch is a
// constant of that package. The constants in the cases must be of one package only, and the code n must not belong to
// another catalog already. If there is no such package, it returns c, which may be nil.
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

// resolves reports whether Resolve finds the catalog of a code.
func (b *Binder) resolves(n CodeExpr, c *Carrier) bool {
	_, _, ok := b.Resolve(n, c)
	return ok
}
