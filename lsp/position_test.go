package lsp

import (
	"strings"
	"testing"
	utf16codec "unicode/utf16"
	utf8codec "unicode/utf8"

	"go.lsp.dev/protocol"

	"github.com/errls/errls/lsp/session"
)

func doc(text string) *session.Document { return session.NewDocument("/w/a.go", 1, text) }

func TestPositions(t *testing.T) {
	const text = "a\tb\r\n😀é\u2028x\n\n\xffy\r\rlast 世"
	for _, test := range []struct {
		encoding   encoding
		line, char uint32
		offset     int
		back       uint32 // the character at the offset
	}{
		{utf16, 0, 0, 0, 0},
		{utf16, 0, 2, 2, 2},  // a tab is one character
		{utf16, 0, 3, 3, 3},  // before CRLF
		{utf16, 0, 99, 3, 3}, // after the end of the line
		{utf16, 1, 0, 5, 0},  // after CRLF
		{utf16, 1, 1, 5, 0},  // in the middle of a surrogate pair
		{utf16, 1, 2, 9, 2},  // after it
		{utf16, 1, 3, 11, 3}, // after é
		{utf16, 1, 4, 14, 4}, // U+2028 does not end a line
		{utf16, 1, 5, 15, 5}, // the end of the line
		{utf16, 2, 0, 16, 0}, // an empty line
		{utf16, 2, 1, 16, 0}, // after it
		{utf16, 3, 1, 18, 1}, // after an invalid byte
		{utf16, 4, 0, 20, 0}, // between two CRs
		{utf16, 5, 5, 26, 5}, // before the last character
		{utf16, 5, 6, 29, 6}, // the end of a text without a newline at the end
		{utf16, 5, 7, 29, 6}, // after it
		{utf16, 6, 0, 29, 6}, // a line that does not exist
		{utf16, 1 << 31, 1 << 31, 29, 6},
		{utf8, 1, 0, 5, 0},
		{utf8, 1, 2, 5, 0}, // in the middle of a character
		{utf8, 1, 4, 9, 4}, // after it
		{utf8, 1, 5, 9, 4}, // in the middle of é
		{utf8, 1, 6, 11, 6},
		{utf8, 1, 99, 15, 10},
		{utf8, 3, 1, 18, 1},
		{utf8, 5, 7, 26, 5}, // in the middle of 世
		{utf8, 5, 8, 29, 8},
		{utf8, 9, 9, 29, 8},
	} {
		d := doc(text)
		at := protocol.Position{Line: test.line, Character: test.char}
		got := test.encoding.offset(d, at)
		if got != test.offset {
			t.Errorf("encoding %d, %d:%d: offset %d, want %d", test.encoding, test.line, test.char, got, test.offset)
		}
		if back := test.encoding.position(d, got); back.Character != test.back {
			t.Errorf("encoding %d, offset %d: %d:%d, want character %d", test.encoding, got, back.Line, back.Character, test.back)
		}
	}
}

func TestReversedRange(t *testing.T) {
	d := doc("abcdef")
	r := protocol.Range{Start: protocol.Position{Character: 4}, End: protocol.Position{Character: 1}}
	if got := utf16.offsets(d, r); got != (session.Span{Start: 1, End: 4}) {
		t.Errorf("got %v", got)
	}
}

// oracleUnits returns the characters of each line, with -1 for each additional unit of a character in the encoding, and
// the line endings.
func oracleUnits(e encoding, text string) (lines [][]rune, ends []string) {
	rest := text
	for {
		i := strings.IndexAny(rest, "\r\n")
		line, end := rest, ""
		if i >= 0 {
			line, end = rest[:i], rest[i:i+1]
			if strings.HasPrefix(rest[i:], "\r\n") {
				end = "\r\n"
			}
		}
		var units []rune
		for _, r := range line {
			n := 1
			if e == utf8 {
				n = utf8codec.RuneLen(r)
			} else if a, _ := utf16codec.EncodeRune(r); a != 0xFFFD {
				n = 2
			}
			units = append(units, r)
			for range n - 1 {
				units = append(units, -1) // another unit of the character before
			}
		}
		lines, ends = append(lines, units), append(ends, end)
		if i < 0 {
			return lines, ends
		}
		rest = rest[i+len(end):]
	}
}

// oracleSplit returns the text before and after a position.
func oracleSplit(e encoding, text string, p protocol.Position) (before, after string) {
	lines, ends := oracleUnits(e, text)
	if int64(p.Line) >= int64(len(lines)) {
		return text, ""
	}
	var b strings.Builder
	for i := range p.Line {
		writeUnits(&b, lines[i])
		b.WriteString(ends[i])
	}
	units := lines[p.Line]
	cut := len(units)
	if int64(p.Character) < int64(cut) {
		cut = int(p.Character)
		for units[cut] == -1 {
			cut--
		}
	}
	writeUnits(&b, units[:cut])
	return b.String(), text[b.Len():]
}

func writeUnits(b *strings.Builder, units []rune) {
	for _, r := range units {
		if r >= 0 {
			b.WriteRune(r)
		}
	}
}

// FuzzChanges compares incremental changes in both encodings with an oracle that splits the whole text for each change.
func FuzzChanges(f *testing.F) {
	f.Add("a\r\nb", "x", uint32(0), uint32(1), uint32(1), uint32(0), "\r")
	f.Add("😀é\n世", "😀", uint32(0), uint32(1), uint32(0), uint32(3), "")
	f.Add("a\r", "\n", uint32(1), uint32(0), uint32(9), uint32(9), "z")
	f.Add("\t\"x\"\r\n\r\n", "", uint32(0), uint32(9), uint32(2), uint32(0), "\n\n")
	f.Fuzz(func(t *testing.T, text, first string, startLine, startChar, endLine, endChar uint32, second string) {
		text, first, second = strings.ToValidUTF8(text, "?"), strings.ToValidUTF8(first, "?"), strings.ToValidUTF8(second, "?")
		if len(text)+len(first)+len(second) > 1000 {
			t.Skip("the oracle is slow")
		}
		r := protocol.Range{
			Start: protocol.Position{Line: startLine, Character: startChar},
			End:   protocol.Position{Line: endLine, Character: endChar},
		}
		for _, e := range []encoding{utf16, utf8} {
			want, got := text, text
			for _, insert := range []string{first, second} {
				before, _ := oracleSplit(e, want, r.Start)
				_, after := oracleSplit(e, want, r.End)
				if len(before)+len(after) > len(want) {
					before, _ = oracleSplit(e, want, r.End)
					_, after = oracleSplit(e, want, r.Start)
				}
				want = before + insert + after
				next, err := apply(e, doc(got), contentChange{Range: &r, Text: &insert})
				if err != nil {
					t.Fatal(err)
				}
				got = next
			}
			if got != want {
				t.Fatalf("encoding %d: %q, want %q", e, got, want)
			}
			checkRoundTrip(t, e, got)
		}
	})
}

// checkRoundTrip converts the offset of each character to a position and back.
func checkRoundTrip(t *testing.T, e encoding, text string) {
	d := doc(text)
	for offset := range text {
		if offset > 0 && text[offset-1] == '\r' && text[offset] == '\n' {
			continue // inside CRLF, where there is no position
		}
		p := e.position(d, offset)
		if back := e.offset(d, p); back != offset {
			t.Fatalf("encoding %d: offset %d is %d:%d, and that is %d", e, offset, p.Line, p.Character, back)
		}
	}
}
