package lsp

import (
	"sort"
	"strings"
	stdutf8 "unicode/utf8"

	"go.lsp.dev/protocol"

	"github.com/errls/errls/lsp/session"
)

// An encoding is a position encoding: the unit in which the client counts the characters of a line.
type encoding int

// The supported encodings.
const (
	utf16 encoding = iota // the default of the protocol
	utf8
)

// kind returns the name of the encoding in the protocol.
func (e encoding) kind() protocol.PositionEncodingKind {
	if e == utf8 {
		return protocol.PositionEncodingKindUTF8
	}
	return protocol.PositionEncodingKindUTF16
}

// offset returns the byte offset of a position in a document. As the protocol requires, a position after the end of its
// line is the end of the line. A position after the last line is the end of the text, and a position inside a character
// is the beginning of the character.
func (e encoding) offset(doc *session.Document, p protocol.Position) int {
	lines := doc.Lines()
	if int64(p.Line) >= int64(len(lines)) {
		return len(doc.Text)
	}
	start := lines[p.Line]
	line := lineText(doc, int(p.Line))
	if e == utf8 {
		if int64(p.Character) >= int64(len(line)) {
			return start + len(line)
		}
		at := int(p.Character)
		// Find the beginning of the character. A byte of invalid UTF-8 is a character of its own.
		for back := at; back >= 0 && at-back < stdutf8.UTFMax; back-- {
			if stdutf8.RuneStart(line[back]) {
				if _, size := stdutf8.DecodeRuneInString(line[back:]); back+size > at {
					return start + back
				}
				break
			}
		}
		return start + at
	}
	return start + utf16Offset(line, p.Character)
}

// utf16Offset returns the byte offset in line that corresponds to an index in UTF-16 code units.
func utf16Offset(line string, index uint32) int {
	var units uint32
	for i, r := range line {
		width := utf16Len(r)
		if units+width > index {
			return i
		}
		units += width
	}
	return len(line)
}

// utf16Len returns the number of UTF-16 code units of r.
func utf16Len(r rune) uint32 {
	if r >= 0x10000 {
		return 2
	}
	return 1
}

// position returns the position of a byte offset in a document.
func (e encoding) position(doc *session.Document, offset int) protocol.Position {
	lines := doc.Lines()
	line := sort.SearchInts(lines, offset+1) - 1
	before := doc.Text[lines[line]:min(offset, len(doc.Text))]
	p := protocol.Position{Line: uint32(line), Character: uint32(len(before))}
	if e == utf16 {
		p.Character = 0
		for _, r := range before {
			p.Character += utf16Len(r)
		}
	}
	return p
}

// span returns the range of a span in a document.
func (e encoding) span(doc *session.Document, s session.Span) protocol.Range {
	return protocol.Range{Start: e.position(doc, s.Start), End: e.position(doc, s.End)}
}

// offsets returns the span of a range in a document. If the end of the range is before its start, they are swapped.
func (e encoding) offsets(doc *session.Document, r protocol.Range) session.Span {
	s := session.Span{Start: e.offset(doc, r.Start), End: e.offset(doc, r.End)}
	if s.End < s.Start {
		s.Start, s.End = s.End, s.Start
	}
	return s
}

// lineText returns a line without its line ending.
func lineText(doc *session.Document, line int) string {
	lines := doc.Lines()
	text := doc.Text[lines[line]:]
	if line+1 < len(lines) {
		text = doc.Text[lines[line]:lines[line+1]]
		text = strings.TrimSuffix(text, "\n")
		text = strings.TrimSuffix(text, "\r")
	}
	return text
}
