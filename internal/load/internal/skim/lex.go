package skim

import (
	"bytes"
	"strings"
)

// isTypeKeyword reports whether word is a keyword that begins a type. A declaration never ends after such a word.
func isTypeKeyword(word string) bool {
	switch word {
	case "chan", "func", "interface", "map", "struct":
		return true
	}
	return false
}

// The functions below read Go source several times faster than go/scanner, because they find only the ends of
// strings, comments and brackets, and the words between them.

// Classes of bytes, as bits of Class.
const (
	ClassLetter = 1 << iota // begins an identifier
	ClassDigit              // continues an identifier
	ClassStop               // brackets, quotes, '/' and '.': must be examined in the body of a function
)

// Class maps a byte to its classes.
var Class = func() (t [256]byte) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_', c >= 0x80:
			t[c] = ClassLetter
		case '0' <= c && c <= '9':
			t[c] = ClassDigit
		}
	}
	for _, c := range "{}\"'`/." {
		t[c] |= ClassStop
	}
	return t
}()

// skipString returns the offset after the interpreted string or rune literal that begins at i. An unterminated
// literal ends at the end of its line.
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

// skipRaw returns the offset after the raw string that begins at i.
func skipRaw(src []byte, i int) int {
	if n := bytes.IndexByte(src[i+1:], '`'); n >= 0 {
		return i + n + 2
	}
	return len(src)
}

// SkipComment returns the offset after the comment that begins at i, or i if no comment begins there. A line comment
// ends before its newline.
func SkipComment(src []byte, i int) int {
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

// SkipLiteral returns the offset after the string, rune literal, raw string or comment that begins at i, or i if none
// begins there.
func SkipLiteral(src []byte, i int) int {
	switch src[i] {
	case '"', '\'':
		return skipString(src, i)
	case '`':
		return skipRaw(src, i)
	case '/':
		return SkipComment(src, i)
	}
	return i
}

// SkipSpace returns the offset of the first byte at or after i that is neither white space nor part of a comment, and
// whether a newline was skipped.
func SkipSpace(src []byte, i int) (next int, newline bool) {
	for i < len(src) {
		switch src[i] {
		case ' ', '\t', '\r':
			i++
		case '\n':
			newline = true
			i++
		case '/':
			j := SkipComment(src, i)
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

// SkipWord returns the offset after the identifier, keyword or number at i, or i if there is none.
func SkipWord(src []byte, i int) int {
	for i < len(src) && Class[src[i]]&(ClassLetter|ClassDigit) != 0 {
		i++
	}
	return i
}

// SkipBlock returns the offset after the bracket that closes the one at i. ok is false if the brackets up to there do
// not match, or are nested too deeply.
func SkipBlock(src []byte, i int) (end int, ok bool) {
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
			if j := SkipLiteral(src, i); j > i {
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

// IsErrorName reports whether name is a usual name of a variable that holds an error, such as err, readErr or e.
func IsErrorName(name string) bool {
	lower := strings.ToLower(name)
	return lower == "e" || strings.HasPrefix(lower, "err") || strings.HasSuffix(name, "Err") ||
		strings.HasSuffix(name, "Error")
}

// EachWord calls visit for each identifier, keyword and number outside literals and comments.
func EachWord(src []byte, visit func(word []byte)) {
	for i := 0; i < len(src); {
		switch c := src[i]; {
		case Class[c]&(ClassLetter|ClassDigit) != 0:
			j := SkipWord(src, i)
			visit(src[i:j])
			i = j
		case c == '"' || c == '\'' || c == '`' || c == '/':
			i = max(i+1, SkipLiteral(src, i))
		default:
			i++
		}
	}
}

// EachMention calls visit for each identifier, keyword and number outside literals and comments, with the word before
// it if a dot separates them and no dot precedes that word; qualifier is nil otherwise. So for a.b.c it is called with
// (nil, a), (a, b) and (nil, c). Start is the offset of the qualifier, or of the word if there is none.
func EachMention(src []byte, visit func(qualifier, word []byte, start int)) {
	var before []byte // the word before a dot, if it can be a qualifier
	start := 0        // its offset
	dot := false
	for i := 0; i < len(src); {
		switch c := src[i]; {
		case Class[c]&(ClassLetter|ClassDigit) != 0:
			j := SkipWord(src, i)
			word := src[i:j]
			if !dot {
				visit(nil, word, i)
				before, start = word, i
			} else {
				visit(before, word, start)
				before = nil
			}
			i, dot = j, false
		case c == '.':
			if dot = i+1 >= len(src) || src[i+1] != '.'; !dot { // three dots
				for i < len(src) && src[i] == '.' {
					i++
				}
				continue
			}
			i++
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
		case c == '"' || c == '\'' || c == '`' || c == '/':
			j := SkipLiteral(src, i)
			if j == i || c != '/' {
				before, dot = nil, false
			}
			i = max(i+1, j)
		default:
			before, dot = nil, false
			i++
		}
	}
}
