package index

import (
	"go/ast"
	"go/token"
	"go/types"
	"sort"

	"golang.org/x/tools/go/cfg"
)

// Graph returns the control-flow graph of fn.
func (fn *Function) Graph() *cfg.CFG {
	if fn.graph == nil {
		fn.graph = cfg.New(fn.Body, fn.pkg.MayReturn)
	}
	return fn.graph
}

// MayReturn reports whether a call can return. It returns false for panic, os.Exit and runtime.Goexit, for the functions for
// which Ends returns true, and for functions of the package that end with such a call.
func (p *Package) MayReturn(call *ast.CallExpr) bool { return !p.neverReturns(call, MaxDepth) }

// neverReturns reports whether a call surely does not return.
func (p *Package) neverReturns(call *ast.CallExpr, depth int) bool {
	if CalledName(call) == "panic" {
		o := p.Callee(call)
		_, builtin := o.(*types.Builtin)
		return builtin || o == nil
	}
	if p.IsCallTo(call, "os", "Exit") || p.IsCallTo(call, "runtime", "Goexit") || p.Ends != nil && p.Ends(call) {
		return true
	}
	fn := p.CalledFunction(call)
	return fn != nil && depth > 0 && fn.neverReturns(depth-1)
}

// NeverReturns reports whether a function without results surely does not return: it ends with a call of a function that
// does not return, and has no return statement.
func (fn *Function) NeverReturns() bool { return fn.neverReturns(MaxDepth) }

func (fn *Function) neverReturns(depth int) bool {
	if fn.Type.Results.NumFields() > 0 || len(fn.Body.List) == 0 {
		return false
	}
	last, ok := fn.Body.List[len(fn.Body.List)-1].(*ast.ExprStmt)
	if !ok {
		return false
	}
	end, ok := ast.Unparen(last.X).(*ast.CallExpr)
	return ok && fn.pkg.neverReturns(end, depth) && !containsReturn(fn.Body)
}

// containsReturn reports whether a function has a return statement.
func containsReturn(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			found = true
		}
		return !found
	})
	return found
}

// Predecessors returns the predecessors of each block of fn's control-flow graph that are live, that is, can be reached
// from the start of the function.
func (fn *Function) Predecessors() map[*cfg.Block][]*cfg.Block {
	if fn.preds != nil {
		return fn.preds
	}
	fn.preds = make(map[*cfg.Block][]*cfg.Block, len(fn.Graph().Blocks))
	for _, b := range fn.Graph().Blocks {
		if b.Live {
			for _, s := range b.Succs {
				fn.preds[s] = append(fn.preds[s], b)
			}
		}
	}
	return fn.preds
}

// Locate returns the live block that contains a node, and the index of the node in block.Nodes or of the one around it. For
// a node in a function that is inlined, it is the block that contains the call. Ok is false if there is none.
func (fn *Function) Locate(n ast.Node) (block *cfg.Block, i int, ok bool) {
	n = fn.pkg.PlaceOf(fn, n)
	if fn.places == nil {
		fn.places = placesOf(fn.Graph())
	}
	pos, end := n.Pos(), n.End()
	first := -1
	// Of the nodes that begin at n or before it, the last ones come first.
	for k := sort.Search(len(fn.places), func(k int) bool { return fn.places[k].pos > pos }) - 1; k >= 0 && fn.places[k].reach >= end; k-- {
		if fn.places[k].end >= end && (first < 0 || fn.places[k].order < fn.places[first].order) {
			first = k
		}
	}
	if first < 0 {
		return nil, 0, false
	}
	return fn.places[first].block, fn.places[first].at, true
}

// A place is the position of a node of a live block.
type place struct {
	pos, end token.Pos
	reach    token.Pos // the last end of this place and those before it
	order    int       // in the order of the blocks
	block    *cfg.Block
	at       int // the index of the node in the block
}

// placesOf returns the places of all nodes of a graph, in the order of their positions.
func placesOf(g *cfg.CFG) []place {
	places := []place{}
	for _, b := range g.Blocks {
		if b.Live {
			for i, n := range b.Nodes {
				places = append(places, place{pos: n.Pos(), end: n.End(), order: len(places), block: b, at: i})
			}
		}
	}
	sort.SliceStable(places, func(i, k int) bool { return places[i].pos < places[k].pos })
	reach := token.NoPos
	for i := range places {
		reach = max(reach, places[i].end)
		places[i].reach = reach
	}
	return places
}

// BranchCondition returns the condition that ends b, or nil if b does not end in one. The first successor of b follows if
// the condition is true, or if the case expression equals the tag; the second one follows otherwise.
func BranchCondition(b *cfg.Block) ast.Expr {
	if len(b.Succs) != 2 || len(b.Nodes) == 0 {
		return nil
	}
	switch b.Succs[0].Kind {
	case cfg.KindIfThen, cfg.KindForBody, cfg.KindSwitchCaseBody:
		e, _ := b.Nodes[len(b.Nodes)-1].(ast.Expr)
		return e
	}
	return nil
}

// Unreachable reports whether control never reaches b although the graph has an edge to it: it is the empty block after
// the last case of a select statement without a default case.
func Unreachable(b *cfg.Block) bool {
	return b.Kind == cfg.KindSelectAfterCase && len(b.Succs) == 0 && len(b.Nodes) == 0
}

// EndsInJump reports whether b ends in a return, break, continue, goto or fallthrough statement or in a call of panic, so
// that control does not reach the statement after b.
func EndsInJump(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	switch s := b.List[len(b.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		return ok && CalledName(call) == "panic"
	}
	return false
}
