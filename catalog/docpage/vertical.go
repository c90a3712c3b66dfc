package docpage

import (
	"cmp"
	"slices"
	"strings"
)

// A cellLine is a cell that is alone on its lines: one line, or the lines up to a blank one.
type cellLine struct {
	line, end int
	text      string
	roles     []role // the possible roles of a column with this header; nil if it is not a known header
	isRow     bool   // certainly a cell of a row and not a header: a number or a code of a strong form
}

// A verticalTable is a table with one cell per line: first the headers, then the cells of each row.
type verticalTable struct {
	*table
	possible [][]role     // the possible roles of each column by its header
	cells    []cellLine   // the cells of the page from the header on
	at       int          // index of the next cell
	known    map[form]int // number of codes by form, for forms that are not words
}

// maxRun is the maximum number of headers of a vertical table.
const maxRun = 16

// readVertical reads consecutive lines that are known headers, and the records below them.
func readVertical(p *page, at int) int {
	if p.words.rolesOf(p.lines[at]) == nil {
		return at
	}
	cells := p.cellsFrom(at)
	v := p.verticalHeader(cells)
	if v == nil {
		return at
	}
	if v.line > at {
		p.mark(proseLine, at, v.line)
	}
	for v.at < len(v.cells) {
		if v.fits(v.at) {
			v.addRow()
			continue
		}
		if !v.skipCells() {
			break
		}
	}
	p.add(v.table)
	if v.at >= len(v.cells) {
		return len(p.lines)
	}
	return max(v.cells[v.at].line, at+1)
}

// cellsFrom returns the cells from a line on. If a blank line follows the line, cells are blocks between blank lines.
func (p *page) cellsFrom(at int) []cellLine {
	cached, blocks := &p.lineCells, at+1 < len(p.lines) && p.blank(at+1)
	if blocks {
		cached = &p.blockCells
	}
	if *cached == nil {
		*cached = p.cellLines(blocks)
	}
	from, _ := slices.BinarySearchFunc(*cached, at, func(c cellLine, line int) int { return cmp.Compare(c.line, line) })
	return (*cached)[from:]
}

// cellLines splits a page into cells: lines, or blocks between blank lines.
func (p *page) cellLines(blocks bool) []cellLine {
	list := []cellLine{}
	for i := p.skipBlank(0); i < len(p.lines); i = p.skipBlank(i) {
		end := i + 1
		for blocks && end < len(p.lines) && !p.blank(end) {
			end++
		}
		var words []string
		for _, line := range p.lines[i:end] {
			words = append(words, strings.Fields(line)...)
		}
		c := cellLine{line: i, end: end, text: strings.Join(words, " ")}
		if c.roles = p.words.rolesOf(c.text); c.roles == nil {
			f := p.patterns.formOf(c.text)
			c.isRow = f == formInt || f.strong()
		}
		list = append(list, c)
		i = end
	}
	return list
}

// verticalHeader finds the first header in a run of known headers such that a record follows the run. If there is none
// with known headers only, one in three headers may be unknown.
func (p *page) verticalHeader(cells []cellLine) *verticalTable {
	for _, unknown := range []bool{false, true} {
		for from := range cells[:min(len(cells), maxRun)] {
			if cells[from].roles == nil || !p.step() {
				break
			}
			run := p.headerRun(cells[from:], unknown)
			if run < 2 {
				continue
			}
			if v := p.newVerticalTable(cells[from:], run); v != nil && v.fits(run) {
				v.at = run
				p.mark(headerLine, v.line, cells[from+run-1].end)
				return v
			}
		}
	}
	return p.brokenVertical(cells)
}

// headerRun returns the number of cells that may be headers, up to the first cell of a row. It returns 0 if too many are
// unknown.
func (p *page) headerRun(cells []cellLine, unknown bool) int {
	run, known := 0, 0
	for run < min(len(cells), maxRun) && !cells[run].isRow {
		text := cells[run].text
		switch {
		case cells[run].roles != nil:
			known++
		case !unknown || strings.HasSuffix(text, ".") || len(strings.Fields(text)) > 4:
			return run * min(1, known)
		}
		run++
	}
	if 3*known < 2*run {
		return 0
	}
	return run
}

