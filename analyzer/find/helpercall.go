package find

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// findHelperCall finds the codes that are passed to a helper, which compares them with an error.
func (f *finder) findHelperCall(fn *index.Function, call *ast.CallExpr, callee types.Object) {
	s := f.helpers.Summary(callee)
	if s == nil || s.Codes < 0 {
		return
	}
	arg, codes := s.ErrArg(call), s.CodesArg(call)
	if arg == nil {
		return
	}
	u := listUse{fn: fn, expr: call, match: s.Match, call: call, helper: s.Func}
	if s.TakesCode && codes != nil && f.isCodeOrList(arg) && !f.isCodeOrList(codes) && f.bind.MayBeError(codes, index.MaxDepth) {
		u.swapped = s.Match&^(sites.Exact|sites.Fold) != 0 || !f.isConstant(arg)
		arg, codes = codes, arg
		u.carrier = f.helpers.CarrierFor(s, arg)
		f.addCodesArg(codes, u)
		return
	}
	if s.TakesCode && !f.bind.MayBeError(arg, index.MaxDepth) {
		return
	}
	u.carrier = f.helpers.CarrierFor(s, arg)
	if spread, ok := s.Spread(call); ok {
		for _, e := range spread {
			if f.isConstant(e) {
				f.addList(index.ListLiteral{Node: call, Elems: spread}, u)
				return
			}
		}
		return
	}
	f.addCodesArg(codes, u)
}

// addCodesArg adds the lists, or the single code, that an argument of a helper contains.
func (f *finder) addCodesArg(codes ast.Expr, u listUse) {
	if codes == nil {
		return
	}
	if f.isConstant(codes) {
		f.addList(index.ListLiteral{Node: u.call, Elems: []ast.Expr{codes}}, u)
		return
	}
	lists, ok := f.pkg.ListLiterals(codes, index.MaxDepth)
	if !ok {
		return
	}
	for _, l := range lists {
		f.addList(l, u)
	}
}

// isConstant reports whether an expression is a constant that may be a code.
func (f *finder) isConstant(e ast.Expr) bool {
	_, ok := f.bind.CodeExpr(e)
	return ok
}

// isCodeOrList reports whether an expression is a constant code, or a list whose elements are known.
func (f *finder) isCodeOrList(e ast.Expr) bool {
	if f.isConstant(e) {
		return true
	}
	_, ok := f.pkg.ListLiterals(e, index.MaxDepth)
	return ok
}
