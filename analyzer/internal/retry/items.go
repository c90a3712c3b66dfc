package retry

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/index"
)

// ignoresItems reports whether a loop ranges over an iterator function whose values have no influence on the attempt, so
// that the iterations are attempts: the loop uses the values at most in calls that change nothing, such as logging.
func (la *loopAnalysis) ignoresItems(l *index.Loop, a *ast.CallExpr) bool {
	over, ok := l.Stmt.(*ast.RangeStmt)
	if !ok {
		return false
	}
	t := la.pkg.Info.TypeOf(over.X)
	if t == nil {
		return false
	}
	if _, iterator := t.Underlying().(*types.Signature); !iterator {
		return false
	}
	items := map[types.Object]bool{}
	for _, e := range []ast.Expr{over.Key, over.Value} {
		if e != nil && la.pkg.Object(e) != nil {
			items[la.pkg.Object(e)] = true
		}
	}
	if len(items) == 0 {
		return true
	}
	return !la.usedBy(a).mentionsAny(items) && !la.changesWith(l, items)
}

// changesWith reports whether a call in a loop that may change something uses one of the variables, or another variable is
// set to one of them.
func (la *loopAnalysis) changesWith(l *index.Loop, vars map[types.Object]bool) bool {
	found := false
	l.Inspect(func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			found = found || la.mentionsAny(n, vars) && la.effects.OfCall(n, 3)&effects.Changed != 0
		case *ast.AssignStmt:
			for _, r := range n.Rhs {
				found = found || la.mentionsAny(r, vars)
			}
		}
		return !found
	})
	return found
}

// isState reports whether a loop makes an attempt only in a certain state of the program: a branch of the loop contains the
// attempt, and its condition tests a variable that another statement of the loop sets. Booleans are left out, because their
// values are followed along the paths.
func (la *loopAnalysis) isState(l *index.Loop, a *ast.CallExpr) bool {
	set := map[types.Object]bool{}
	l.Inspect(func(n ast.Node) bool {
		if as, ok := n.(*ast.AssignStmt); ok && as.Tok == token.ASSIGN && !index.Contains(as, a) {
			for _, target := range as.Lhs {
				if v, ok := la.pkg.Object(target).(*types.Var); ok && !index.IsError(v.Type()) && !index.IsBool(v.Type()) {
					set[v] = true
				}
			}
		}
		return true
	})
	found := false
	la.eachBranch(func(conds []ast.Expr, branch ast.Node) {
		if s, ok := l.Stmt.(*ast.ForStmt); found || ok && branch == s.Body || !l.Contains(branch) || !index.Contains(branch, a) {
			return
		}
		for _, c := range conds {
			found = found || la.mentionsAny(c, set)
		}
	})
	return found
}