// brokenVertical finds a header that the first record does not match: at least three known headers in a run, followed by
// the cell of a row. It returns nil if there is none.
func (p *page) brokenVertical(cells []cellLine) *verticalTable {
	for from := range cells[:min(len(cells), maxRun)] {
		run := 0
		for run < min(len(cells)-from, maxRun) && cells[from+run].roles != nil {
			run++
		}
		if run < 3 {
			return nil
		}
		near := cells[from+run : min(len(cells), from+3*run)]
		if !slices.ContainsFunc(near, func(c cellLine) bool { return c.isRow }) {
			return nil
		}
		if v := p.newVerticalTable(cells[from:], run); v != nil {
			v.at = run
			p.mark(headerLine, v.line, cells[from+run-1].end)
			return v
		}
	}
	return nil
}

// newVerticalTable makes a table from its headers. It returns nil if a header is duplicate or too long, or if no column has a
// fixed form.
func (p *page) newVerticalTable(cells []cellLine, columns int) *verticalTable {
	v := &verticalTable{table: &table{page: p, shape: "vertical", line: cells[0].line, open: true}, cells: cells, known: map[form]int{}}
	key := false
	for _, c := range cells[:columns] {
		for _, before := range v.header {
			if normalize(before) == normalize(c.text) {
				return nil
			}
		}
		roles := c.roles
		if roles == nil && len(c.text) > 60 {
			return nil
		}
		key = key || isKey(roles)
		v.header = append(v.header, c.text)
		v.possible = append(v.possible, roles)
	}
	if !key {
		return nil
	}
	return v
}

// fits reports whether the cells from an index on match the columns.
func (v *verticalTable) fits(at int) bool {
	if at+len(v.header) > len(v.cells) {
		return false
	}
	for i, roles := range v.possible {
		if !v.fitsColumn(roles, v.cells[at+i].text) {
			return false
		}
	}
	return true
}

// fitsColumn reports whether a text can be the cell of a column with the roles.
func (v *verticalTable) fitsColumn(roles []role, text string) bool {
	if len(roles) == 0 {
		return true
	}
	switch f := v.page.patterns.formOf(text); {
	case isKey(roles) && roles[0] == roleStatus && v.keys() > 1:
		_, ok := statuses(text)
		return ok || noStatus(text) || f == formInt
	case isKey(roles):
		return f != formNone && f != formLower
	default:
		_, status := oneStatus(text)
		return !status && v.known[f] == 0
	}
}

// keys returns the number of columns of a fixed form.
func (v *verticalTable) keys() int {
	n := 0
	for _, roles := range v.possible {
		if isKey(roles) {
			n++
		}
	}
	return n
}

// addRow adds the record at the next cell.
func (v *verticalTable) addRow() {
	r := row{line: v.cells[v.at].line, end: v.cells[v.at+len(v.header)-1].end}
	for i := range v.header {
		cell := v.cells[v.at+i].text
		r.cells = append(r.cells, cell)
		if f := v.page.patterns.formOf(cell); isKey(v.possible[i]) && (f == formTagged || f == formUpper || f == formHex) {
			v.known[f]++
		}
	}
	v.rows = append(v.rows, r)
	v.at += len(v.header)
}

// skipCells skips cells that are not a record, and reports whether another record follows. It is an error if cells are
// skipped. If no record follows and none of the cells is a status or a code, the table has ended and the cells are left
// to be prose. Two headers in succession begin another table.
func (v *verticalTable) skipCells() bool {
	at, anchors := v.at, 0
	for at < len(v.cells) && (at == v.at || !v.fits(at)) {
		if v.cells[at].roles != nil && at+1 < len(v.cells) && v.cells[at+1].roles != nil || v.page.words.splitHeader(v.cells[at].text) != nil || !v.page.step() {
			break
		}
		if v.isAnchor(v.cells[at].text) {
			anchors++
		}
		at++
	}
	continues := at < len(v.cells) && v.fits(at)
	short := at == len(v.cells) && at-v.at == len(v.header)-1
	if at == v.at || !continues && anchors == 0 && !short {
		return false
	}
	first := v.cells[v.at]
	v.page.mark(rowLine, first.line, v.cells[at-1].end)
	v.page.errorf(first.line, "the cells from %s on, %d of them, are not a row of the table on line %d, which has %d columns: %s",
		quote(first.text), at-v.at, v.line+1, len(v.header), strings.Join(v.header, ", "))
	v.at = at
	return continues
}

// isAnchor reports whether a text is a status, or has a form that codes of the table have.
func (v *verticalTable) isAnchor(text string) bool {
	_, status := oneStatus(text)
	return status || v.known[v.page.patterns.formOf(text)] > 0
}
