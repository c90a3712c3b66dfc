package sites

import (
	"go/ast"
	"go/types"
)

// helperCall finds the codes that are handed to a function which holds them against an error.
func (f *finder) helperCall(fn *function, call *ast.CallExpr, callee types.Object) {
	s := f.summary(callee)
	if s == nil || s.codes < 0 {
		return
	}
	arg, codes := s.errArg(call), s.codesArg(call)
	if arg == nil {
		return
	}
	u := use{fn: fn, expr: call, match: s.match, call: call, helper: s.object}
	if s.plain && codes != nil && f.isCodes(arg) && !f.isCodes(codes) && f.errorish(codes, depth) {
		u.swapped = s.match&^(Exact|Fold) != 0 || !f.isConstant(arg)
		arg, codes = codes, arg
		u.by = f.tiesFor(s, arg)
		f.handed(codes, u)
		return
	}
	if s.plain && !f.errorish(arg, depth) {
		return
	}
	u.by = f.tiesFor(s, arg)
	if spread, ok := s.spread(call); ok {
		for _, e := range spread {
			if f.isConstant(e) {
				f.list(heldList{node: call, elems: spread}, u)
				return
			}
		}
		return
	}
	f.handed(codes, u)
}

// handed notes the lists, or the one code, that an argument holds.
func (f *finder) handed(codes ast.Expr, u use) {
	if codes == nil {
		return
	}
	if f.isConstant(codes) {
		f.list(heldList{node: u.call, elems: []ast.Expr{codes}}, u)
		return
	}
	lists, ok := f.held(codes, depth)
	if !ok {
		return
	}
	for _, l := range lists {
		f.list(l, u)
	}
}

func (f *finder) isConstant(e ast.Expr) bool {
	_, ok := f.names(e)
	return ok
}

// isCodes reports whether an expression is a constant code, or a list of codes that is seen.
func (f *finder) isCodes(e ast.Expr) bool {
	if f.isConstant(e) {
		return true
	}
	_, ok := f.held(e, depth)
	return ok
}
