package docpage

import (
	"html"
	"regexp"
	"strings"
)

// readMarkdown reads a Markdown table: a header, a line of dashes, and rows up to a line without a pipe.
func readMarkdown(p *page, at int) int {
	if at+1 >= len(p.lines) || !strings.Contains(p.lines[at], "|") || !isRule(p.lines[at+1]) {
		return at
	}
	header := pipeCells(p.lines[at])
	if len(header) != len(pipeCells(p.lines[at+1])) {
		p.errorf(at, "the header has %d cells and the line of dashes below it %d", len(header), len(pipeCells(p.lines[at+1])))
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
		p.warnf(at, "none of the table's rows has a pipe at its end, as the header has: see that none is cut off")
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
		p.torn(t, next)
	}
	p.add(t)
	return next
}

// pipeRow takes a row of a table whose cells stand between pipes.
func (p *page) pipeRow(t *table, at int, cells []string, closed bool) {
	p.mark(rowLine, at, at+1)
	switch {
	case len(cells) != len(t.header):
		p.errorf(at, "the row has %d cells, the header in line %d has %d: %s", len(cells), t.line+1, len(t.header), quote(p.lines[at]))
	case closed && !isClosed(p.lines[at]):
		p.errorf(at, "the row has no pipe at its end, as the header has: is it cut off?")
	default:
		t.rows = append(t.rows, row{at, at + 1, cells})
	}
}

// isClosed reports whether a row ends with a pipe.
func isClosed(line string) bool { return strings.HasSuffix(strings.TrimSpace(line), "|") }

// allOpen reports whether no row of the table that goes on at a line ends with a pipe: three at least, as one or two
// may have lost it.
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

// torn tells of a line directly under a table that has no pipe, and so no cells. A line that begins another part of the page is none.
func (p *page) torn(t *table, at int) {
	line := strings.TrimSpace(p.lines[at])
	for _, start := range []string{"#", "<", "```", "~~~", "---", "***", "* ", "- ", "> ", "[", "{%", ":::", "!"} {
		if strings.HasPrefix(line, start) {
			return
		}
	}
	last := t.rows[len(t.rows)-1]
	p.warnf(at, "%s stands directly under the row of line %d and is taken for prose: see that it is no part of that row", quote(line), last.line+1)
}

// isRule reports whether a line is the one of dashes under the header of a Markdown table.
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

// pipeCells cuts a line at its pipes. A pipe behind a backslash is none; those at the ends enclose the cells.
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

// A markup takes the marks of Markdown off a cell.
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

// plain is the text of a cell as a reader sees it, on one line.
func (m *markup) plain(cell string) string {
	cell = m.link.ReplaceAllString(cell, "$1") // its text may be code
	var out strings.Builder
	at := 0
	for _, span := range m.code.FindAllStringSubmatchIndex(cell, -1) {
		out.WriteString(m.prose(cell[at:span[0]]))
		out.WriteString(cell[span[2]:span[3]]) // code is literal
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
