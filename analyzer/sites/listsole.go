package sites

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// sole reports whether a helper says yes, by its boolean, only because of a code that it is handed: without one it says
// no to every error.
func (f *finder) sole(helper types.Object, depth int) bool {
	fn, ok := helper.(*types.Func)
	if !ok || depth == 0 {
		return false
	}
	r := f.readings[fn]
	if r == nil {
		if f.in.Helper == nil || fn.Pkg() == nil || fn.Pkg() == f.in.Pkg {
			return false
		}
		known := f.in.Helper(fn)
		return known != nil && known.OnMatch == AnswerTrue && known.OnMiss == AnswerFalse && len(known.Own) == 0
	}
	if r.codes == 0 || r.flow.params[r.codes] == nil || !f.saysBool(r.fn) {
		return false
	}
	s := soleness{f, fn, depth, r.flow.params[r.codes], ancestors{}.of(r.fn)}
	sole := true
	ast.Inspect(r.fn.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			sole = sole && len(n.Results) > 0 && (s.saysNo(n.Results[0]) || s.forCode(n))
		}
		return sole
	})
	return sole
}

// A soleness is the question whether a helper without codes says no.
type soleness struct {
	f       *finder
	helper  *types.Func
	depth   int // of helpers that ask others
	codes   types.Object
	parents map[ast.Node]ast.Node
}

// saysNo reports whether an answer is no where there are no codes: it is false, or a search of the codes, or that and
// more.
func (s *soleness) saysNo(e ast.Expr) bool {
	e = ast.Unparen(e)
	if v := s.f.in.Info.Types[e].Value; v != nil && v.Kind() == constant.Bool {
		return !constant.BoolVal(v)
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		switch e.Op {
		case token.LAND:
			return s.saysNo(e.X) || s.saysNo(e.Y)
		case token.LOR:
			return s.saysNo(e.X) && s.saysNo(e.Y)
		}
	case *ast.CallExpr:
		return s.searches(e)
	}
	return false
}

// searches reports whether a call looks for something in the codes, and says no where there are none. A helper may ask
// itself, for the cause of an error.
func (s *soleness) searches(call *ast.CallExpr) bool {
	path, name := s.f.qualified(call)
	if path == "slices" && (name == "Contains" || name == "ContainsFunc") {
		return len(call.Args) == 2 && s.f.object(call.Args[0]) == s.codes
	}
	sum := s.f.summaryOf(call)
	if sum == nil || sum.codes < 0 {
		return false
	}
	arg := sum.codesArg(call)
	return arg != nil && s.f.object(arg) == s.codes && (sum.object == s.helper || s.f.sole(sum.object, s.depth-1))
}

// forCode reports whether a statement is reached for a code alone: in a loop over the codes, or where a search of them
// has said yes.
func (s *soleness) forCode(n ast.Node) bool {
	for ; n != nil; n = s.parents[n] {
		switch around := s.parents[n].(type) {
		case *ast.RangeStmt:
			if n == around.Body && s.f.object(around.X) == s.codes {
				return true
			}
		case *ast.IfStmt:
			if n == around.Body && s.saysNo(around.Cond) {
				return true
			}
		}
	}
	return false
}
