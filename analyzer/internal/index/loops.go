package index

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"
)

// A Loop is a for statement, the statements that a goto repeats by jumping backward, or the body of a function that calls
// itself.
type Loop struct {
	Stmt  ast.Stmt   // *ast.ForStmt, *ast.RangeStmt, the *ast.LabeledStmt that the goto jumps back to, or the *ast.BlockStmt of the body
	stmts []ast.Stmt // Stmt alone; for a goto, the statements from Stmt to the one that contains the goto
}

// Pos returns the position of the first character of the loop.
func (l *Loop) Pos() token.Pos { return l.stmts[0].Pos() }

// End returns the position after the last character of the loop.
func (l *Loop) End() token.Pos { return l.stmts[len(l.stmts)-1].End() }

// Contains reports whether a node is inside the loop, by its position.
func (l *Loop) Contains(n ast.Node) bool { return Contains(l, n) }

// Inspect calls ast.Inspect for each statement of the loop.
func (l *Loop) Inspect(visit func(ast.Node) bool) {
	for _, s := range l.stmts {
		ast.Inspect(s, visit)
	}
}

// Contains reports whether the source of outer contains the source of inner.
func Contains(outer, inner ast.Node) bool {
	return outer.Pos() <= inner.Pos() && inner.End() <= outer.End()
}

// BodyLoop returns the loop that a function makes by calling itself. It is not one of fn.Loops.
func (fn *Function) BodyLoop() *Loop { return &Loop{fn.Body, []ast.Stmt{fn.Body}} }

// addLoop adds a loop to fn.Loops, which stays in the order of positions.
func (fn *Function) addLoop(l *Loop) {
	i := len(fn.Loops)
	for i > 0 && l.Pos() <= fn.Loops[i-1].Pos() {
		i--
	}
	fn.Loops = slices.Insert(fn.Loops, i, l)
}

// addGotoLoop adds the loop that a goto makes, if it jumps backward. The first statement of list is the labeled one, and
// the others follow it. Several jumps to one label make one loop.
func (fn *Function) addGotoLoop(jump *ast.BranchStmt, list []ast.Stmt) {
	if len(list) == 0 || jump.Pos() < list[0].Pos() {
		return
	}
	last := slices.IndexFunc(list, func(s ast.Stmt) bool { return jump.End() <= s.End() })
	if last < 0 {
		return
	}
	for _, l := range fn.Loops {
		if l.Stmt == list[0] {
			l.stmts = list[:max(len(l.stmts), last+1)]
			return
		}
	}
	fn.addLoop(&Loop{list[0], list[:last+1]})
}

// IsLoopHead reports whether an iteration of a loop begins with b: with the post statement, the condition, the next
// element of a range, the labeled statement of a goto, or the body if the loop has no condition and no post statement.
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

// OutsideLoop reports whether a block is outside a loop: after it, or in the code around it.
func OutsideLoop(l *Loop, b *cfg.Block) bool {
	switch {
	case b.Stmt == l.Stmt:
		return b.Kind == cfg.KindForDone || b.Kind == cfg.KindRangeDone
	case b.Stmt == nil:
		return false
	}
	return b.Stmt.Pos() < l.Pos() || l.End() < b.Stmt.End()
}

// RangeBlocks reports whether a range over an expression may block while it waits for the next value: the expression is
// a channel or an iterator function.
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
