package docpage

import "strings"

// readPipes reads rows of pipes without a line of dashes. A row whose cells are header words begins a table, so that
// several tables may stand in one run of lines.
func readPipes(p *page, at int) int {
	if !isPipeRow(p.lines[at]) {
		return at
	}
	var t *table
	closed := false
	next := at
	for ; next < len(p.lines) && strings.Contains(p.lines[next], "|"); next++ {
		if next > at && next+1 < len(p.lines) && isRule(p.lines[next+1]) {
			break // a Markdown table
		}
		cells := pipeCells(p.lines[next])
		switch {
		case p.isPipeHeader(cells):
			if t != nil {
				p.add(t)
			}
			closed = isClosed(p.lines[next])
			t = &table{shape: "pipes", line: next, header: cells, open: true}
			p.mark(headerLine, next, next+1)
		case t == nil:
			p.mark(prose, next, next+1)
			p.errorf(next, "%s looks like a row, but no header above it says what its cells are", quote(p.lines[next]))
		default:
			p.pipeRow(t, next, cells, closed)
		}
	}
	if t != nil {
		if next < len(p.lines) && !p.blank(next) && len(t.rows) > 0 {
			p.torn(t, next)
		}
		p.add(t)
	}
	return next
}

// isPipeRow reports whether a line is cells between pipes. A pipe within a word, as in GET|POST, separates nothing.
func isPipeRow(line string) bool {
	line = strings.TrimSpace(line)
	if strings.HasPrefix(line, "|") {
		return strings.Count(line, "|") > 1
	}
	return strings.Contains(line, " | ") && (strings.Count(line, "|") > 1 || strings.HasSuffix(line, "|"))
}

// isPipeHeader reports whether cells are header words, one of them of a code; one in three may be unknown.
func (p *page) isPipeHeader(cells []string) bool {
	known, key := 0, false
	for _, c := range cells {
		if roles := p.words.of(c); roles != nil {
			known++
			key = key || isKey(roles)
		}
	}
	return len(cells) > 1 && key && 3*known >= 2*len(cells)
}
