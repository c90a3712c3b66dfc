package errtype

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// findFresh returns the tests that compare an error with a new value, which no error is: a pointer to a composite
// literal, or an error that a function such as errors.New makes in the test itself.
func (f *Finder) findFresh() []sites.DeadTest {
	var out []sites.DeadTest
	for _, decls := range f.pkg.NodesByFile {
		index.EachNode(decls, func(at *index.NodeInfo) {
			for _, c := range f.comparedIn(at.Node) {
				value := f.onlyUse(c.value)
				name := f.freshName(value, c.equal)
				if name == "" || declaresIs(f.pkg.Types) {
					continue
				}
				d := sites.DeadTest{Node: c.node, Reason: sites.Fresh, Name: name, Always: c.negated}
				d.Compared.Value = value
				if c.equal {
					d.Compared.Err = c.err
				}
				out = append(out, d)
			}
		})
	}
	return out
}

// A compared is one place where an error is compared with a value.
type compared struct {
	node       ast.Node
	err, value ast.Expr
	equal      bool // by == or !=, or by a case of a switch; otherwise by errors.Is
	negated    bool // by !=
}

// comparedIn returns the comparisons of errors in one node.
func (f *Finder) comparedIn(n ast.Node) []compared {
	var out []compared
	switch n := n.(type) {
	case *ast.CallExpr:
		if path, name := f.pkg.Qualified(n); name == "Is" && len(n.Args) == 2 && comparesPointers(path) {
			out = append(out, compared{node: n, err: n.Args[0], value: n.Args[1]})
		}
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			out = append(out, compared{n, n.X, n.Y, true, n.Op == token.NEQ}, compared{n, n.Y, n.X, true, n.Op == token.NEQ})
		}
	case *ast.CaseClause:
		for _, e := range n.List {
			if tag := f.pkg.Tags[e]; tag != nil {
				out = append(out, compared{node: e, err: tag, value: e, equal: true})
			}
		}
	}
	errors := out[:0]
	for _, c := range out {
		if t := f.pkg.Info.TypeOf(c.err); t != nil && types.IsInterface(t) && index.IsError(t) {
			errors = append(errors, c)
		}
	}
	return errors
}

// comparesPointers reports whether the function Is of a package compares two errors by ==, as errors.Is does.
func comparesPointers(path string) bool {
	return path == "errors" || path == "github.com/pkg/errors" || path == "golang.org/x/xerrors"
}

// freshName returns the type of a new pointer, or the name of the function that makes a new error. It returns "" for any
// other value, and for one that a method Is may find.
func (f *Finder) freshName(value ast.Expr, equal bool) string {
	if call, ok := value.(*ast.CallExpr); ok && f.trace.MakesNew(call) {
		return types.ExprString(call.Fun)
	}
	p, ok := types.Unalias(f.typeOf(value)).(*types.Pointer)
	if !ok || !f.isNewPointer(value) {
		return ""
	}
	tn := sites.TypeNameOf(p)
	if tn == nil || tn.Pkg() == nil || !hasSize(p.Elem()) || !equal && f.mayHaveIs(tn) {
		return ""
	}
	return types.ExprString(f.typeExpr(value))
}

// typeExpr returns the type expression T of &T{…} or new(T).
func (f *Finder) typeExpr(e ast.Expr) ast.Expr {
	switch x := e.(type) {
	case *ast.UnaryExpr:
		return ast.Unparen(x.X).(*ast.CompositeLit).Type
	case *ast.CallExpr:
		return x.Args[0]
	}
	return nil
}

// typeOf returns the type of an expression, which is invalid if it is not known.
func (f *Finder) typeOf(e ast.Expr) types.Type {
	if t := f.pkg.Info.TypeOf(e); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

// onlyUse returns the value of a local variable that is set once and used only in one place, or e itself.
func (f *Finder) onlyUse(e ast.Expr) ast.Expr {
	e = ast.Unparen(e)
	o := f.pkg.Object(e)
	if o == nil || index.IsPackageVar(o) {
		return e
	}
	a, ok := f.pkg.OnlyAssignment(o)
	if !ok || len(a.LHS) != 1 {
		return e
	}
	if f.uses()[o] != 1 {
		return e
	}
	return ast.Unparen(a.RHS)
}

// countUses returns the number of uses of each object of the package.
func (f *Finder) countUses() map[types.Object]int {
	uses := map[types.Object]int{}
	for _, o := range f.pkg.Info.Uses {
		uses[o]++
	}
	return uses
}

// isNewPointer reports whether an expression is &T{…} or new(T).
func (f *Finder) isNewPointer(e ast.Expr) bool {
	switch x := e.(type) {
	case *ast.UnaryExpr:
		_, literal := ast.Unparen(x.X).(*ast.CompositeLit)
		return x.Op == token.AND && literal
	case *ast.CallExpr:
		id, ok := ast.Unparen(x.Fun).(*ast.Ident)
		if !ok {
			return false
		}
		b, ok := f.pkg.Info.Uses[id].(*types.Builtin)
		return ok && b.Name() == "new"
	}
	return false
}

// hasSize reports whether values of a type certainly take memory. Pointers to others may be equal.
func hasSize(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for v := range u.Fields() {
			if hasSize(v.Type()) {
				return true
			}
		}
		return false
	case *types.Array:
		return u.Len() > 0 && hasSize(u.Elem())
	}
	return t.Underlying() != types.Typ[types.Invalid]
}

// mayHaveIs reports whether a method Is may decide what is equal to a value of a type: of the type itself, of a type that
// it embeds and that is not known, or of another type of a package of the repository.
func (f *Finder) mayHaveIs(tn *types.TypeName) bool {
	if o, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, tn.Pkg(), "Is"); o != nil || embedsUnknown(tn.Type()) {
		return true
	}
	return tn.Pkg() != f.pkg.Types && sites.RepositoryPath(tn.Pkg().Path()) == sites.RepositoryPath(f.pkg.Types.Path()) && declaresIs(tn.Pkg())
}

// embedsUnknown reports whether a struct embeds a type that is not known.
func embedsUnknown(t types.Type) bool {
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for v := range s.Fields() {
		if v.Embedded() && sites.TypeNameOf(v.Type()) == nil {
			return true
		}
	}
	return false
}

// declaresIs reports whether a type that is declared at the level of a package has a method Is, which may find any error.
func declaresIs(pkg *types.Package) bool {
	for _, name := range pkg.Scope().Names() {
		tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		if o, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, pkg, "Is"); o != nil {
			if _, method := o.(*types.Func); method {
				return true
			}
		}
	}
	return false
}
