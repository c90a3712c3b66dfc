package helpers

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// NeedsCode reports whether a helper says yes, by its boolean, only because of a code that it is handed: without one it says
// no to every error.
func (h *Reader) NeedsCode(helper types.Object, depth int) bool {
	fn, ok := helper.(*types.Func)
	if !ok || depth == 0 {
		return false
	}
	r := h.Readings[fn]
	if r == nil {
		if h.bind.Imported == nil || fn.Pkg() == nil || fn.Pkg() == h.pkg.Types {
			return false
		}
		known := h.bind.Imported(fn)
		return known != nil && known.OnMatch == sites.AnswerTrue && known.OnMiss == sites.AnswerFalse && len(known.Own) == 0
	}
	if r.codes == 0 || r.trace.params[r.codes] == nil || !r.Fn.ReturnsBool() {
		return false
	}
	s := soleness{h, fn, depth, r.trace.params[r.codes], index.ParentCache{}.Of(r.Fn)}
	sole := true
	ast.Inspect(r.Fn.Body, func(n ast.Node) bool {
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
	f       *Reader
	helper  *types.Func
	depth   int // of helpers that ask others
	codes   types.Object
	parents index.Parents
}

// saysNo reports whether an answer is no where there are no codes: it is false, or a search of the codes, or that and
// more.
func (s *soleness) saysNo(e ast.Expr) bool {
	e = ast.Unparen(e)
	if v := s.f.pkg.Info.Types[e].Value; v != nil && v.Kind() == constant.Bool {
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
	path, name := s.f.pkg.Qualified(call)
	if path == "slices" && (name == "Contains" || name == "ContainsFunc") {
		return len(call.Args) == 2 && s.f.pkg.Object(call.Args[0]) == s.codes
	}
	sum := s.f.SummaryOf(call)
	if sum == nil || sum.Codes < 0 {
		return false
	}
	arg := sum.CodesArg(call)
	return arg != nil && s.f.pkg.Object(arg) == s.codes && (sum.Func == s.helper || s.f.NeedsCode(sum.Func, s.depth-1))
}

// forCode reports whether a statement is reached for a code alone: in a loop over the codes, or where a search of them
// has said yes.
func (s *soleness) forCode(n ast.Node) bool {
	for ; n != nil; n = s.parents[n] {
		switch around := s.parents[n].(type) {
		case *ast.RangeStmt:
			if n == around.Body && s.f.pkg.Object(around.X) == s.codes {
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
