package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/errls/errls/internal/printable"
)

// Text returns a handler that prints each finding when it receives it:
//
//	path:line:column: message (rule)
//	    the source line
//	        ^~~~
//	    path:line:column: message of a related place
func Text(config Config) Handler {
	return &textHandler{Config: config, files: map[string]bool{}, rules: map[string]bool{}}
}

// A textHandler is the handler of the text output.
type textHandler struct {
	Config
	findings, fatal int
	files           map[string]bool // files with findings
	rules           map[string]bool // rules with findings
}

// Escape sequences for colors.
const (
	bold  = "\x1b[1m"
	dim   = "\x1b[2m"
	green = "\x1b[1;32m"
	reset = "\x1b[0m"
)

// paint returns s in a color, or s itself if colors are off.
func (h *textHandler) paint(color, s string) string {
	if !h.Color {
		return s
	}
	return color + s + reset
}

func (h *textHandler) Finding(f Finding) error {
	h.findings++
	h.files[f.Span.File] = true
	h.rules[f.Rule] = true
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s\n", h.paint(bold, h.place(f.Span)+":"), printable.Text(f.Message), h.paint(dim, "("+f.Rule+")"))
	if f.Line != "" {
		source, caret := excerpt(f.Line, f.Parsed)
		fmt.Fprintf(&b, "    %s\n    %s\n", source, h.paint(green, caret))
	}
	for _, r := range f.Related {
		fmt.Fprintf(&b, "    %s %s\n", h.place(r.Span)+":", printable.Text(r.Message))
	}
	_, err := io.WriteString(h.Out, b.String())
	return err
}

func (h *textHandler) place(s Span) string {
	s.File = printable.Name(relative(h.Dir, s.File))
	return s.Start()
}

func (h *textHandler) Problem(p Problem) error {
	if p.Fatal {
		h.fatal++
	}
	return writeProblem(h.Err, h.Dir, p)
}

// writeProblem prints a problem to w in one line.
func writeProblem(w io.Writer, dir string, p Problem) error {
	place := printable.Name(relative(dir, p.Path))
	if p.Line > 0 {
		place += fmt.Sprintf(":%d", p.Line)
	}
	if p.Line > 0 && p.Column > 0 {
		place += fmt.Sprintf(":%d", p.Column)
	}
	if place != "" {
		place += ": "
	}
	message := printable.Line(p.Message)
	_, err := fmt.Fprintf(w, "%s%s\n", place, message)
	return err
}

// Close prints a summary: the number of findings, and the command that describes their rules. It prints nothing if
// there are no findings and everything could be checked.
func (h *textHandler) Close() error {
	var parts []string
	if h.findings > 0 {
		parts = append(parts, count(h.findings, "finding")+" in "+count(len(h.files), "file"))
	}
	if h.fatal > 0 {
		parts = append(parts, count(h.fatal, "place")+" could not be checked")
	}
	if len(parts) == 0 {
		return nil
	}
	if h.findings > 0 {
		rules := slices.Sorted(maps.Keys(h.rules))
		parts = append(parts, fmt.Sprintf("run %q for details", "errls explain "+strings.Join(rules, " ")))
	}
	_, err := fmt.Fprintf(h.Err, "errls: %s\n", strings.Join(parts, "; "))
	return err
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
