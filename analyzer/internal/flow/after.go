package flow

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
)

// AfterSuccess follows the paths after an attempt on the assumption that it succeeded, and returns the walker that did.
// If a loop is given, the paths end where they leave it.
func (w *Walker) AfterSuccess(a *ast.CallExpr, l *index.Loop) *Walker {
	e := *w.Assumed
	e.Success, e.Other, e.Flip = true, false, nil
	return w.afterAttempt(a, l, e)
}

// AfterStatus is AfterSuccess on the assumption that the attempt returned a response with an HTTP status.
func (w *Walker) AfterStatus(a *ast.CallExpr, l *index.Loop, status int) *Walker {
	return w.afterAttempt(a, l, w.Assumed.WithStatus(status))
}

// afterAttempt follows the paths after an attempt under an assumption.
func (w *Walker) afterAttempt(a *ast.CallExpr, l *index.Loop, e eval.Assumption) *Walker {
	if e.Root != nil && !w.f.bind.IsError(e.Root) {
		e.InBounds = true // a response is complete if the calls that read it succeed
	}
	s := w.f.NewWalker(w.Func, &e)
	s.Attempts, s.Inside, s.Recursions = []*ast.CallExpr{a}, l, w.Recursions
	if l != nil {
		s.RetryLoops[l.Stmt] = l
	}
	if b, i, ok := w.Func.Locate(a); ok {
		s.RunAfter(b, i)
	} else {
		s.end(EndsRetry, 0) // not understood
	}
	return s
}

// RunAfter follows every path from the end of the node with index i of a block.
func (w *Walker) RunAfter(b *cfg.Block, i int) {
	cond := index.BranchCondition(b)
	if cond == nil || i != len(b.Nodes)-1 {
		w.Run(b, i+1)
		return
	}
	st := State{Flags: w.FlagsAt(b, i), Values: w.Func.ValuesAt(b, i)}
	for _, succ := range w.successors(b, cond, st) {
		w.Follow(succ, 0, st)
	}
}

// ReachedWithoutMatch reports whether a path from an attempt, or from the start of a function that receives the error,
// reaches a block if the error has none of the codes that the program names. A test before the block may leave it to others.
func (w *Walker) ReachedWithoutMatch(b *cfg.Block) bool {
	s := w.f.NewWalker(w.Func, w.Assumed)
	s.Attempts = w.Attempts
	for _, a := range w.Attempts {
		at, i, ok := w.Func.Locate(a)
		if !ok || at == b {
			return true
		}
		s.RunAfter(at, i)
	}
	if len(w.Attempts) == 0 {
		if w.Assumed.Root == nil || !w.Func.IsParam(w.Assumed.Root) {
			return true
		}
		s.Run(w.Func.Graph().Blocks[0], 0)
	}
	return s.walk.Visited(b)
}

// ContinuesAfterSuccess reports whether the later calls whose errors the paths return are also made if the attempts succeed:
// they are not a second attempt in another way.
func (w *Walker) ContinuesAfterSuccess() bool { return w.reachedAfterSuccess(w.later) }

// AnswersSuccess reports whether the values that the paths return are those that are returned if the attempts succeed: they
// are no answer to the error. It returns false if a path logs the error, or the function uses other results of an attempt,
// which may say that it failed.
func (w *Walker) AnswersSuccess() bool {
	for r := range w.Results {
		if r.Effect&effects.Logged != 0 {
			return false
		}
	}
	for _, a := range w.Attempts {
		if !w.f.returnsOnlyError(a, w.Assumed) {
			return false
		}
	}
	return w.Func.ErrorResult() >= 0 && len(w.answers) > 0 && w.reachedAfterSuccess(w.answers)
}

// AnswersFailure reports whether the paths return values, each in a place that no path reaches on which the attempts succeed.
func (w *Walker) AnswersFailure() bool {
	return len(w.answers) > 0 && !slices.ContainsFunc(w.answers, func(b *cfg.Block) bool { return w.reachedAfterSuccess([]*cfg.Block{b}) })
}

// reachedAfterSuccess reports whether paths on which the attempts succeed reach all of the blocks.
func (w *Walker) reachedAfterSuccess(blocks []*cfg.Block) bool {
	success := *w.Assumed
	success.Success, success.Foreign, success.Other = true, false, false
	s := w.f.NewWalker(w.Func, &success)
	s.Attempts = w.Attempts
	for _, a := range w.Attempts {
		if at, i, ok := w.Func.Locate(a); ok {
			s.RunAfter(at, i)
		}
	}
	return !slices.ContainsFunc(blocks, func(b *cfg.Block) bool { return !s.walk.Visited(b) })
}
