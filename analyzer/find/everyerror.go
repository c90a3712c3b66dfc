package find

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// addEvery adds a test of an error for a type that each error of a service has, if the program drops these errors and asks
// them for nothing else. Matching is the assumption that the error has the type, and any code.
func (t *typeTester) addEvery(test *sites.TypeTest, fn *index.Function, matching *eval.Assumption, region ast.Node) {
	if test.Else != sites.Surfaces && test.Else != sites.Mixed && test.Else != sites.Retries {
		return
	}
	if !t.hasAllCodes(test.Type) || t.isUsed(fn, test) {
		return
	}
	matching.HasType = test.Type
	if !t.dropsMatch(fn, test.Test, matching, region) {
		return
	}
	if t.f.flow.IsProbe(fn, test.Test, matching) || t.f.flow.ExpectsFailure(fn, test.Test, matching) || t.f.remarks.ExplainsStatement(fn, test.Node) {
		return
	}
	test.MatchesAll = true
	t.found = append(t.found, test)
}

// dropsMatch reports whether an error that passes a test is lost: the function returns no error for it or, instead of an
// error, a value in a place that a success does not reach, as in return false, nil.
func (t *typeTester) dropsMatch(fn *index.Function, test ast.Expr, matching *eval.Assumption, region ast.Node) bool {
	switch t.f.retry.OutcomeWithoutMatch(fn, test, matching, region, false) {
	case sites.Drops:
		return true
	case sites.ReturnsValue:
		return t.f.flow.FailureResult(fn) >= 0 && t.f.retry.AnswersDifferently(fn, test, matching, region)
	}
	return false
}

// hasAllCodes reports whether errors of a bound type carry the codes of a service, so that the type says nothing about the
// code.
func (t *typeTester) hasAllCodes(typ types.Type) bool {
	tn := sites.TypeNameOf(typ)
	return tn != nil && slices.ContainsFunc(t.f.bind.Errors[tn], func(tie bind.Tie) bool {
		return !tie.Cat.Loose && tie.Binding != nil && len(tie.Binding.Makes) == 0 && carriesCode(tie.Binding, tn)
	})
}

// carriesCode reports whether a binding has a carrier that is a field or method of a type. It may come from a type that is
// embedded.
func carriesCode(b *catalog.Binding, tn *types.TypeName) bool {
	return slices.ContainsFunc(b.Carriers, func(c catalog.Carrier) bool {
		_, name, isMember := strings.Cut(c.At, ".")
		if !isMember {
			return false
		}
		o, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, tn.Pkg(), name)
		if types.IsInterface(tn.Type()) {
			o, _, _ = types.LookupFieldOrMethod(tn.Type(), true, tn.Pkg(), name)
		}
		return o != nil
	})
}

// isUsed reports whether the program uses the converted error of a test, other than as the target of another errors.As.
func (t *typeTester) isUsed(fn *index.Function, test *sites.TypeTest) bool {
	v := t.converted(fn, test)
	if v == nil {
		return false
	}
	targets, used := map[*ast.Ident]bool{}, false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if x, ok := t.asTarget(n).(*ast.Ident); ok {
				targets[x] = true
			}
		case *ast.Ident:
			used = used || t.f.pkg.Info.Uses[n] == v && !targets[n]
		}
		return !used
	})
	return used
}

// asTarget returns the variable v of errors.As(err, &v), or nil.
func (t *typeTester) asTarget(call *ast.CallExpr) ast.Expr {
	_, target, ok := t.f.pkg.AsCall(call)
	if !ok {
		return nil
	}
	x, ok := ast.Unparen(target).(*ast.UnaryExpr)
	if !ok {
		return nil
	}
	return ast.Unparen(x.X)
}

// converted returns the variable that holds the converted error after a test, or nil if there is none.
func (t *typeTester) converted(fn *index.Function, test *sites.TypeTest) types.Object {
	if s, ok := test.Node.(*ast.TypeSwitchStmt); ok {
		for _, c := range s.Body.List {
			if clause := c.(*ast.CaseClause); t.f.pkg.TypeCases[clause] == test.Test && slices.ContainsFunc(clause.List, func(e ast.Expr) bool {
				return types.Identical(t.f.pkg.Info.TypeOf(e), test.Type)
			}) {
				return t.f.pkg.Info.Implicits[clause]
			}
		}
		return nil
	}
	if call, ok := test.Test.(*ast.CallExpr); ok {
		if target := t.asTarget(call); target != nil {
			return t.f.pkg.Object(target)
		}
	}
	if a, ok := t.f.branches.Parents(fn)[test.Test].(*ast.AssignStmt); ok {
		return t.f.pkg.Object(a.Lhs[0])
	}
	return nil
}
