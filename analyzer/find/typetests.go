package find

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/branches"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A typeTester collects the tests of an error for a bound type, with what happens to an error of another type.
type typeTester struct {
	f     *finder
	lost  map[lostError]bool // the errors for which a group or an earlier test says that they are dropped
	found []*sites.TypeTest
}

// A lostError is an error in a variable: that of a call, or each that is in the variable if the call is nil.
type lostError struct {
	variable types.Object
	call     *ast.CallExpr
}

// findTypeTests returns the tests of an error for a bound type after which an error of another type is dropped. Groups
// are those of findGroups: an error that a group drops is not reported twice.
func (f *finder) findTypeTests(groups []*sites.Group) []*sites.TypeTest {
	t := &typeTester{f: f, lost: map[lostError]bool{}}
	for _, g := range groups {
		if id, ok := g.Error.(*ast.Ident); ok && (g.Else == sites.Drops || g.Else == sites.LogsOnly) {
			t.lost[lostError{variable: f.errorNamed(g, id.Name)}] = true
		}
	}
	for _, decls := range f.pkg.NodesByFile {
		index.EachNode(decls, func(at *index.NodeInfo) {
			if at.Func == nil {
				return
			}
			switch n := at.Node.(type) {
			case *ast.TypeAssertExpr:
				if _, hasOK := f.pkg.Info.TypeOf(n).(*types.Tuple); hasOK && n.Type != nil {
					t.add(at.Func, n, n.X, f.pkg.Info.TypeOf(n.Type))
				}
			case *ast.CallExpr:
				t.addCall(at.Func, n)
			case *ast.TypeSwitchStmt:
				t.addSwitch(at.Func, n)
			}
		})
	}
	return t.found
}

// errorNamed returns the variable with a name that the sites of a group test.
func (f *finder) errorNamed(g *sites.Group, name string) types.Object {
	for _, s := range g.Sites {
		if s.Carrier == nil {
			continue
		}
		if root, _ := f.bind.RootOf(s.Carrier); root != nil && root.Name() == name {
			return root
		}
	}
	return nil
}

// addCall adds the test that a call makes: errors.As(err, &target), or a function of a bound package or of package errors
// that returns the converted error and whether it has the type.
func (t *typeTester) addCall(fn *index.Function, call *ast.CallExpr) {
	if t.f.pkg.IsCallTo(call, "errors", "As") && len(call.Args) == 2 {
		if target, ok := t.f.pkg.Info.TypeOf(call.Args[1]).(*types.Pointer); ok {
			t.add(fn, call, call.Args[0], target.Elem())
		}
		return
	}
	results, ok := t.f.pkg.Info.TypeOf(call).(*types.Tuple)
	if !ok || results.Len() != 2 || !index.IsBool(results.At(1).Type()) {
		return
	}
	if src := t.f.bind.TakenFrom(call); src != nil {
		t.add(fn, call, src, results.At(0).Type())
	}
}

// addSwitch adds the first case of a type switch that has a bound type.
func (t *typeTester) addSwitch(fn *index.Function, s *ast.TypeSwitchStmt) {
	for _, c := range s.Body.List {
		clause := c.(*ast.CaseClause)
		for _, e := range clause.List {
			if subject := t.f.pkg.TypeCases[clause]; subject != nil && t.add(fn, subject, subject, t.f.pkg.Info.TypeOf(e)) {
				return
			}
		}
	}
}

// add adds a test of the error src for a type if it is bound, the error of this type does not end as if there had been
// none, and that of another type does. It reports whether the type is bound.
func (t *typeTester) add(fn *index.Function, test, src ast.Expr, typ types.Type) bool {
	cat := t.catalogOf(typ)
	root, _ := t.f.bind.RootAt(src, index.MaxDepth)
	if cat == nil || root == nil || t.lost[lostError{variable: root}] || !index.IsError(root.Type()) {
		return cat != nil
	}
	t.f.pkg.Work.For(fn)
	node := t.f.branches.TypeTest(fn, test)
	if node == nil || onlyPicksValue(t.f, node) {
		return true
	}
	matching := eval.Assumption{Code: eval.Code{Cat: cat, IsInt: cat.Kind != catalog.KindString}, Root: root}.WithOtherCode()
	other := matching
	other.Foreign = true
	region := t.region(fn, node)
	lost := lostError{root, t.callBefore(fn, test, &other)}
	if lost.call == nil || t.lost[lost] {
		return true
	}
	found := &sites.TypeTest{Node: node, Test: test, Type: typ, Catalog: cat, Func: fn.Node, Error: root}
	found.Else = t.f.retry.OutcomeWithoutMatch(fn, test, &other, region, !t.usedAfter(fn, node, lost, &other))
	if found.Else != sites.Drops && found.Else != sites.LogsOnly {
		t.addEvery(found, fn, &matching, region)
		return true
	}
	if in := t.f.retry.OutcomeWithoutMatch(fn, test, &matching, region, false); in != sites.Surfaces && in != sites.Mixed && in != sites.Retries {
		return true
	}
	t.lost[lost] = true
	if t.f.remarks.ExplainsStatement(fn, node) {
		return true
	}
	t.found = append(t.found, found)
	return true
}

// region returns the part of a function in which something may be done about an error that fails a test: the statement that
// branches on the test, or the block around it if every branch leaves it.
func (t *typeTester) region(fn *index.Function, node ast.Stmt) ast.Node {
	if s, ok := node.(*ast.TypeSwitchStmt); ok {
		return s.Body // the head declares a variable
	}
	if branches.AllLeave(node) {
		return t.f.branches.Parents(fn)[node]
	}
	return node
}

// callBefore returns a call from which the function that contains a test got the error, or nil. An error that the function
// receives may be handled by its callers.
func (t *typeTester) callBefore(fn *index.Function, test ast.Expr, e *eval.Assumption) *ast.CallExpr {
	b, i, ok := fn.Locate(test)
	if !ok {
		return nil
	}
	if calls := t.f.flow.CallsReaching(fn, b, i, e); len(calls) > 0 {
		return calls[0]
	}
	return nil
}

// usedAfter reports whether the error of a call is used after a statement, also by a test.
func (t *typeTester) usedAfter(fn *index.Function, node ast.Stmt, e lostError, assumed *eval.Assumption) bool {
	used := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || used || id.Pos() < node.End() || t.f.pkg.Info.Uses[id] != e.variable {
			return !used
		}
		b, i, ok := fn.Locate(id)
		used = !ok || slices.Contains(t.f.flow.CallsReaching(fn, b, i, assumed), e.call)
		return !used
	})
	return used
}

// catalogOf returns the catalog that binds an error type or the form of an error from which codes are taken, such as a
// gRPC status; nil if none does. It is nil for a type that stands for one code: a group has the tests for it. It is nil for
// a loose catalog too: errors of other types are then normal.
func (t *typeTester) catalogOf(typ types.Type) *catalog.Catalog {
	tn := sites.TypeNameOf(typ)
	if tn == nil {
		return nil
	}
	if m := t.f.bind.MadeType(typ); m != nil && m.Entry != nil {
		return nil
	}
	if ties := t.f.bind.Errors[tn]; len(ties) > 0 {
		if ties[0].Cat.Loose {
			return nil
		}
		return ties[0].Cat
	}
	for o, ties := range t.f.bind.Carriers {
		if _, method := o.(*types.Func); method && o.Pkg() == tn.Pkg() && len(ties) > 0 && !ties[0].Cat.HTTP {
			if found, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, tn.Pkg(), o.Name()); found == o {
				return ties[0].Cat
			}
		}
	}
	return nil
}
