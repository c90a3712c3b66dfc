package index

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"
)

// Predecessors returns the live blocks from which each block of the function is reached.
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

// A Loop is a for statement, or what a goto goes back over.
type Loop struct {
	Stmt  ast.Stmt   // *ast.ForStmt, *ast.RangeStmt, or the *ast.LabeledStmt that the goto goes back to
	nodes []ast.Stmt // stmt, and for a goto the statements down to the one that holds it
}

func (l *Loop) Pos() token.Pos { return l.nodes[0].Pos() }

func (l *Loop) End() token.Pos { return l.nodes[len(l.nodes)-1].End() }

func (l *Loop) Contains(n ast.Node) bool { return l.Pos() <= n.Pos() && n.End() <= l.End() }

func (l *Loop) Inspect(visit func(ast.Node) bool) {
	for _, n := range l.nodes {
		ast.Inspect(n, visit)
	}
}

// addLoop adds a loop, the outer ones first.
func (fn *Function) addLoop(l *Loop) {
	at := len(fn.Loops)
	for at > 0 && l.Pos() <= fn.Loops[at-1].Pos() {
		at--
	}
	fn.Loops = slices.Insert(fn.Loops, at, l)
}

// addJump makes a loop of a goto that goes back; list are the statements from its label on.
func (fn *Function) addJump(jump *ast.BranchStmt, list []ast.Stmt) {
	if len(list) == 0 || jump.Pos() < list[0].Pos() {
		return
	}
	end := slices.IndexFunc(list, func(s ast.Stmt) bool { return jump.End() <= s.End() })
	if end < 0 {
		return
	}
	for _, l := range fn.Loops {
		if l.Stmt == list[0] {
			l.nodes = list[:max(len(l.nodes), end+1)]
			return
		}
	}
	fn.addLoop(&Loop{list[0], list[:end+1]})
}

// indexFlow notes what steers a function: loops, labels, switches and selects, deferred literals.
func (p *Package) indexFlow(fn *Function, n ast.Node) {
	switch n := n.(type) {
	case *ast.RangeStmt, *ast.ForStmt:
		if s := n.(ast.Stmt); fn != nil {
			fn.addLoop(&Loop{s, []ast.Stmt{s}})
		}
	case *ast.BlockStmt:
		fn.indexLabels(n.List)
	case *ast.CaseClause:
		fn.indexLabels(n.Body)
	case *ast.CommClause:
		fn.indexLabels(n.Body)
	case *ast.BranchStmt:
		if n.Tok == token.GOTO && n.Label != nil && fn != nil {
			fn.addJump(n, fn.labels[n.Label.Name])
		}
	case *ast.SelectStmt:
		p.indexSelect(n)
	case *ast.SwitchStmt:
		p.indexSwitch(n)
	case *ast.TypeSwitchStmt:
		p.indexTypeSwitch(n)
	case *ast.DeferStmt:
		if lit, ok := ast.Unparen(n.Call.Fun).(*ast.FuncLit); ok {
			p.deferred[lit] = true
		}
	}
}

// indexLabels notes the labels in a list of statements.
func (fn *Function) indexLabels(list []ast.Stmt) {
	for i, s := range list {
		if l, ok := s.(*ast.LabeledStmt); ok && fn != nil {
			if fn.labels == nil {
				fn.labels = map[string][]ast.Stmt{}
			}
			fn.labels[l.Label.Name] = list[i:]
		}
	}
}

// indexSelect notes the communications of a select.
func (p *Package) indexSelect(s *ast.SelectStmt) {
	byDefault := false
	for _, c := range s.Body.List {
		byDefault = byDefault || c.(*ast.CommClause).Comm == nil
	}
	for _, c := range s.Body.List {
		if comm := c.(*ast.CommClause).Comm; comm != nil {
			p.NonBlocking[comm] = byDefault
		}
	}
}

// Graph returns the control-flow graph of the function.
func (fn *Function) Graph() *cfg.CFG {
	if fn.graph == nil {
		fn.graph = cfg.New(fn.Body, fn.pkg.mayReturn)
	}
	return fn.graph
}

// mayReturn reports whether a call can return: panic, os.Exit, log.Fatal and their kin do not.
func (p *Package) mayReturn(call *ast.CallExpr) bool {
	name := CalledName(call)
	switch name {
	case "panic":
		return false
	case "Exit":
		path, _ := p.Qualified(call)
		return path != "os"
	case "Goexit":
		path, _ := p.Qualified(call)
		return path != "runtime"
	case "Fatal", "Fatalf", "Fatalln", "Fatalw":
		return false
	}
	return true
}

// Locate returns the block and the index of the node that holds an expression.
func (fn *Function) Locate(e ast.Node) (*cfg.Block, int, bool) {
	for _, b := range fn.Graph().Blocks {
		if !b.Live {
			continue
		}
		for i, n := range b.Nodes {
			if n.Pos() <= e.Pos() && e.End() <= n.End() {
				return b, i, true
			}
		}
	}
	return nil, 0, false
}

// BranchCondition returns the condition on which a block branches, or nil.
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

// IsLoopHead reports whether a block is the head of its loop.
func IsLoopHead(b *cfg.Block) bool {
	switch b.Kind {
	case cfg.KindForPost, cfg.KindForLoop, cfg.KindRangeLoop, cfg.KindLabel:
		return true
	case cfg.KindForBody:
		s, ok := b.Stmt.(*ast.ForStmt)
		return ok && s.Cond == nil && s.Post == nil
	}
	return false
}

// LeavesLoop reports whether a block lies behind or outside a loop.
func OutsideLoop(l *Loop, b *cfg.Block) bool {
	switch {
	case b.Stmt == l.Stmt:
		return b.Kind == cfg.KindForDone || b.Kind == cfg.KindRangeDone
	case b.Stmt == nil:
		return false
	}
	return b.Stmt.Pos() < l.Pos() || l.End() < b.Stmt.End()
}

// Unreachable reports whether a block is never reached although the graph leads there: behind the last case of a select
// without a default.
func Unreachable(b *cfg.Block) bool {
	return b.Kind == cfg.KindSelectAfterCase && len(b.Succs) == 0 && len(b.Nodes) == 0
}

// RangeBlocks reports whether a range over a value may wait for the next one.
func (p *Package) RangeBlocks(over ast.Expr) bool {
	t := p.Info.TypeOf(over)
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Chan, *types.Signature:
		return true
	}
	return false
}

// EndsInJump reports whether a block ends in a statement that does not go on behind it.
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
