// Package remarks finds the comments that say why a program does what it does about an error code: in the branch of a
// match, at the end of the line of the test, or directly above the test. It does not know what the branch does.
//
// The main type is Finder.
package remarks

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/cfg"

	"github.com/errls/errls/analyzer/internal/index"
)

// A Finder finds the comments of one package.
type Finder struct {
	pkg   *index.Package
	files map[*ast.File][]*ast.CommentGroup // the comments with prose of each file, computed on demand
}

// New returns a finder for a package.
func New(pkg *index.Package) *Finder {
	return &Finder{pkg: pkg, files: map[*ast.File][]*ast.CommentGroup{}}
}

// Explains reports whether a comment explains what a function does about a match of the test expr. The branch contains the
// indexes of the blocks that only a match reaches.
func (f *Finder) Explains(fn *index.Function, expr ast.Expr, branch map[int32]bool) bool {
	comments := f.commentsIn(fn)
	p := places{Finder: f, fn: fn, comments: comments}
	place := f.pkg.PlaceOfExpr(fn, expr)
	if p.besideTest(place) || p.inBranch(branch) {
		return true
	}
	if inner := f.pkg.InlinedAround(expr); place != expr && inner != nil {
		within := places{Finder: f, fn: inner, comments: f.commentsIn(inner)}
		if within.besideTest(expr) {
			return true
		}
	}
	for _, b := range fn.Graph().Blocks {
		cond := index.BranchCondition(b)
		if cond != nil && !branch[b.Index] && branch[b.Succs[0].Index] != branch[b.Succs[1].Index] && p.besideTest(cond) {
			return true // the result of the test was in a variable
		}
	}
	return false
}

// ExplainsStatement reports whether a comment is directly above a switch or if statement, at the end of its first line, in
// one of its branches, or directly below it at the end of a block, where it says what is done about all other errors.
func (f *Finder) ExplainsStatement(fn *index.Function, s ast.Stmt) bool {
	p := places{Finder: f, fn: fn, comments: f.commentsIn(fn)}
	for _, g := range p.comments {
		if s.Pos() < g.Pos() && g.End() <= s.End() {
			return true
		}
	}
	return p.above(s.Pos(), s) || p.below(s)
}

// commentsIn returns the comments with prose in the body of a function, or nil if there are none.
func (f *Finder) commentsIn(fn *index.Function) []*ast.CommentGroup {
	var file *ast.File
	for _, x := range f.pkg.Files {
		if x.FileStart <= fn.Body.Pos() && fn.Body.Pos() < x.FileEnd {
			file = x
			break
		}
	}
	if file == nil {
		return nil
	}
	prose, known := f.files[file]
	if !known {
		for _, g := range file.Comments {
			if isProse(g) {
				prose = append(prose, g)
			}
		}
		f.files[file] = prose
	}
	var in []*ast.CommentGroup
	for _, g := range prose {
		if fn.Body.Pos() < g.Pos() && g.End() <= fn.Body.End() {
			in = append(in, g)
		}
	}
	return in
}

// places relates the comments in a function to its statements.
type places struct {
	*Finder
	fn       *index.Function
	comments []*ast.CommentGroup
}

// line returns the line of a position in its file. It ignores line directives.
func (f *Finder) line(at token.Pos) int { return f.pkg.Fset.PositionFor(at, false).Line }

// besideTest reports whether a comment is at the end of the line of a test, or directly above it.
func (p *places) besideTest(expr ast.Expr) bool {
	s := p.statementOf(expr)
	return p.atEndOfLine(expr.End()) || p.above(expr.Pos(), s) || s != nil && p.above(s.Pos(), s)
}

// statementOf returns the innermost statement or clause that contains an expression outside the blocks in it.
func (p *places) statementOf(expr ast.Expr) ast.Node {
	var inner ast.Node
	ast.Inspect(p.fn.Body, func(n ast.Node) bool {
		if n == nil || n.Pos() > expr.Pos() || expr.End() > n.End() {
			return false
		}
		switch n.(type) {
		case *ast.BlockStmt:
		case ast.Stmt:
			inner = n
		}
		return true
	})
	if inner, ok := inner.(*ast.SwitchStmt); ok && inner.Tag != nil && index.Contains(inner.Tag, expr) {
		return inner
	}
	return inner
}

// atEndOfLine reports whether a comment follows a position on the same line.
func (p *places) atEndOfLine(at token.Pos) bool {
	for _, g := range p.comments {
		if g.Pos() >= at && p.line(g.Pos()) == p.line(at) {
			return true
		}
	}
	return false
}

// above reports whether a comment ends on the line above a position in a statement or clause, and is not inside another
// block.
func (p *places) above(at token.Pos, s ast.Node) bool {
	if s == nil {
		return false
	}
	for _, g := range p.comments {
		if g.End() > at || p.line(g.End())+1 != p.line(at) || p.startsAfterCode(g) {
			continue
		}
		if c, ok := s.(*ast.CaseClause); ok && at == c.Pos() {
			if p.column(g.Pos()) <= p.column(at) {
				return true
			}
			continue // it is indented like the statements of the clause before
		}
		if b := p.blockAround(g); b == nil || b.Pos() < s.Pos() && s.End() <= b.End() {
			return true
		}
	}
	return false
}

