package helpers

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// NeedsCode reports whether a helper returns true only because of a code that is passed to it, so that it returns false for
// each error if no code is passed. Depth is the number of helpers that it follows from one to the next.
func (rd *Reader) NeedsCode(helper types.Object, depth int) bool {
	fn, ok := helper.(*types.Func)
	if !ok || depth == 0 {
		return false
	}
	r := rd.Readings[fn]
	if r == nil {
		if rd.bind.ImportedHelper == nil || fn.Pkg() == nil || fn.Pkg() == rd.pkg.Types {
			return false
		}
		h := rd.bind.ImportedHelper(fn)
		return h != nil && h.OnMatch == sites.AnswerTrue && h.OnMiss == sites.AnswerFalse && len(h.Own) == 0
	}
	if !r.ComparesParams() || r.CodesParam() == nil || !r.Fn.ReturnsBool() {
		return false
	}
	q := noCodes{rd, fn, depth, r.CodesParam(), index.ParentCache{}.Of(r.Fn)}
	needs := true
	ast.Inspect(r.Fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			needs = needs && len(n.Results) > 0 && (q.isFalse(n.Results[0]) || q.isSkipped(n))
		}
		return needs
	})
	return needs
}

// noCodes evaluates the body of a helper under the assumption that no code is passed to it.
type noCodes struct {
	reader  *Reader
	helper  *types.Func
	depth   int // as for NeedsCode
	codes   types.Object
	parents index.Parents
}

// isFalse reports whether a condition is false if there are no codes: the constant false, a search in the codes, or a
// conjunction or disjunction of these.
func (q *noCodes) isFalse(e ast.Expr) bool {
	e = ast.Unparen(e)
	if v := q.reader.pkg.Info.Types[e].Value; v != nil && v.Kind() == constant.Bool {
		return !constant.BoolVal(v)
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		switch e.Op {
		case token.LAND:
			return q.isFalse(e.X) || q.isFalse(e.Y)
		case token.LOR:
			return q.isFalse(e.X) && q.isFalse(e.Y)
		}
	case *ast.CallExpr:
		return q.searchesCodes(e)
	}
	return false
}

// searchesCodes reports whether a call searches the codes, and returns false if there are none. The call may be a recursive
// one, as for the cause of an error.
func (q *noCodes) searchesCodes(call *ast.CallExpr) bool {
	path, name := q.reader.pkg.Qualified(call)
	if path == "slices" && (name == "Contains" || name == "ContainsFunc") {
		return len(call.Args) == 2 && q.reader.pkg.Object(call.Args[0]) == q.codes
	}
	s := q.reader.SummaryOf(call)
	if s == nil || s.Codes < 0 {
		return false
	}
	arg := s.CodesArg(call)
	return arg != nil && q.reader.pkg.Object(arg) == q.codes && (s.Func == q.helper || q.reader.NeedsCode(s.Func, q.depth-1))
}

// isSkipped reports whether a statement is not executed if there are no codes: it is in a range over the codes, or in an if
// statement whose condition is false.
func (q *noCodes) isSkipped(n ast.Node) bool {
	for ; n != nil; n = q.parents[n] {
		switch parent := q.parents[n].(type) {
		case *ast.RangeStmt:
			if n == parent.Body && q.reader.pkg.Object(parent.X) == q.codes {
				return true
			}
		case *ast.IfStmt:
			if n == parent.Body && q.isFalse(parent.Cond) {
				return true
			}
		}
	}
	return false
}
