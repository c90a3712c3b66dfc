// Package paths follows the paths through the control-flow graph of a function. Each path has a state, and a block is
// visited once for each state in which paths reach it. What a state contains, and where paths end, is decided by a
// Visitor. The package knows nothing of error codes.
package paths

import (
	"go/ast"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/index"
)

// A Visitor updates the state S of a path and decides where the path ends.
type Visitor[S comparable] interface {
	// Enter returns the state at the start of a block that a path reaches in state s. It is called for each path, before
	// Walk checks whether the block was visited in that state.
	Enter(b *cfg.Block, s S) S

	// Visit is called once for each block and state, and reports whether the path continues into the block. A visitor
	// that bounds the number of visits counts them here.
	Visit(b *cfg.Block, s S) bool

	// Node returns the state after a node of a block, and false if the path ends at the node. It is not called for the
	// condition on which a block branches.
	Node(b *cfg.Block, i int, s S) (S, bool)

	// Branch returns the state at the end of a block, and the successors that the path may take. The condition on which
	// the block branches is nil if there is none.
	Branch(b *cfg.Block, cond ast.Expr, s S) (S, []*cfg.Block)
}

// A Walk follows paths, and records which blocks it visited in which states.
type Walk[S comparable] struct {
	visitor Visitor[S]
	visited map[visit[S]]bool
}

// A visit is a block in a state. The state comes first, so that a small one leaves no gap before the block: a key without
// gaps is hashed at once.
type visit[S comparable] struct {
	state S
	block int32
}

// NewWalk returns a walk that has visited nothing.
func NewWalk[S comparable](v Visitor[S]) *Walk[S] {
	return &Walk[S]{visitor: v, visited: map[visit[S]]bool{}}
}

// Follow follows every path that starts in state s at the node with index from of block b. The first block is a visit
// only if the paths start at its first node.
func (w *Walk[S]) Follow(b *cfg.Block, from int, s S) {
	if from == 0 {
		s = w.visitor.Enter(b, s)
		at := visit[S]{s, b.Index}
		if w.visited[at] {
			return
		}
		w.visited[at] = true
		if !w.visitor.Visit(b, s) {
			return
		}
	}
	cond := index.BranchCondition(b)
	end := len(b.Nodes)
	if cond != nil {
		end--
	}
	for i := from; i < end; i++ {
		var ok bool
		if s, ok = w.visitor.Node(b, i, s); !ok {
			return
		}
	}
	s, next := w.visitor.Branch(b, cond, s)
	for _, b := range next {
		w.Follow(b, 0, s)
	}
}

// AddBlocks adds the indexes of the blocks that were visited to a set.
func (w *Walk[S]) AddBlocks(set map[int32]bool) {
	for v := range w.visited {
		set[v.block] = true
	}
}

// Visited reports whether a block was visited in any state.
func (w *Walk[S]) Visited(b *cfg.Block) bool {
	for v := range w.visited {
		if v.block == b.Index {
			return true
		}
	}
	return false
}
