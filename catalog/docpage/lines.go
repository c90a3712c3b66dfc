package docpage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity is the severity of a note.
type Severity string

// The severities. If there is an error, Import returns no drafts.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// A Note is an error or a warning about a page.
type Note struct {
	File     string
	Line     int // 1-based; 0 for the whole page
	Severity Severity
	Message  string
}

func (n Note) String() string {
	at := n.File
	if n.Line > 0 {
		at = fmt.Sprintf("%s:%d", n.File, n.Line)
	}
	if n.Severity == Warning {
		return fmt.Sprintf("%s: warning: %s", at, n.Message)
	}
	return fmt.Sprintf("%s: %s", at, n.Message)
}

// lineKind is the kind of a line.
type lineKind uint8

// The kinds of lines. If a line has several, the last of them in this list counts.
const (
	unknownLine lineKind = iota
	proseLine
	sampleLine
	headerLine
	rowLine
)

// pageLines contains the lines of a page, the kind of each, and the notes about them. Its methods use 0-based line
// numbers; those in notes are 1-based.
type pageLines struct {
	file     string
	lines    []string
	kinds    []lineKind
	notes    []Note
	omitted  int // number of notes after the first maxNotes
	hasError bool
}

func newPageLines(file string, lines []string) pageLines {
	return pageLines{file: file, lines: lines, kinds: make([]lineKind, len(lines))}
}

// mark sets the kind of the lines from at up to end, except blank ones.
func (a *pageLines) mark(k lineKind, at, end int) {
	for i := max(at, 0); i < min(end, len(a.kinds)); i++ {
		if k > a.kinds[i] && !a.blank(i) {
			a.kinds[i] = k
		}
	}
}

func (a *pageLines) blank(i int) bool { return strings.TrimSpace(a.lines[i]) == "" }

// skipBlank returns the first line at or after at that is not blank, or the number of lines.
func (a *pageLines) skipBlank(at int) int {
	for at < len(a.lines) && a.blank(at) {
		at++
	}
	return at
}

func (a *pageLines) errorf(line int, format string, args ...any) {
	a.hasError = true
	a.note(line, Error, format, args...)
}

func (a *pageLines) warnf(line int, format string, args ...any) {
	a.note(line, Warning, format, args...)
}

func (a *pageLines) note(line int, s Severity, format string, args ...any) {
	if len(a.notes) >= maxNotes {
		a.omitted++
		return
	}
	a.notes = append(a.notes, Note{a.file, line + 1, s, fmt.Sprintf(format, args...)})
}

func (a *pageLines) failed() bool { return a.hasError }

// sortedNotes returns the notes sorted by line.
func (a *pageLines) sortedNotes() []Note {
	slices.SortStableFunc(a.notes, func(x, y Note) int { return cmp.Compare(x.Line, y.Line) })
	if a.omitted > 0 {
		severity := Warning
		if a.hasError {
			severity = Error
		}
		return append(a.notes, Note{a.file, 0, severity, fmt.Sprintf("%d more notes are not shown", a.omitted)})
	}
	return a.notes
}

// count returns the number of lines of each kind.
func (a *pageLines) count() Count {
	c := Count{File: a.file}
	for i, k := range a.kinds {
		switch {
		case a.blank(i):
			c.Blank++
		case k == rowLine:
			c.Row++
		case k == headerLine:
			c.Header++
		case k == sampleLine:
			c.Sample++
		default:
			c.Prose++
		}
	}
	return c
}

// quote returns text of a page for a message: on one line, shortened and in quotes.
func quote(s string) string {
	const maxLen = 60
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > maxLen {
		s = string(r[:maxLen-1]) + "…"
	}
	return "“" + s + "”"
}
