package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxColumns is how much of a source line is shown: more wraps in a terminal and tears caret and code apart.
const maxColumns = 120

// excerpt gives the source line of a span and the line of carets below it. Tabs stand in both lines alike, so that
// the caret is right whatever their width; a wide character takes two columns, a combining one none. A long line is
// cut on both sides of the span.
func excerpt(line string, s Span) (source, caret string) {
	start := clamp(s.Column-1, len(line))
	end := len(line) // a span of several lines is marked to the end of its first
	if s.EndLine == s.Line {
		end = max(clamp(s.EndColumn-1, len(line)), start)
	}
	indent := len(line) - len(strings.TrimLeft(line, " \t"))
	from := min(indent, start)
	to := len(line)
	cutLeft, cutRight := false, false
	if columns(line[from:to]) > maxColumns {
		if columns(line[from:start]) > maxColumns/2 {
			from, cutLeft = back(line, start, maxColumns/3), true
		}
		if stop := forward(line, from, maxColumns); stop < to {
			to, cutRight = max(stop, start), true
		}
		end = max(min(end, to), start)
	}
	var src, car strings.Builder
	if cutLeft {
		src.WriteString("…")
		car.WriteString(" ")
	}
	src.WriteString(printable(line[from:to]))
	if cutRight {
		src.WriteString("…")
	}
	car.WriteString(blank(line[from:start]))
	car.WriteString("^" + strings.Repeat("~", max(columns(line[start:end])-1, 0)))
	return src.String(), car.String()
}

// printable shows control characters and bytes that are no UTF-8 as U+FFFD: a terminal must not obey them. Tabs stay.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (unicode.IsControl(r) || isBidi(r)) {
			return utf8.RuneError
		}
		return r
	}, s)
}

// isBidi reports whether a character turns the direction of the text around it.
func isBidi(r rune) bool { return 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 }

// blank gives the room that s takes: tabs as they are, spaces for the rest.
func blank(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r == '\t' {
			b.WriteByte('\t')
			continue
		}
		b.WriteString("  "[:width(r)])
	}
	return b.String()
}

// columns counts the columns of s; a tab counts as four.
func columns(s string) int {
	n := 0
	for _, r := range s {
		if r == '\t' {
			n += 4
			continue
		}
		n += width(r)
	}
	return n
}

// back gives the offset about n columns before at.
func back(s string, at, n int) int {
	for n > 0 && at > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
		n -= width(r)
	}
	return at
}

// forward gives the offset about n columns behind at.
func forward(s string, at, n int) int {
	for n > 0 && at < len(s) {
		r, size := utf8.DecodeRuneInString(s[at:])
		at += size
		n -= width(r)
	}
	return at
}

// wide are the ranges of characters that terminals show two columns wide (Unicode's East Asian Width W and F, in
// coarse blocks, and emoji).
var wide = [...][2]rune{
	{0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0x4dbf}, {0x4e00, 0xa4cf}, {0xa960, 0xa97c}, {0xac00, 0xd7a3},
	{0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff},
	{0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
}

// width is the number of columns of a character that printable lets through.
func width(r rune) int {
	if r < 0x300 {
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me) || r == 0x200b || r == 0x200d || r == 0xfeff {
		return 0
	}
	for _, w := range wide {
		if w[0] <= r && r <= w[1] {
			return 2
		}
	}
	return 1
}

func clamp(n, limit int) int { return max(0, min(n, limit)) }
