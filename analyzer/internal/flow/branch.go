package flow

import (
	"go/ast"

	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
)

// OnlyMatch returns the indexes of the blocks that are executed after the test expr if the error has the code of the
// assumption, and not if it has another code.
func (f *Follower) OnlyMatch(fn *index.Function, expr ast.Expr, e *eval.Assumption) map[int32]bool {
	other := e.WithOtherCode()
	only, others := f.blocksAfter(fn, expr, e), f.blocksAfter(fn, expr, &other)
	for b := range others {
		delete(only, b)
	}
	return only
}

// blocksAfter returns the indexes of the blocks that are executed after the test expr, before the next attempt.
func (f *Follower) blocksAfter(fn *index.Function, expr ast.Expr, e *eval.Assumption) map[int32]bool {
	blocks := map[int32]bool{}
	b, i, ok := fn.Locate(expr)
	if !ok {
		return blocks
	}
	w := f.NewWalker(fn, e)
	w.Attempts = f.CallsReaching(fn, b, i, e)
	w.Start = b.Nodes[i]
	if index.BranchCondition(b) != nil && i == len(b.Nodes)-1 {
		w.RunAfter(b, i)
	} else {
		w.Follow(b, i, State{Flags: w.FlagsAt(b, i-1), Values: w.Func.ValuesAt(b, i-1)})
	}
	w.walk.AddBlocks(blocks)
	return blocks
}
