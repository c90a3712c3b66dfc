package docpage

import (
	"cmp"
	"slices"
	"strings"
)

// A cellLine is a cell that stands alone: one line, or the lines up to a blank one.
type cellLine struct {
	line, end int
	text      string
	roles     []role // what a column may hold that is headed so
	row       bool   // of a row, and of no header: a status, a number or what is written as a code
}

// A records is a table whose cells stand one below the other: first those of the header, then those of each row.
type records struct {
	*table
	may   [][]role   // what each column may hold by its header
	cells []cellLine // of the whole page from the header on
	at    int        // index of the next cell
	known map[form]int
}

// maxRun bounds the header of a vertical table.
const maxRun = 16

// readVertical reads a run of lines that are header words each, and the records under it.
func readVertical(p *page, at int) int {
	if p.words.of(p.lines[at]) == nil {
		return at
	}
	cells := p.cellsFrom(at)
	v := p.verticalHeader(cells)
	if v == nil {
		return at
	}
	if v.line > at {
		p.mark(prose, at, v.line)
	}
	for v.at < len(v.cells) {
		if v.fits(v.at) {
			v.take()
			continue
		}
		if !v.recover() {
			break
		}
	}
	p.add(v.table)
	if v.at >= len(v.cells) {
		return len(p.lines)
	}
	return max(v.cells[v.at].line, at+1)
}

// cellsFrom returns the cells from a line on. Where a blank line follows it, a cell goes up to the next blank line.
func (p *page) cellsFrom(at int) []cellLine {
	kept, blocks := &p.singles, at+1 < len(p.lines) && p.blank(at+1)
	if blocks {
		kept = &p.blocks
	}
	if *kept == nil {
		*kept = p.cellLines(blocks)
	}
	from, _ := slices.BinarySearchFunc(*kept, at, func(c cellLine, line int) int { return cmp.Compare(c.line, line) })
	return (*kept)[from:]
}

// cellLines cuts a page into cells: lines, or blocks between blank lines.
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
		if c.roles = p.words.of(c.text); c.roles == nil {
			f := p.patterns.formOf(c.text)
			c.row = f == formInt || f.strong()
		}
		list = append(list, c)
		i = end
	}
	return list
}

// verticalHeader finds where in a run of header words the header begins, so that a record of as many cells follows
// it. If all words together give no header, one in three may be unknown.
func (p *page) verticalHeader(cells []cellLine) *records {
	for _, unknown := range []bool{false, true} {
		for from := range cells[:min(len(cells), maxRun)] {
			if cells[from].roles == nil || !p.step() {
				break
			}
			run := p.headerRun(cells[from:], unknown)
			if run < 2 {
				continue
			}
			if v := p.newRecords(cells[from:], run); v != nil && v.fits(run) {
				v.at = run
				p.mark(headerLine, v.line, cells[from+run-1].end)
				return v
			}
		}
	}
	return p.brokenVertical(cells)
}

// headerRun counts the cells that may be a header, up to one that is of a row; 0 where too many are unknown.
func (p *page) headerRun(cells []cellLine, unknown bool) int {
	run, known := 0, 0
	for run < min(len(cells), maxRun) && !cells[run].row {
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

// brokenVertical reads a header whose first record does not fit it: three known words in a run, a code among them.
func (p *page) brokenVertical(cells []cellLine) *records {
	for from := range cells[:min(len(cells), maxRun)] {
		run := 0
		for run < min(len(cells)-from, maxRun) && cells[from+run].roles != nil {
			run++
		}
		if run < 3 {
			return nil
		}
		near := cells[from+run : min(len(cells), from+3*run)]
		if !slices.ContainsFunc(near, func(c cellLine) bool { return c.row }) {
			return nil
		}
		if v := p.newRecords(cells[from:], run); v != nil {
			v.at = run
			p.mark(headerLine, v.line, cells[from+run-1].end)
			return v
		}
	}
	return nil
}

// newRecords makes a table of a header, nil where the header names a column twice or none of a fixed form.
func (p *page) newRecords(cells []cellLine, columns int) *records {
	v := &records{table: &table{page: p, shape: "vertical", line: cells[0].line, open: true}, cells: cells, known: map[form]int{}}
	key := false
	for _, c := range cells[:columns] {
		for _, before := range v.header {
			if normal(before) == normal(c.text) {
				return nil
			}
		}
		roles := c.roles
		if roles == nil && len(c.text) > 60 {
			return nil
		}
		key = key || isKey(roles)
		v.header = append(v.header, c.text)
		v.may = append(v.may, roles)
	}
	if !key {
		return nil
	}
	return v
}

// fits reports whether a record can begin at a cell: those of a fixed form are where the header has them.
func (v *records) fits(at int) bool {
	if at+len(v.header) > len(v.cells) {
		return false
	}
	for i, roles := range v.may {
		if !v.fitsColumn(roles, v.cells[at+i].text) {
			return false
		}
	}
	return true
}

// fitsColumn reports whether a text can be the cell of a column.
func (v *records) fitsColumn(roles []role, text string) bool {
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

// keys counts the columns of a fixed form.
func (v *records) keys() int {
	n := 0
	for _, roles := range v.may {
		if isKey(roles) {
			n++
		}
	}
	return n
}

// take takes the record at the next cell.
func (v *records) take() {
	r := row{line: v.cells[v.at].line, end: v.cells[v.at+len(v.header)-1].end}
	for i := range v.header {
		cell := v.cells[v.at+i].text
		r.cells = append(r.cells, cell)
		if f := v.page.patterns.formOf(cell); isKey(v.may[i]) && (f == formTagged || f == formUpper || f == formHex) {
			v.known[f]++
		}
	}
	v.rows = append(v.rows, r)
	v.at += len(v.header)
}

// recover goes on behind cells that are no record. Where no record follows them, and none of them is a status or a
// code, the table has ended and they are prose; two header words in a row begin another. It reports whether the table
// goes on.
func (v *records) recover() bool {
	at, anchors := v.at, 0
	for at < len(v.cells) && (at == v.at || !v.fits(at)) {
		if v.cells[at].roles != nil && at+1 < len(v.cells) && v.cells[at+1].roles != nil || v.page.words.split(v.cells[at].text) != nil || !v.page.step() {
			break
		}
		if v.isAnchor(v.cells[at].text) {
			anchors++
		}
		at++
	}
	goesOn := at < len(v.cells) && v.fits(at)
	short := at == len(v.cells) && at-v.at == len(v.header)-1
	if at == v.at || !goesOn && anchors == 0 && !short {
		return false
	}
	first := v.cells[v.at]
	v.page.mark(rowLine, first.line, v.cells[at-1].end)
	v.page.errorf(first.line, "from %s on %d cells make no row of the table in line %d, which has %d columns: %s",
		quote(first.text), at-v.at, v.line+1, len(v.header), strings.Join(v.header, ", "))
	v.at = at
	return goesOn
}

// isAnchor reports whether a text is a status, or a code of a form that the table's codes have.
func (v *records) isAnchor(text string) bool {
	_, status := oneStatus(text)
	return status || v.known[v.page.patterns.formOf(text)] > 0
}
