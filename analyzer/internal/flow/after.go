package flow

import (
	"go/ast"

	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
)

// AfterSuccess follows the paths behind an attempt on the assumption that it succeeded, as far as they stay in a loop
// where one is given.
func (w *Walker) AfterSuccess(a *ast.CallExpr, l *index.Loop) *Walker {
	e := *w.Assumed
	e.Success, e.Other, e.Flip = true, false, nil
	return w.after(a, &e, l)
}

// after follows the paths behind an attempt.
func (w *Walker) after(a *ast.CallExpr, e *eval.Assumption, l *index.Loop) *Walker {
	s := w.f.NewWalker(w.Func, e)
	s.Attempts, s.Inside = []*ast.CallExpr{a}, l
	if l != nil {
		s.RetryLoops[l.Stmt] = l
	}
	b, i, ok := w.Func.Locate(a)
	switch {
	case !ok:
		s.end(EndsAgain, 0) // not understood
	case index.BranchCondition(b) != nil && i == len(b.Nodes)-1:
		st := State{0, s.FlagsAt(b, i)}
		for _, succ := range s.Successors(b, index.BranchCondition(b), st) {
			s.Follow(succ, 0, st)
		}
	default:
		s.Run(b, i+1)
	}
	return s
}
