package sites

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/cfg"
)

// A loop is a for statement, or what a goto goes back over.
type loop struct {
	stmt  ast.Stmt   // *ast.ForStmt, *ast.RangeStmt, or the *ast.LabeledStmt that the goto goes back to
	nodes []ast.Stmt // stmt, and for a goto the statements down to the one that holds it
}

func (l *loop) Pos() token.Pos { return l.nodes[0].Pos() }
func (l *loop) End() token.Pos { return l.nodes[len(l.nodes)-1].End() }

func (l *loop) holds(n ast.Node) bool { return l.Pos() <= n.Pos() && n.End() <= l.End() }

func (l *loop) inspect(visit func(ast.Node) bool) {
	for _, n := range l.nodes {
		ast.Inspect(n, visit)
	}
}

// addLoop adds a loop, the outer ones first.
func (fn *function) addLoop(l *loop) {
	at := len(fn.loops)
	for at > 0 && l.Pos() <= fn.loops[at-1].Pos() {
		at--
	}
	fn.loops = slices.Insert(fn.loops, at, l)
}

// addJump makes a loop of a goto that goes back; list are the statements from its label on.
func (fn *function) addJump(jump *ast.BranchStmt, list []ast.Stmt) {
	if len(list) == 0 || jump.Pos() < list[0].Pos() {
		return
	}
	end := slices.IndexFunc(list, func(s ast.Stmt) bool { return jump.End() <= s.End() })
	if end < 0 {
		return
	}
	for _, l := range fn.loops {
		if l.stmt == list[0] {
			l.nodes = list[:max(len(l.nodes), end+1)]
			return
		}
	}
	fn.addLoop(&loop{list[0], list[:end+1]})
}

// indexFlow notes what steers a function: loops, labels, switches and selects, deferred literals.
func (f *finder) indexFlow(fn *function, n ast.Node) {
	switch n := n.(type) {
	case *ast.RangeStmt, *ast.ForStmt:
		if s := n.(ast.Stmt); fn != nil {
			fn.addLoop(&loop{s, []ast.Stmt{s}})
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
		f.indexSelect(n)
	case *ast.SwitchStmt:
		f.indexSwitch(n)
	case *ast.TypeSwitchStmt:
		f.indexTypeSwitch(n)
	case *ast.DeferStmt:
		if lit, ok := ast.Unparen(n.Call.Fun).(*ast.FuncLit); ok {
			f.deferred[lit] = true
		}
	}
}

// indexLabels notes the labels in a list of statements.
func (fn *function) indexLabels(list []ast.Stmt) {
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
func (f *finder) indexSelect(s *ast.SelectStmt) {
	byDefault := false
	for _, c := range s.Body.List {
		byDefault = byDefault || c.(*ast.CommClause).Comm == nil
	}
	for _, c := range s.Body.List {
		if comm := c.(*ast.CommClause).Comm; comm != nil {
			f.polled[comm] = byDefault
		}
	}
}

// cfg returns the control-flow graph of the function.
func (fn *function) cfg() *cfg.CFG {
	if fn.graph == nil {
		fn.graph = cfg.New(fn.body, fn.f.mayReturn)
	}
	return fn.graph
}

// mayReturn reports whether a call can return: panic, os.Exit, log.Fatal and their kin do not.
func (f *finder) mayReturn(call *ast.CallExpr) bool {
	name := calledName(call)
	switch name {
	case "panic":
		return false
	case "Exit":
		path, _ := f.qualified(call)
		return path != "os"
	case "Goexit":
		path, _ := f.qualified(call)
		return path != "runtime"
	case "Fatal", "Fatalf", "Fatalln", "Fatalw":
		return false
	}
	return true
}

// find returns the block and the index of the node that holds an expression.
func (fn *function) find(e ast.Node) (*cfg.Block, int, bool) {
	for _, b := range fn.cfg().Blocks {
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

// condition returns the condition on which a block branches, or nil.
func condition(b *cfg.Block) ast.Expr {
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

// heads reports whether a block is the head of its loop.
func heads(b *cfg.Block) bool {
	switch b.Kind {
	case cfg.KindForPost, cfg.KindForLoop, cfg.KindRangeLoop, cfg.KindLabel:
		return true
	case cfg.KindForBody:
		s, ok := b.Stmt.(*ast.ForStmt)
		return ok && s.Cond == nil && s.Post == nil
	}
	return false
}

// leaves reports whether a block lies behind or outside a loop.
func leaves(l *loop, b *cfg.Block) bool {
	switch {
	case b.Stmt == l.stmt:
		return b.Kind == cfg.KindForDone || b.Kind == cfg.KindRangeDone
	case b.Stmt == nil:
		return false
	}
	return b.Stmt.Pos() < l.Pos() || l.End() < b.Stmt.End()
}

// dead reports whether a block is never reached although the graph leads there: behind the last case of a select
// without a default.
func dead(b *cfg.Block) bool {
	return b.Kind == cfg.KindSelectAfterCase && len(b.Succs) == 0 && len(b.Nodes) == 0
}