// below reports whether a comment begins on the line below a statement, and the block of both has no statement after it.
func (p *places) below(s ast.Stmt) bool {
	for _, g := range p.comments {
		if g.Pos() < s.End() || p.line(g.Pos()) != p.line(s.End())+1 {
			continue
		}
		if b := p.blockAround(g); b != nil && len(b.List) > 0 && b.List[len(b.List)-1].Pos() <= s.Pos() {
			return true
		}
	}
	return false
}

func (p *places) column(at token.Pos) int { return p.pkg.Fset.PositionFor(at, false).Column }

// startsAfterCode reports whether a comment begins on a line with code before it: it is a comment on that line.
func (p *places) startsAfterCode(g *ast.CommentGroup) bool {
	found := false
	ast.Inspect(p.fn.Body, func(n ast.Node) bool {
		if n == nil || found || n.Pos() > g.Pos() {
			return false
		}
		if _, ok := n.(ast.Expr); ok && n.End() <= g.Pos() && p.line(n.End()) == p.line(g.Pos()) {
			found = true
		}
		return !found
	})
	return found
}

// blockAround returns the innermost block that contains a comment.
func (p *places) blockAround(g *ast.CommentGroup) *ast.BlockStmt {
	var inner *ast.BlockStmt
	ast.Inspect(p.fn.Body, func(n ast.Node) bool {
		if n == nil || n.Pos() > g.Pos() || g.End() > n.End() {
			return false
		}
		if b, ok := n.(*ast.BlockStmt); ok {
			inner = b
		}
		return true
	})
	return inner
}

// inBranch reports whether a comment is in one of the blocks of a branch.
func (p *places) inBranch(branch map[int32]bool) bool {
	for _, g := range p.comments {
		if p.isInside(g, branch) {
			return true
		}
	}
	return false
}

// isInside reports whether a comment is in one of the given blocks: in the body of an if statement or clause that is one of
// them, or next to a statement in one of them.
func (p *places) isInside(g *ast.CommentGroup, branch map[int32]bool) bool {
	block := p.blockAround(g)
	if block == nil {
		return false
	}
	list, owner := block.List, p.ifOf(block)
	if isClauses(block) {
		clause := p.clauseBefore(block, g)
		if clause == nil {
			return false
		}
		list, owner = clause.Body, clause
	}
	next := neighbor(g, list, p.line)
	for _, b := range p.fn.Graph().Blocks {
		if !branch[b.Index] {
			continue
		}
		if owner != nil && b.Stmt == owner && isEntry(b, block) || next != nil && containsNode(next, b) {
			return true
		}
	}
	return false
}

// ifOf returns the if statement of which a block is a branch, or nil.
func (p *places) ifOf(block *ast.BlockStmt) ast.Stmt {
	var owner ast.Stmt
	ast.Inspect(p.fn.Body, func(n ast.Node) bool {
		if s, ok := n.(*ast.IfStmt); ok && (s.Body == block || s.Else == block) {
			owner = s
		}
		return owner == nil
	})
	return owner
}

// isEntry reports whether a block of the graph is the start of a branch of an if statement, or of a clause.
func isEntry(b *cfg.Block, block *ast.BlockStmt) bool {
	s, ok := b.Stmt.(*ast.IfStmt)
	switch {
	case !ok:
		return b.Kind == cfg.KindSwitchCaseBody
	case s.Body == block:
		return b.Kind == cfg.KindIfThen
	}
	return b.Kind == cfg.KindIfElse
}

// isClauses reports whether a block is the body of a switch or select statement.
func isClauses(block *ast.BlockStmt) bool {
	for _, s := range block.List {
		switch s.(type) {
		case *ast.CaseClause, *ast.CommClause:
			return true
		}
	}
	return false
}

// clauseBefore returns the case clause that a comment between the statements of a switch belongs to. A comment directly
// above a clause, not indented further than it, is a comment on that clause: clauseBefore returns nil.
func (p *places) clauseBefore(block *ast.BlockStmt, g *ast.CommentGroup) *ast.CaseClause {
	var before *ast.CaseClause
	for _, s := range block.List {
		c, ok := s.(*ast.CaseClause)
		if !ok || c.Colon > g.Pos() {
			if ok && p.line(g.End())+1 == p.line(c.Pos()) && p.column(g.Pos()) <= p.column(c.Pos()) {
				return nil
			}
			break
		}
		before = c
	}
	return before
}

// neighbor returns the statement of a list that a comment is about: the one that contains it, the one that ends on the
// comment's line, the next one, or the last one.
func neighbor(g *ast.CommentGroup, list []ast.Stmt, line func(token.Pos) int) ast.Stmt {
	for i, s := range list {
		switch {
		case index.Contains(s, g), s.End() <= g.Pos() && line(s.End()) == line(g.Pos()), s.Pos() >= g.End(), i == len(list)-1:
			return s
		}
	}
	return nil
}

// containsNode reports whether a statement contains a node of a block.
func containsNode(s ast.Stmt, b *cfg.Block) bool {
	for _, n := range b.Nodes {
		if index.Contains(s, n) {
			return true
		}
	}
	return false
}
