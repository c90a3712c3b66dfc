package analyzer

import (
	"go/ast"
	"go/token"
)

// readSilencers reads the silencing comments of one file, each with the parts of the file that it silences.
func readSilencers(tf *token.File, file *ast.File) []*silencer {
	var list []*silencer
	for _, g := range file.Comments {
		for _, c := range g.List {
			if by := parseSilencer(c); by != nil {
				by.group = g
				list = append(list, by)
			}
		}
	}
	if len(list) == 0 {
		return nil
	}
	m := newLineMap(tf, file)
	for _, by := range list {
		by.broken = m.broken
		by.removal = m.removal(by)
		switch by.form {
		case formLintFile:
			by.covers = []span{m.whole()}
		case formNolint:
			by.covers = m.nolint(by)
		default:
			by.covers = m.around(by)
		}
	}
	return list
}

// A lineMap knows what begins and ends on each line of a file.
type lineMap struct {
	tf     *token.File
	file   *ast.File
	begins map[int][]ast.Node
	ends   map[int][]ast.Node // by the line of their last byte
	broken bool               // some of the file does not parse
}

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
		if m.holds(n.Pos()) && m.holds(n.End()) && n.Pos() < n.End() {
			first, last := m.line(n.Pos()), m.line(n.End()-1)
			m.begins[first] = append(m.begins[first], n)
			m.ends[last] = append(m.ends[last], n)
		}
		return true
	})
	return m
}

// holds reports whether a position lies in the file: in one that does not parse some lie nowhere.
func (m *lineMap) holds(pos token.Pos) bool {
	return token.Pos(m.tf.Base()) <= pos && pos <= token.Pos(m.tf.Base()+m.tf.Size())
}

// line is the line in the file itself, whatever line directives say.
func (m *lineMap) line(pos token.Pos) int { return m.tf.PositionFor(pos, false).Line }

func (m *lineMap) whole() span {
	return span{token.Pos(m.tf.Base()), token.Pos(m.tf.Base() + m.tf.Size() + 1)}
}

// lines gives the part of the file from one line to another, both included.
func (m *lineMap) lines(from, to int) span {
	s := m.whole()
	if from > m.tf.LineCount() {
		return span{s.to, s.to}
	}
	s.from = m.tf.LineStart(max(from, 1))
	if to < m.tf.LineCount() {
		s.to = m.tf.LineStart(max(to, 0) + 1)
	}
	return s
}

// around gives what one of errls' own comments silences: the file, where it stands above the package clause; behind
// code, its line and the statement or declaration that begins or ends there; on a line of its own, the next line and
// what begins there. A statement's header ends where its block begins, and so does that of a function.
func (m *lineMap) around(by *silencer) []span {
	if by.comment.End() <= m.file.Package {
		return []span{m.whole()}
	}
	line := m.line(by.comment.Pos())
	if m.trails(by) {
		covers := []span{m.lines(line, line)}
		for _, n := range m.begins[line] {
			covers = append(covers, head(n))
		}
		for _, n := range m.ends[line] {
			if endsByItself(n) {
				covers = append(covers, span{n.Pos(), n.End()})
			}
		}
		return covers
	}
	line = m.below(by)
	covers := []span{m.lines(line, line)}
	for _, n := range m.begins[line] {
		covers = append(covers, span{n.Pos(), n.End()})
	}
	return covers
}

// trails reports whether code stands before the comment on its line.
func (m *lineMap) trails(by *silencer) bool {
	line, pos := m.line(by.comment.Pos()), by.comment.Pos()
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

// below gives the line that a comment on a line of its own stands above. As staticcheck sees it, lines without code
// may lie between.
func (m *lineMap) below(by *silencer) int {
	line := m.line(by.group.End()) + 1
	if by.form == formLint {
		for at := line; at <= m.tf.LineCount(); at++ {
			if len(m.begins[at]) > 0 {
				return at
			}
		}
	}
	return line
}

// head gives the part of a node before the block in it; all of a node without one.
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

// endsByItself reports whether what stands behind the end of a node speaks of the node: of a statement, a
// declaration, or an expression of several lines that is no function. A block and a case clause end with what stands
// in them.
func endsByItself(n ast.Node) bool {
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

// nolint gives what a comment of golangci-lint silences: the lines of its group, and what begins on the line below in
// the same column.
func (m *lineMap) nolint(by *silencer) []span {
	from, to := m.tf.PositionFor(by.group.Pos(), false), m.line(by.group.End())
	covers := []span{m.lines(from.Line, to)}
	if m.line(m.file.Package) == to+1 && from.Column == 1 {
		return append(covers, m.whole())
	}
	for _, n := range m.begins[to+1] {
		if m.tf.PositionFor(n.Pos(), false).Column == from.Column {
			covers = append(covers, m.lines(to+1, m.line(n.End()-1)))
		}
	}
	return covers
}

// removal gives the edit that takes a comment out, with its line where nothing else stands there.
func (m *lineMap) removal(by *silencer) Edit {
	if m.trails(by) {
		return Edit{Pos: by.comment.Pos(), End: by.comment.End()}
	}
	line := m.line(by.comment.Pos())
	s := m.lines(line, line)
	return Edit{Pos: s.from, End: min(s.to, token.Pos(m.tf.Base()+m.tf.Size()))}
}
