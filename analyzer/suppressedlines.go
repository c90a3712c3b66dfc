package analyzer

import (
	"go/ast"
	"go/token"
)

// readSuppressions returns the comments of one file that suppress findings, each with the parts of the file where it
// does.
func readSuppressions(tf *token.File, file *ast.File) []*suppression {
	var list []*suppression
	for _, g := range file.Comments {
		for _, c := range g.List {
			if sup := parseSuppression(c); sup != nil {
				sup.group = g
				list = append(list, sup)
			}
		}
	}
	if len(list) == 0 {
		return nil
	}
	m := newLineMap(tf, file)
	for _, sup := range list {
		sup.broken = m.broken
		sup.removal = m.removal(sup)
		switch sup.form {
		case formLintFile:
			sup.covers = []span{m.wholeFile()}
		case formNolint:
			sup.covers = m.nolint(sup)
		default:
			sup.covers = m.covered(sup)
		}
	}
	return list
}

// A lineMap maps the lines of a file to the nodes that begin and end there.
type lineMap struct {
	tf     *token.File
	file   *ast.File
	begins map[int][]ast.Node
	ends   map[int][]ast.Node // by the line of the last byte
	broken bool               // a part of the file does not parse
}

// newLineMap returns the map of a file. It ignores comments and nodes without a valid position.
func newLineMap(tf *token.File, file *ast.File) *lineMap {
	m := &lineMap{tf: tf, file: file, begins: map[int][]ast.Node{}, ends: map[int][]ast.Node{}}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.File:
			return true
		case *ast.CommentGroup, *ast.Comment:
			return false
		case *ast.BadDecl, *ast.BadStmt, *ast.BadExpr:
			m.broken = true
		}
		if m.contains(n.Pos()) && m.contains(n.End()) && n.Pos() < n.End() {
			first, last := m.line(n.Pos()), m.line(n.End()-1)
			m.begins[first] = append(m.begins[first], n)
			m.ends[last] = append(m.ends[last], n)
		}
		return true
	})
	return m
}

// contains reports whether a position lies in the file. In a file that does not parse, some nodes have no valid
// position.
func (m *lineMap) contains(pos token.Pos) bool {
	return token.Pos(m.tf.Base()) <= pos && pos <= token.Pos(m.tf.Base()+m.tf.Size())
}

// line returns the line of a position in the file. It ignores line directives.
func (m *lineMap) line(pos token.Pos) int { return m.tf.PositionFor(pos, false).Line }

// wholeFile returns the span of the file.
func (m *lineMap) wholeFile() span {
	return span{token.Pos(m.tf.Base()), token.Pos(m.tf.Base() + m.tf.Size() + 1)}
}

// lines returns the part of the file from one line to another, both included.
func (m *lineMap) lines(from, to int) span {
	s := m.wholeFile()
	if from > m.tf.LineCount() {
		return span{s.to, s.to}
	}
	s.from = m.tf.LineStart(max(from, 1))
	if to < m.tf.LineCount() {
		s.to = m.tf.LineStart(max(to, 0) + 1)
	}
	return s
}

// covered returns the parts of the file for which one of errls' own comments counts. A comment above the package clause
// counts for the file. One after code counts for its line, for the headers of the nodes that begin there (up to their
// block), and for the statements and declarations that end there. One on a line of its own counts for the next line and
// the nodes that begin there.
func (m *lineMap) covered(sup *suppression) []span {
	if sup.comment.End() <= m.file.Package {
		return []span{m.wholeFile()}
	}
	line := m.line(sup.comment.Pos())
	if m.followsCode(sup) {
		covers := []span{m.lines(line, line)}
		for _, n := range m.begins[line] {
			covers = append(covers, head(n))
		}
		for _, n := range m.ends[line] {
			if endsOwnNode(n) {
				covers = append(covers, span{n.Pos(), n.End()})
			}
		}
		return covers
	}
	line = m.below(sup)
	covers := []span{m.lines(line, line)}
	for _, n := range m.begins[line] {
		covers = append(covers, span{n.Pos(), n.End()})
	}
	return covers
}

// followsCode reports whether there is code before the comment on its line.
func (m *lineMap) followsCode(sup *suppression) bool {
	line, pos := m.line(sup.comment.Pos()), sup.comment.Pos()
	for _, n := range m.begins[line] {
		if n.Pos() < pos {
			return true
		}
	}
	for _, n := range m.ends[line] {
		if n.End() <= pos {
			return true
		}
	}
	return false
}

// below returns the line that a comment on a line of its own is for. For a comment of staticcheck this is the next line
// with code.
func (m *lineMap) below(sup *suppression) int {
	line := m.line(sup.group.End()) + 1
	if sup.form == formLint {
		for at := line; at <= m.tf.LineCount(); at++ {
			if len(m.begins[at]) > 0 {
				return at
			}
		}
	}
	return line
}

// head returns the part of a node before the first block in it, or all of a node without a block.
func head(n ast.Node) span {
	s := span{n.Pos(), n.End()}
	switch n := n.(type) {
	case *ast.CaseClause:
		s.to = n.Colon
		return s
	case *ast.CommClause:
		s.to = n.Colon
		return s
	}
	found := false
	ast.Inspect(n, func(inner ast.Node) bool {
		if block, ok := inner.(*ast.BlockStmt); ok && !found {
			found, s.to = true, block.Lbrace
		}
		return !found
	})
	return s
}

// endsOwnNode reports whether a comment after the end of a node is for the node: for a statement, a declaration, or an
// expression that contains no function. A block and a case clause end with the statements in them.
func endsOwnNode(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
		return false
	case ast.Expr:
		return head(n).to == n.End()
	case ast.Stmt, ast.Decl, ast.Spec, *ast.Field:
		return true
	}
	return false
}

// nolint returns the parts of the file for which a comment of golangci-lint counts: the lines of its group, and the
// nodes that begin on the next line in the same column.
func (m *lineMap) nolint(sup *suppression) []span {
	from, to := m.tf.PositionFor(sup.group.Pos(), false), m.line(sup.group.End())
	covers := []span{m.lines(from.Line, to)}
	if m.line(m.file.Package) == to+1 && from.Column == 1 {
		return append(covers, m.wholeFile())
	}
	for _, n := range m.begins[to+1] {
		if m.tf.PositionFor(n.Pos(), false).Column == from.Column {
			covers = append(covers, m.lines(to+1, m.line(n.End()-1)))
		}
	}
	return covers
}

// removal returns the edit that removes a comment, with its line if the line contains nothing else.
func (m *lineMap) removal(sup *suppression) Edit {
	if m.followsCode(sup) {
		return Edit{Pos: sup.comment.Pos(), End: sup.comment.End()}
	}
	line := m.line(sup.comment.Pos())
	s := m.lines(line, line)
	return Edit{Pos: s.from, End: min(s.to, token.Pos(m.tf.Base()+m.tf.Size()))}
}
