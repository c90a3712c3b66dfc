package flow

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/effects"
)

// decidesWait reports whether the condition of an if statement is about a number that is also the length of a wait in its
// branches: if pause > 0 { time.Sleep(pause) }. Whether the path waits then depends on a value that is not followed.
func (w *Walker) decidesWait(b *cfg.Block, cond ast.Expr) bool {
	s, ok := b.Succs[0].Stmt.(*ast.IfStmt)
	if !ok {
		return false
	}
	lengths := w.numbersIn(cond)
	if len(lengths) == 0 {
		return false
	}
	found := false
	for _, branch := range []ast.Stmt{s.Body, s.Else} {
		if branch == nil {
			continue
		}
		ast.Inspect(branch, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				found = found || w.usesAny(n, lengths) && w.f.effects.OfCall(n, 3)&effects.Waited != 0
			case *ast.UnaryExpr:
				found = found || n.Op == token.ARROW && w.usesAny(n, lengths)
			}
			return !found
		})
	}
	return found
}

// numbersIn returns the variables of a condition that are numbers and no counters of a retry loop.
func (w *Walker) numbersIn(cond ast.Expr) map[types.Object]bool {
	numbers := map[types.Object]bool{}
	ast.Inspect(cond, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		o, _ := w.f.pkg.Named(e).(*types.Var)
		if o == nil {
			return true
		}
		basic, _ := o.Type().Underlying().(*types.Basic)
		if _, counter := w.counterStart(e); basic != nil && basic.Info()&types.IsNumeric != 0 && !counter {
			numbers[o] = true
		}
		return true
	})
	return numbers
}

// usesAny reports whether a node mentions one of the variables.
func (w *Walker) usesAny(n ast.Node, vars map[types.Object]bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && !found {
			found = vars[w.f.pkg.Named(e)]
		}
		return !found
	})
	return found
}
