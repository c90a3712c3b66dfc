package errtype

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A typeTest is a place where a program tests whether an error has a type.
type typeTest struct {
	expr     ast.Expr   // the target of errors.As, or the type expression
	typ      types.Type // the type that is tested for
	topDecl  ast.Node   // the top-level declaration that contains the test
	fn       *index.Function
	fixable  ast.Expr     // the type expression that a fix would change; nil if it is not known
	variable types.Object // the variable that is set to the error; nil if there is none
	test     ast.Node     // the call of errors.As, the assignment of the assertion, or the clause of the switch; nil for an assertion without a variable
}

// Find returns the targets of errors.As, type assertions and cases of type switches whose type no error ever has, in
// source order. For this it needs a catalog that binds the type and says whether errors are values of it or pointers to
// it, or a type that the package declares and makes errors of in one form only.
func (f *Finder) Find() []sites.ImpossibleType {
	all := f.typeTests()
	parents := index.ParentCache{}
	fixed := map[ast.Expr]bool{}
	makes := map[*types.TypeName]bool{}
	var out []sites.ImpossibleType
	for _, s := range all {
		if call, ok := s.test.(*ast.CallExpr); ok && f.panics(call) {
			continue
		}
		tn := sites.TypeNameOf(s.typ)
		cat, pointer, ok := f.errorForm(tn)
		if ok {
			ok = pointer != index.IsPointer(s.typ) && f.isImpossible(s, all, tn, makes)
		} else {
			pointer, ok = f.ownForm(s, all, tn)
		}
		if !ok || pointer == index.IsPointer(s.typ) {
			continue
		}
		m := sites.ImpossibleType{Expr: s.expr, Catalog: cat, Type: tn, Pointer: pointer}
		if _, ok := s.test.(*ast.CallExpr); ok && s.variable != nil && s.fixable == nil && isAddressOf(s.expr) {
			s.fixable = f.declaredType(s.variable)
		}
		if s.fixable != nil && !fixed[s.fixable] && s.fn != nil && f.usedOnMatchOnly(s, all, parents.Of(s.fn)) {
			m.Decl = s.fixable
			fixed[s.fixable] = true
		}
		out = append(out, m)
	}
	return out
}

// errorForm reports whether errors of a bound type are pointers to it. Ok is false if no catalog says so, or two
// disagree.
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

// isImpossible reports whether no error has the type of a test whose form is not that of the errors. It returns false
// if the type does not implement error (the compiler or vet reports this), if it is declared in the same repository, if
// it has an As method that decides what it matches, if the same function tests for both forms, or if the package makes
// errors of the form that is tested. Makes caches the result of the last check by type.
func (f *Finder) isImpossible(s typeTest, all []typeTest, tn *types.TypeName, makes map[*types.TypeName]bool) bool {
	if f.pkg.Types == nil || tn.Pkg() == nil || !index.IsError(s.typ) || !sites.IsThirdParty(tn.Pkg().Path(), f.pkg.Types.Path()) {
		return false
	}
	if hasAs(tn) {
		return false
	}
	testVars := map[types.Object]bool{}
	for _, other := range all {
		if sites.TypeNameOf(other.typ) != tn {
			continue
		}
		if other.topDecl == s.topDecl && index.IsPointer(other.typ) != index.IsPointer(s.typ) {
			return false
		}
		testVars[other.variable] = true
	}
	made, known := makes[tn]
	if !known {
		made = f.makesErrorsOf(s.typ, testVars)
		makes[tn] = made
	}
	return !made
}

// typeTests returns the type tests of the package, in source order.
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

// testsIn returns the type tests in one node.
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

// isErrorAssertion reports whether an expression is a type assertion on an error, and not the head of a type switch.
func (f *Finder) isErrorAssertion(x *ast.TypeAssertExpr) bool {
	t := f.pkg.Info.TypeOf(x.X)
	return x.Type != nil && t != nil && types.IsInterface(t) && index.IsError(t)
}

// errorsAsTest returns the type test of a call to errors.As, as a list of at most one.
func (f *Finder) errorsAsTest(call *ast.CallExpr) []typeTest {
	_, arg, ok := f.pkg.AsCall(call)
	if !ok {
		return nil
	}
	target := ast.Unparen(arg)
	t := f.pkg.Info.TypeOf(target)
	if t == nil {
		return nil
	}
	p, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return nil
	}
	s := typeTest{expr: arg, typ: p.Elem(), test: call}
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

// isAddressOf reports whether an expression is the address of an operand, as in &te.
func isAddressOf(e ast.Expr) bool {
	x, ok := ast.Unparen(e).(*ast.UnaryExpr)
	return ok && x.Op == token.AND
}

// switchTests returns the type tests of the cases of a type switch on an error.
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

// declaredType returns the type T in the declaration var e T of a variable without an initial value. It returns nil if
// the variable is declared in another way.
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
