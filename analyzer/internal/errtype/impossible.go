package errtype

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A sought is a type that a program asks an error for.
type typeTest struct {
	expr     ast.Expr   // the target of errors.As, or the type as it is written
	typ      types.Type // what is looked for
	topDecl  ast.Node   // the declaration around it
	fn       *index.Function
	fixable  ast.Expr     // the type where it could be mended; nil where it is not seen
	variable types.Object // the variable that gets the error; nil where there is none
	test     ast.Node     // what says whether there is one: the call of errors.As, the assertion, the clause of a switch
}

// Find finds the targets of errors.As and the assertions that no error ever has the type of, by what the catalogs say
// of the error types that they bind.
func (f *Finder) Find() []sites.ImpossibleType {
	if len(f.bind.Errors) == 0 {
		return nil
	}
	all := f.typeTests()
	above := index.ParentCache{}
	mended := map[ast.Expr]bool{}
	makes := map[*types.TypeName]bool{}
	var out []sites.ImpossibleType
	for _, s := range all {
		tn := sites.TypeNameOf(s.typ)
		cat, pointer, ok := f.errorForm(tn)
		if !ok || pointer == index.IsPointer(s.typ) || !f.isImpossible(s, all, tn, makes) {
			continue
		}
		m := sites.ImpossibleType{Expr: s.expr, Catalog: cat, Type: tn, Pointer: pointer}
		if call, ok := s.test.(*ast.CallExpr); ok && s.variable != nil && s.fixable == nil && isAddressOf(call.Args[1]) {
			s.fixable = f.declaredType(s.variable)
		}
		if s.fixable != nil && !mended[s.fixable] && s.fn != nil && f.usedOnMatchOnly(s, all, above.Of(s.fn)) {
			m.Decl = s.fixable
			mended[s.fixable] = true
		}
		out = append(out, m)
	}
	return out
}

// travelsAs says whether errors of a bound type are pointers to it. Ok is false where no catalog knows, or two differ.
func (f *Finder) errorForm(tn *types.TypeName) (cat *catalog.Catalog, pointer, ok bool) {
	if tn == nil {
		return nil, false, false
	}
	for _, t := range f.bind.Errors[tn] {
		for _, e := range t.Binding.Errors {
			if e.Type != tn.Name() {
				continue
			}
			if ok && e.Pointer != pointer {
				return nil, false, false
			}
			cat, pointer, ok = t.Cat, e.Pointer, true
			break
		}
	}
	return cat, pointer, ok
}

// mayMiss reports whether nothing speaks against a miss: the type implements error (else the compiler or vet speaks), it
// is of another repository, it does not decide by itself what it matches, the same function does not ask for both forms
// to be safe, and the package makes no error of the form that is asked for, which makes keeps.
func (f *Finder) isImpossible(s typeTest, all []typeTest, tn *types.TypeName, makes map[*types.TypeName]bool) bool {
	if f.pkg.Types == nil || tn.Pkg() == nil || !index.IsError(s.typ) || !sites.IsThirdParty(tn.Pkg().Path(), f.pkg.Types.Path()) {
		return false
	}
	if o, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, tn.Pkg(), "As"); o != nil {
		return false
	}
	held := map[types.Object]bool{}
	for _, other := range all {
		if sites.TypeNameOf(other.typ) != tn {
			continue
		}
		if other.topDecl == s.topDecl && index.IsPointer(other.typ) != index.IsPointer(s.typ) {
			return false
		}
		held[other.variable] = true
	}
	made, known := makes[tn]
	if !known {
		made = f.makesErrorsOf(s.typ, held)
		makes[tn] = made
	}
	return !made
}

// allSought finds every type that the package asks an error for, in the order of the source.
func (f *Finder) typeTests() []typeTest {
	var out []typeTest
	seen := map[ast.Expr]bool{}
	for _, sections := range f.pkg.NodesByFile {
		for _, section := range sections {
			for _, at := range section.Nodes {
				for _, s := range f.testsIn(at.Node) {
					if !seen[s.expr] {
						seen[s.expr] = true
						s.topDecl, s.fn = section.Decl, at.Func
						out = append(out, s)
					}
				}
			}
		}
	}
	return out
}

