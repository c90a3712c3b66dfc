package docpage

import "strings"

// readExploded reads a Markdown table as some converters write it, a cell on a line: a pipe alone begins a row, and a
// pipe ends each cell.
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
		p.errorf(at, "the header has %d cells and the line of dashes below it %d", columns, dashes)
	}
	next := rule + 1
	for next < len(p.lines) && strings.TrimSpace(p.lines[next]) == "|" {
		cells, end := p.explodedRow(m, next, columns)
		p.mark(rowLine, next, end)
		if len(cells) != columns {
			p.errorf(next, "the row has %d cells, the header in line %d has %d: %s", len(cells), at+1, columns, quote(strings.Join(cells, " ")))
		} else {
			t.rows = append(t.rows, row{next, end, cells})
		}
		next = end
	}
	p.add(t)
	return next
}

// explodedRow reads the cells behind a pipe that stands alone, up to the next one or a line of dashes, or behind the
// last of so many cells. It returns the line behind them.
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
			break // a row that is too short
		}
		text, closed := strings.CutSuffix(line, "|")
		if words = append(words, strings.TrimSpace(text)); closed {
			cells = append(cells, m.plain(strings.Join(words, " ")))
			words = nil
		}
	}
	if len(words) > 0 {
		p.errorf(end-1, "the cell %s has no pipe at its end: is it cut off?", quote(strings.Join(words, " ")))
	}
	return cells, end
}

// statusCell reports whether a line is a cell of a status.
func (p *page) statusCell(at int) bool {
	if at >= len(p.lines) {
		return false
	}
	_, ok := oneStatus(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(p.lines[at]), "|")))
	return ok
}
