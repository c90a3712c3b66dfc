package load

import "bytes"

// The lexer below reads Go source several times faster than go/scanner, because it only looks for what the scan
// and the skeletons need: where strings and comments end, where braces close, and what names are written.

// Classes of bytes: letter and digit bytes make up identifiers; stop bytes need a look in a function's body.
const (
	classLetter = 1 << iota
	classDigit
	classStop
)

var class = func() (t [256]byte) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_', c >= 0x80:
			t[c] = classLetter
		case '0' <= c && c <= '9':
			t[c] = classDigit
		}
	}
	for _, c := range "{}\"'`/." {
		t[c] |= classStop
	}
	return t
}()

// skipString returns the offset behind the interpreted string or rune literal that begins at i. A literal that
// is not closed ends at its line's end.
func skipString(src []byte, i int) int {
	quote := src[i]
	for i++; i < len(src); i++ {
		switch src[i] {
		case quote:
			return i + 1
		case '\\':
			i++
		case '\n':
			return i
		}
	}
	return len(src)
}

// skipRaw returns the offset behind the raw string that begins at i.
func skipRaw(src []byte, i int) int {
	if n := bytes.IndexByte(src[i+1:], '`'); n >= 0 {
		return i + n + 2
	}
	return len(src)
}

// skipComment returns the offset behind the comment that begins at i, or i where none does. A line comment ends
// before its newline.
func skipComment(src []byte, i int) int {
	if i+1 >= len(src) {
		return i
	}
	switch src[i+1] {
	case '/':
		if n := bytes.IndexByte(src[i:], '\n'); n >= 0 {
			return i + n
		}
		return len(src)
	case '*':
		if n := bytes.Index(src[i+2:], []byte("*/")); n >= 0 {
			return i + n + 4
		}
		return len(src)
	}
	return i
}

// skipLiteral returns the offset behind the string, rune, raw string or comment that begins at i; i where none.
func skipLiteral(src []byte, i int) int {
	switch src[i] {
	case '"', '\'':
		return skipString(src, i)
	case '`':
		return skipRaw(src, i)
	case '/':
		return skipComment(src, i)
	}
	return i
}

// skipSpace returns the offset of the first byte at or behind i that is neither white space nor comment, and
// whether a line ended on the way.
func skipSpace(src []byte, i int) (next int, newline bool) {
	for i < len(src) {
		switch src[i] {
		case ' ', '\t', '\r':
			i++
		case '\n':
			newline = true
			i++
		case '/':
			j := skipComment(src, i)
			if j == i {
				return i, newline
			}
			if bytes.IndexByte(src[i:j], '\n') >= 0 {
				newline = true
			}
			i = j
		default:
			return i, newline
		}
	}
	return i, newline
}

// skipWord returns the offset behind the identifier or number at i.
func skipWord(src []byte, i int) int {
	for i < len(src) && class[src[i]]&(classLetter|classDigit) != 0 {
		i++
	}
	return i
}

// skipBlock returns the offset behind the bracket that closes the one at i, and whether there is one. Brackets of
// all kinds must match.
func skipBlock(src []byte, i int) (end int, ok bool) {
	var open [256]byte
	depth := 0
	for i < len(src) {
		switch c := src[i]; c {
		case '(', '[', '{':
			if depth == len(open) {
				return i, false
			}
			open[depth] = c
			depth++
			i++
		case ')', ']', '}':
			depth--
			if want := open[depth]; c-want > 2 || c == want {
				return i, false
			}
			i++
			if depth == 0 {
				return i, true
			}
		case '"', '\'', '`', '/':
			if j := skipLiteral(src, i); j > i {
				i = j
			} else {
				i++
			}
		default:
			i++
		}
	}
	return i, false
}
