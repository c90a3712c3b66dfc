package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/errls/errls/internal/printable"
)

// maxColumns is how many columns of a source line are printed. A longer line would wrap in a terminal, and the caret
// would no longer be below the code.
const maxColumns = 120

// excerpt returns the source line of a span, and a line with a caret below the beginning of the span. Both lines have
// the same tabs, so that the caret is in the right place for any tab width. A wide character takes two columns, and a
// combining character takes none. A long line is cut on both sides of the span.
func excerpt(line string, s Span) (source, caret string) {
	start := clamp(s.Column-1, len(line))
	end := len(line) // a span of several lines is marked to the end of the first line
	if s.EndLine == s.Line {
		end = max(clamp(s.EndColumn-1, len(line)), start)
	}
	indent := len(line) - len(strings.TrimLeft(line, " \t"))
	from := min(indent, start)
	to := len(line)
	cutLeft, cutRight := false, false
	if isWider(line[from:to], maxColumns) {
		if isWider(line[from:start], maxColumns/2) {
			from, cutLeft = back(line, start, maxColumns/3), true
		}
		if stop := forward(line, from, maxColumns); stop < to {
			to, cutRight = max(stop, start), true
		}
		end = max(min(end, to), start)
	}
	var src, car strings.Builder
	if cutLeft || printable.IsCommand(line[from:]) {
		src.WriteString("…")
		car.WriteString(" ")
	}
	src.WriteString(printable.Text(line[from:to]))
	if cutRight {
		src.WriteString("…")
	}
	car.WriteString(blank(line[from:start]))
	car.WriteString("^" + strings.Repeat("~", max(columns(line[start:end])-1, 0)))
	return src.String(), car.String()
}

// blank returns white space with the width of s: tabs are kept, everything else is replaced with spaces.
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

// columns returns the number of columns of s. A tab counts as four.
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

// isWider reports whether s has more than n columns. It reads no more of s than it needs: a line may have many findings.
func isWider(s string, n int) bool {
	for _, r := range s {
		if n -= columns(string(r)); n < 0 {
			return true
		}
	}
	return false
}

// back returns the offset in s about n columns before at.
func back(s string, at, n int) int {
	for n > 0 && at > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
		n -= width(r)
	}
	return at
}

// forward returns the offset in s about n columns after at.
func forward(s string, at, n int) int {
	for n > 0 && at < len(s) {
		r, size := utf8.DecodeRuneInString(s[at:])
		at += size
		n -= width(r)
	}
	return at
}

// wide lists the ranges of characters that take two columns in terminals: characters with Unicode's East Asian Width W
// or F, in coarse blocks, and emoji.
var wide = [...][2]rune{
	{0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0x4dbf}, {0x4e00, 0xa4cf}, {0xa960, 0xa97c}, {0xac00, 0xd7a3},
	{0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff},
	{0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
}

// width returns the number of columns of a printable character.
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

// clamp returns n, or the nearest number from 0 to limit.
func clamp(n, limit int) int { return max(0, min(n, limit)) }
