package docpage

import (
	"html"
	"regexp"
	"strings"
)

// readMarkdown reads a Markdown table: a header, a line of dashes, and rows up to a line without a |.
func readMarkdown(p *page, at int) int {
	if at+1 >= len(p.lines) || !strings.Contains(p.lines[at], "|") || !isRule(p.lines[at+1]) {
		return at
	}
	header := pipeCells(p.lines[at])
	if len(header) != len(pipeCells(p.lines[at+1])) {
		p.errorf(at, "the header has %d cells, but the line of dashes below it has %d", len(header), len(pipeCells(p.lines[at+1])))
		p.mark(headerLine, at, at+2)
		return at + 2
	}
	m := newMarkup()
	for i := range header {
		header[i] = m.plain(header[i])
	}
	t := &table{shape: "markdown", line: at, header: header, open: true}
	p.mark(headerLine, at, at+2)
	closed := isClosed(p.lines[at])
	if closed && p.allOpen(at+2) {
		p.warnf(at, "the header ends with a |, but no row does: check that the rows are complete")
		closed = false
	}
	next := at + 2
	for ; next < len(p.lines) && strings.Contains(p.lines[next], "|"); next++ {
		if next+1 < len(p.lines) && isRule(p.lines[next+1]) {
			break // the header of another table
		}
		cells := pipeCells(p.lines[next])
		for i := range cells {
			cells[i] = m.plain(cells[i])
		}
		p.pipeRow(t, next, cells, closed)
	}
	t.open = t.open && p.skipBlank(next) == len(p.lines)
	if next < len(p.lines) && !p.blank(next) && len(t.rows) > 0 {
		p.warnTextBelow(t, next)
	}
	p.add(t)
	return next
}

// pipeRow adds a row of a table with cells separated by |. With closed, the row must end with a |, like the header.
func (p *page) pipeRow(t *table, at int, cells []string, closed bool) {
	p.mark(rowLine, at, at+1)
	switch {
	case len(cells) != len(t.header):
		p.errorf(at, "the row has %d cells, but the header on line %d has %d: %s", len(cells), t.line+1, len(t.header), quote(p.lines[at]))
	case closed && !isClosed(p.lines[at]):
		p.errorf(at, "the row does not end with a |, but the header does: is it cut off?")
	default:
		t.rows = append(t.rows, row{at, at + 1, cells})
	}
}

// isClosed reports whether a row ends with a |.
func isClosed(line string) bool { return strings.HasSuffix(strings.TrimSpace(line), "|") }

// allOpen reports whether none of the rows from a line on ends with a |. It returns false for fewer than three rows,
// which may be cut off.
func (p *page) allOpen(at int) bool {
	rows := 0
	for ; at < len(p.lines) && strings.Contains(p.lines[at], "|"); at++ {
		if isClosed(p.lines[at]) {
			return false
		}
		rows++
	}
	return rows > 2
}

// warnTextBelow warns about a line without a | directly below a table, which may be a part of the last row, unless the
// line begins another Markdown element.
func (p *page) warnTextBelow(t *table, at int) {
	line := strings.TrimSpace(p.lines[at])
	for _, start := range []string{"#", "<", "```", "~~~", "---", "***", "* ", "- ", "> ", "[", "{%", ":::", "!"} {
		if strings.HasPrefix(line, start) {
			return
		}
	}
	last := t.rows[len(t.rows)-1]
	p.warnf(at, "%s is directly below the row on line %d and is read as prose: check that it does not belong to the row", quote(line), last.line+1)
}

// isRule reports whether a line is the line of dashes below the header of a Markdown table.
func isRule(line string) bool {
	line = strings.TrimSpace(line)
	if !strings.Contains(line, "-") || !strings.Contains(line, "|") {
		return false
	}
	for _, cell := range pipeCells(line) {
		cell = strings.TrimSuffix(strings.TrimPrefix(cell, ":"), ":")
		if cell == "" || strings.Trim(cell, "-") != "" {
			return false
		}
	}
	return true
}

// pipeCells splits a line at each |, except after a backslash. A | at the beginning or the end does not add an empty cell.
func pipeCells(line string) []string {
	line = strings.TrimSpace(line)
	line = strings.TrimPrefix(line, "|")
	var cells []string
	var cell strings.Builder
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '\\' && i+1 < len(line) && line[i+1] == '|':
			cell.WriteByte('|')
			i++
		case line[i] == '|':
			cells = append(cells, strings.TrimSpace(cell.String()))
			cell.Reset()
		default:
			cell.WriteByte(line[i])
		}
	}
	if rest := strings.TrimSpace(cell.String()); rest != "" || len(cells) == 0 {
		cells = append(cells, rest)
	}
	return cells
}

// A markup removes Markdown markup from cells.
type markup struct {
	code, link, tag, strong, escape, footnote *regexp.Regexp
}

func newMarkup() *markup {
	return &markup{
		code:     regexp.MustCompile("`+ ?([^`]+?) ?`+"),
		link:     regexp.MustCompile(`!?\[([^\[\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)`),
		tag:      regexp.MustCompile(`(?i)</?(?:br|p|b|i|u|em|strong|code|a|sup|sub|span|ul|ol|li|div|nobr|wbr|tt|font)(?:\s[^<>]*)?/?>`),
		strong:   regexp.MustCompile(`\*\*([^*]+)\*\*|__([^_]+)__`),
		escape:   regexp.MustCompile(`\\([\\_*#\[\]()<>{}.!|+-])`),
		footnote: regexp.MustCompile(`\[\^[^\]\s]+\]`),
	}
}

// plain returns the text of a cell without markup, on one line.
func (m *markup) plain(cell string) string {
	cell = m.link.ReplaceAllString(cell, "$1") // first, because the text of a link may be code
	var out strings.Builder
	at := 0
	for _, span := range m.code.FindAllStringSubmatchIndex(cell, -1) {
		out.WriteString(m.prose(cell[at:span[0]]))
		out.WriteString(cell[span[2]:span[3]]) // no markup in code
		at = span[1]
	}
	out.WriteString(m.prose(cell[at:]))
	text := strings.Join(strings.Fields(out.String()), " ")
	for _, mark := range []string{"*", "_"} {
		if inner := strings.TrimSuffix(strings.TrimPrefix(text, mark), mark); len(inner) == len(text)-2 && !strings.Contains(inner, mark) {
			text = inner
		}
	}
	return strings.TrimSpace(text)
}

// prose returns text outside of code without markup.
func (m *markup) prose(s string) string {
	s = m.footnote.ReplaceAllString(s, "")
	s = m.tag.ReplaceAllStringFunc(s, func(tag string) string {
		switch strings.ToLower(strings.Trim(strings.Fields(tag)[0], "</>")) {
		case "br", "p", "ul", "ol", "li", "div":
			return " "
		}
		return ""
	})
	s = m.strong.ReplaceAllString(s, "$1$2")
	s = m.escape.ReplaceAllString(s, "$1")
	return html.UnescapeString(s)
}
