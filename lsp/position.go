package lsp

import (
	"sort"
	"strings"
	stdutf8 "unicode/utf8"

	"go.lsp.dev/protocol"

	"github.com/errls/errls/lsp/session"
)

// An encoding is the unit in which a client counts the characters of a line.
type encoding int

// The encodings that the server speaks.
const (
	utf16 encoding = iota // what the protocol gives when nothing is negotiated
	utf8
)

// kind returns the protocol's name of the encoding.
func (e encoding) kind() protocol.PositionEncodingKind {
	if e == utf8 {
		return protocol.PositionEncodingKindUTF8
	}
	return protocol.PositionEncodingKindUTF16
}

// offset returns the byte offset of a position in a document. As the protocol asks, a character beyond the end
// of its line is the line's end, and so is a line beyond the last one the text's. A position inside a character
// is that character's start.
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
		// Only a character that is whole is one; a stray byte stands for itself.
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

// utf16Offset returns the byte offset of the character with the UTF-16 index in a line.
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

// span returns the range of a part of a document.
func (e encoding) span(doc *session.Document, s session.Span) protocol.Range {
	return protocol.Range{Start: e.position(doc, s.Start), End: e.position(doc, s.End)}
}

// offsets returns the part of a document that a range names. A range whose end stands before its start is taken
// the other way round.
func (e encoding) offsets(doc *session.Document, r protocol.Range) session.Span {
	s := session.Span{Start: e.offset(doc, r.Start), End: e.offset(doc, r.End)}
	if s.End < s.Start {
		s.Start, s.End = s.End, s.Start
	}
	return s
}

// lineText returns a line without its end.
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
