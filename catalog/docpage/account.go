package docpage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity is how much a note weighs.
type Severity string

// The severities. With an error nothing is drawn from the pages.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// A Note is something that a reader of the draft has to know.
type Note struct {
	File     string
	Line     int // 1-based; 0 for the page as a whole
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

// kind is what a line is taken for.
type kind uint8

// The kinds, a later one outweighing an earlier one where a line holds several things.
const (
	unread kind = iota
	prose
	sampleLine
	headerLine
	rowLine
)

// An account keeps what each line of a page is taken for, and what there is to say about it. Every shape writes to
// it; lines are counted from 0 here, and from 1 in notes.
type account struct {
	file  string
	lines []string
	kinds []kind
	notes []Note
	more  int // notes beyond maxNotes
	bad   bool
}

func newAccount(file string, lines []string) account {
	return account{file: file, lines: lines, kinds: make([]kind, len(lines))}
}

// mark says what the lines from at up to end are.
func (a *account) mark(k kind, at, end int) {
	for i := max(at, 0); i < min(end, len(a.kinds)); i++ {
		if k > a.kinds[i] && !a.blank(i) {
			a.kinds[i] = k
		}
	}
}

func (a *account) blank(i int) bool { return strings.TrimSpace(a.lines[i]) == "" }

// skipBlank returns the first line from at that is not blank, or the number of lines.
func (a *account) skipBlank(at int) int {
	for at < len(a.lines) && a.blank(at) {
		at++
	}
	return at
}

func (a *account) errorf(line int, format string, args ...any) {
	a.bad = true
	a.note(line, Error, format, args...)
}

func (a *account) warnf(line int, format string, args ...any) {
	a.note(line, Warning, format, args...)
}

func (a *account) note(line int, s Severity, format string, args ...any) {
	if len(a.notes) >= maxNotes {
		a.more++
		return
	}
	a.notes = append(a.notes, Note{a.file, line + 1, s, fmt.Sprintf(format, args...)})
}

func (a *account) failed() bool { return a.bad }

// sortedNotes returns the notes in the order of the lines.
func (a *account) sortedNotes() []Note {
	slices.SortStableFunc(a.notes, func(x, y Note) int { return cmp.Compare(x.Line, y.Line) })
	if a.more > 0 {
		severity := Warning
		if a.bad {
			severity = Error
		}
		return append(a.notes, Note{a.file, 0, severity, fmt.Sprintf("%d more notes are left out", a.more)})
	}
	return a.notes
}

func (a *account) count() Count {
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

// quote shortens words of a page for a message.
func quote(s string) string {
	const most = 60
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		s = string(r[:most-1]) + "…"
	}
	return "“" + s + "”"
}