// soughtBy returns the types that one node asks an error for.
func (f *Finder) testsIn(n ast.Node) []typeTest {
	switch n := n.(type) {
	case *ast.CallExpr:
		return f.errorsAsTest(n)
	case *ast.AssignStmt:
		if len(n.Rhs) != 1 {
			return nil
		}
		if x, ok := ast.Unparen(n.Rhs[0]).(*ast.TypeAssertExpr); ok && f.isErrorAssertion(x) {
			return []typeTest{{expr: x.Type, typ: f.pkg.Info.TypeOf(x.Type), fixable: x.Type, variable: f.pkg.Object(n.Lhs[0]), test: n}}
		}
		if call, ok := ast.Unparen(n.Rhs[0]).(*ast.CallExpr); ok && f.pkg.IsCallTo(call, "errors", "AsType") {
			if x, ok := ast.Unparen(call.Fun).(*ast.IndexExpr); ok {
				return []typeTest{{expr: x.Index, typ: f.pkg.Info.TypeOf(x.Index), fixable: x.Index, variable: f.pkg.Object(n.Lhs[0]), test: n}}
			}
		}
	case *ast.TypeAssertExpr:
		if f.isErrorAssertion(n) {
			return []typeTest{{expr: n.Type, typ: f.pkg.Info.TypeOf(n.Type)}}
		}
	case *ast.TypeSwitchStmt:
		return f.switchTests(n)
	}
	return nil
}

// asserts reports whether an expression asserts a type of an error.
func (f *Finder) isErrorAssertion(x *ast.TypeAssertExpr) bool {
	t := f.pkg.Info.TypeOf(x.X)
	return x.Type != nil && t != nil && types.IsInterface(t) && index.IsError(t)
}

// soughtByCall returns what errors.As looks for.
func (f *Finder) errorsAsTest(call *ast.CallExpr) []typeTest {
	if len(call.Args) != 2 || !f.pkg.IsCallTo(call, "errors", "As") {
		return nil
	}
	target := ast.Unparen(call.Args[1])
	t := f.pkg.Info.TypeOf(target)
	if t == nil {
		return nil
	}
	p, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return nil
	}
	s := typeTest{expr: call.Args[1], typ: p.Elem(), test: call}
	switch x := target.(type) {
	case *ast.UnaryExpr:
		s.variable = f.pkg.Object(x.X)
	case *ast.CallExpr:
		if id, ok := ast.Unparen(x.Fun).(*ast.Ident); ok && id.Name == "new" && len(x.Args) == 1 {
			s.fixable = x.Args[0]
		}
	}
	return []typeTest{s}
}

// addressed reports whether an expression is the address of something.
func isAddressOf(e ast.Expr) bool {
	x, ok := ast.Unparen(e).(*ast.UnaryExpr)
	return ok && x.Op == token.AND
}

// soughtBySwitch returns the types that the cases of a type switch over an error ask for.
func (f *Finder) switchTests(s *ast.TypeSwitchStmt) []typeTest {
	var assert *ast.TypeAssertExpr
	switch a := s.Assign.(type) {
	case *ast.ExprStmt:
		assert, _ = ast.Unparen(a.X).(*ast.TypeAssertExpr)
	case *ast.AssignStmt:
		assert, _ = ast.Unparen(a.Rhs[0]).(*ast.TypeAssertExpr)
	}
	if assert == nil {
		return nil
	}
	if t := f.pkg.Info.TypeOf(assert.X); t == nil || !types.IsInterface(t) || !index.IsError(t) {
		return nil
	}
	var out []typeTest
	for _, c := range s.Body.List {
		clause := c.(*ast.CaseClause)
		for _, e := range clause.List {
			one := typeTest{expr: e, typ: f.pkg.Info.TypeOf(e), fixable: e, test: clause}
			if len(clause.List) == 1 {
				one.variable = f.pkg.Info.Implicits[clause]
			}
			if one.typ != nil {
				out = append(out, one)
			}
		}
	}
	return out
}

// declaredType returns the type in the declaration var e T of a variable that gets no value there.
func (f *Finder) declaredType(o types.Object) ast.Expr {
	for _, file := range f.pkg.Files {
		if o.Pos() < file.FileStart || file.FileEnd < o.Pos() {
			continue
		}
		var found ast.Expr
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Names) == 1 && len(spec.Values) == 0 && f.pkg.Info.Defs[spec.Names[0]] == o {
				found = spec.Type
			}
			return found == nil && (n == nil || n.Pos() <= o.Pos() && o.Pos() < n.End())
		})
		return found
	}
	return nil
}
