// Package printable makes text safe to print, whatever file names, source code and catalogs contain: without control
// characters, which a terminal interprets, and without the line breaks with which a name could forge a line of output.
package printable

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text returns s with U+FFFD in place of each control character, each character that changes the writing direction or
// separates lines, each byte that is not UTF-8, and the second # of a command to a CI system: such systems read "##[" and
// "##vso[" anywhere in a line. It keeps tabs, and the number of characters.
func Text(s string) string {
	if strings.Contains(s, "##") {
		s = withoutCommands(s)
	}
	if isASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r != '\t' && isUnsafe(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

// Line returns s as Text does, without tabs. Line breaks, spaces and tabs in a row become one space.
func Line(s string) string { return Text(strings.Join(strings.Fields(s), " ")) }

// Name returns the name of a file or directory so that it can begin a line of output: as Text does, without tabs. A name
// that begins like a command of a CI system, "::error", gets "./" before it.
func Name(path string) string {
	path = strings.ReplaceAll(Text(path), "\t", string(utf8.RuneError))
	if IsCommand(path) {
		return "./" + path
	}
	return path
}

// Path returns the path of a file for output that another program shortens to a relative one before it prints it: as Name
// does, without a name in it that would begin like a command.
func Path(path string) string { return strings.ReplaceAll(Name(path), "/::", "/\ufffd:") }

// withoutCommands returns s with U+FFFD in place of the second # of each "##[" and "##name[".
func withoutCommands(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "##")
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i+1])
		s = s[i+1:] // begins with the second #
		name := strings.TrimLeftFunc(s[1:], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
		if strings.HasPrefix(name, "[") {
			b.WriteString("\ufffd")
			s = s[1:]
		}
	}
}

// IsCommand reports whether a line that begins with s can be a command to a CI system.
func IsCommand(s string) bool { return strings.HasPrefix(strings.TrimSpace(s), "::") }

// Error returns the message of an error, in one line.
func Error(err error) string {
	return Text(strings.ReplaceAll(strings.TrimSpace(err.Error()), "\n", "; "))
}

// JSON returns a JSON text with an escape in place of each character that Text replaces: the values remain the same.
func JSON(data []byte) []byte {
	data = bytes.ReplaceAll(data, []byte("##"), []byte(`#\u0023`)) // also of "##[": see Text
	unsafe := func(r rune) bool { return r != '\t' && r != '\n' && isUnsafe(r) }
	if !bytes.ContainsFunc(data, unsafe) {
		return data
	}
	var b bytes.Buffer
	for _, r := range string(data) {
		if unsafe(r) { // none of these is outside of the basic plane
			fmt.Fprintf(&b, `\u%04x`, r)
			continue
		}
		b.WriteRune(r)
	}
	return b.Bytes()
}

// isUnsafe reports whether r must not be printed.
func isUnsafe(r rune) bool {
	return unicode.IsControl(r) || r > unicode.MaxLatin1 && unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp)
}

// isASCII reports whether s consists of printable ASCII characters and tabs.
func isASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < ' ' || c > '~') && c != '\t' {
			return false
		}
	}
	return true
}

// A Writer writes text to W as Text returns it, and keeps line feeds. Each call of Write must have whole characters.
type Writer struct{ W io.Writer }

// Write writes p, with U+FFFD in place of the first colon of a line that begins like a command to a CI system. It returns the length of p, not of what is written in its place.
func (w *Writer) Write(p []byte) (int, error) {
	lines := strings.SplitAfter(string(p), "\n")
	for i, line := range lines {
		text, end := strings.CutSuffix(line, "\n")
		lines[i] = Text(text)
		if IsCommand(text) {
			lines[i] = strings.Replace(lines[i], ":", "\ufffd", 1)
		}
		if end {
			lines[i] += "\n"
		}
	}
	if _, err := io.WriteString(w.W, strings.Join(lines, "")); err != nil {
		return 0, err
	}
	return len(p), nil
}
