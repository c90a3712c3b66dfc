// Command termsvg reads terminal output from standard input and writes it as an SVG image to standard output. It
// supports the escape sequences for bold, dim and green text. The image in the README is made with it.
package main

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	lineHeight = 19  // pixels
	charWidth  = 8.4 // pixels, for a monospaced font of size 14
	margin     = 18  // pixels
	maxColumns = 104 // columns; longer lines are wrapped
	titleBar   = 30  // height in pixels
)

func main() {
	if err := draw(os.Stdout, os.Stdin); err != nil {
		fmt.Fprintf(os.Stderr, "termsvg: %v\n", err)
		os.Exit(1)
	}
}

// draw writes the text of r as an SVG image to w.
func draw(w io.Writer, r io.Reader) error {
	var lines []string
	columns := 0
	in := bufio.NewScanner(r)
	for in.Scan() {
		lines = append(lines, wrap(strings.ReplaceAll(in.Text(), "\t", "    "))...)
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("reading the text: %w", err)
	}
	for _, line := range lines {
		columns = max(columns, utf8.RuneCountInString(escape.ReplaceAllString(line, "")))
	}
	width := 2*margin + int(float64(columns)*charWidth)
	height := titleBar + 2*margin + len(lines)*lineHeight
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" role="img">
<rect width="100%%" height="100%%" rx="8" fill="#1b2733"/>
<circle cx="20" cy="18" r="6" fill="#e06c5f"/><circle cx="40" cy="18" r="6" fill="#d9b04f"/><circle cx="60" cy="18" r="6" fill="#6fae6a"/>
<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14" fill="#d7dee6">
`, width, height)
	for i, line := range lines {
		y := titleBar + margin + i*lineHeight + 10
		fmt.Fprintf(out, "<text x=\"%d\" y=\"%d\" xml:space=\"preserve\">%s</text>\n", margin, y, spans(line))
	}
	fmt.Fprint(out, "</g>\n</svg>\n")
	return out.Flush()
}

// wrap splits a line after maxColumns columns. A style continues in the next line.
func wrap(line string) []string {
	var lines []string
	var b strings.Builder
	style, column := "", 0
	for line != "" {
		if m := escape.FindStringIndex(line); m != nil && m[0] == 0 {
			style = line[:m[1]]
			b.WriteString(style)
			line = line[m[1]:]
			continue
		}
		if column == maxColumns {
			lines = append(lines, b.String())
			b.Reset()
			b.WriteString(style)
			column = 0
		}
		_, size := utf8.DecodeRuneInString(line)
		b.WriteString(line[:size])
		line = line[size:]
		column++
	}
	return append(lines, b.String())
}

// escape matches an escape sequence that sets the style.
var escape = regexp.MustCompile("\x1b\\[([0-9;]*)m")

// spans returns the text of a line as SVG, with a tspan element for each run of one style.
func spans(line string) string {
	var b strings.Builder
	style := ""
	for line != "" {
		text, rest := line, ""
		next := style
		if m := escape.FindStringSubmatchIndex(line); m != nil {
			text, rest = line[:m[0]], line[m[1]:]
			next = styles[line[m[2]:m[3]]]
		}
		switch {
		case text == "":
		case style == "":
			b.WriteString(html.EscapeString(text))
		default:
			fmt.Fprintf(&b, "<tspan %s>%s</tspan>", style, html.EscapeString(text))
		}
		line, style = rest, next
	}
	return b.String()
}

// styles maps the escape sequences that errls writes to SVG attributes. Any other sequence resets the style, as "0" does.
var styles = map[string]string{
	"1":    `font-weight="bold" fill="#ffffff"`,
	"2":    `fill="#8b9aa8"`,
	"1;32": `font-weight="bold" fill="#7bc275"`,
}
