package docpage

import "strings"

// readExploded reads a Markdown table with one cell per line, as some converters write it: a line with only a | begins a
// row, and a | ends each cell.
//
//	|
//	Error Code |
//	Message |
//	|---|---|
//	|
//	OrderGone |
//	The order is gone. |
func readExploded(p *page, at int) int {
	m := newMarkup()
	header, rule := p.explodedRow(m, at, 0)
	if len(header) < 2 || rule >= len(p.lines) || !isRule(p.lines[rule]) {
		return at
	}
	columns := len(header)
	t := &table{shape: "exploded", line: at, header: header, open: true}
	p.mark(headerLine, at, rule+1)
	if dashes := len(pipeCells(p.lines[rule])); dashes != columns {
		p.errorf(at, "the header has %d cells, but the line of dashes below it has %d", columns, dashes)
	}
	next := rule + 1
	for next < len(p.lines) && strings.TrimSpace(p.lines[next]) == "|" {
		cells, end := p.explodedRow(m, next, columns)
		p.mark(rowLine, next, end)
		if len(cells) != columns {
			p.errorf(next, "the row has %d cells, but the header on line %d has %d: %s", len(cells), at+1, columns, quote(strings.Join(cells, " ")))
		} else {
			t.rows = append(t.rows, row{next, end, cells})
		}
		next = end
	}
	p.add(t)
	return next
}

// explodedRow reads the cells after a line with only a |, up to the next such line, a line of dashes, or the given number
// of cells (if columns is not 0). It returns the cells and the line after them.
func (p *page) explodedRow(m *markup, at, columns int) (cells []string, end int) {
	if strings.TrimSpace(p.lines[at]) != "|" {
		return nil, at
	}
	var words []string
	for end = at + 1; end < len(p.lines) && (columns == 0 || len(cells) < columns); end++ {
		line := strings.TrimSpace(p.lines[end])
		if columns == 0 && (isRule(line) || len(cells) > maxColumns) {
			break
		}
		if line == "|" && len(words) == 0 && (len(cells) == 0 || p.statusCell(end+1)) {
			break // the row is too short
		}
		text, closed := strings.CutSuffix(line, "|")
		if words = append(words, strings.TrimSpace(text)); closed {
			cells = append(cells, m.plain(strings.Join(words, " ")))
			words = nil
		}
	}
	if len(words) > 0 {
		p.errorf(end-1, "the cell %s does not end with a |: is it cut off?", quote(strings.Join(words, " ")))
	}
	return cells, end
}

// statusCell reports whether a line is a cell with an HTTP status.
func (p *page) statusCell(at int) bool {
	if at >= len(p.lines) {
		return false
	}
	_, ok := oneStatus(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(p.lines[at]), "|")))
	return ok
}
