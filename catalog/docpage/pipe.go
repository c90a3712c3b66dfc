package docpage

import "strings"

// readPipes reads rows with cells separated by |, without a line of dashes. A row of known headers begins a table, so that
// consecutive lines may contain several tables.
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
			p.mark(proseLine, next, next+1)
			p.errorf(next, "%s looks like a row, but there is no header above it", quote(p.lines[next]))
		default:
			p.pipeRow(t, next, cells, closed)
		}
	}
	if t != nil {
		if next < len(p.lines) && !p.blank(next) && len(t.rows) > 0 {
			p.warnTextBelow(t, next)
		}
		p.add(t)
	}
	return next
}

// isPipeRow reports whether a line contains cells separated by |. A | within a word, as in GET|POST, is not a separator.
func isPipeRow(line string) bool {
	line = strings.TrimSpace(line)
	if strings.HasPrefix(line, "|") {
		return strings.Count(line, "|") > 1
	}
	return strings.Contains(line, " | ") && (strings.Count(line, "|") > 1 || strings.HasSuffix(line, "|"))
}

// isPipeHeader reports whether cells are headers: at least two thirds are known, and one is a key.
func (p *page) isPipeHeader(cells []string) bool {
	known, key := 0, false
	for _, c := range cells {
		if roles := p.words.rolesOf(c); roles != nil {
			known++
			key = key || isKey(roles)
		}
	}
	return len(cells) > 1 && key && 3*known >= 2*len(cells)
}
