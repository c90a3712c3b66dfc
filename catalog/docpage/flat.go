package docpage

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A flatTable is a table with one line per row and cells separated by spaces, as in the plain text of a web page. Cells
// of a fixed form (status, code) are recognized at both ends of the line. Between them is one text cell, or two whose
// boundary has to be found (split.go).
type flatTable struct {
	*table
	before, after [][]role // the possible roles of the columns of a fixed form at both ends
	proseCells    int      // number of text cells between them
	texts         []string // for each row, the text between the ends
	end           int      // the line after the last row
}

// readFlat reads a header line of known headers and the rows below it.
func readFlat(p *page, at int) int {
	f := p.flatHeader(at)
	if f == nil {
		return at
	}
	p.mark(headerLine, at, at+1)
	next := p.skipBlank(at + 1)
	for ; next < len(p.lines); next = p.skipBlank(next) {
		cells, rest, missing := f.cut(p.lines[next])
		adjacent := next == max(f.end, at+1) // no blank line between
		switch {
		case missing == "":
			f.addRow(next, cells, rest)
		case adjacent && p.words.splitHeader(p.lines[next]) == nil:
			p.mark(rowLine, next, next+1)
			p.errorf(next, "%s is not a row of the table on line %d: %s is missing", quote(p.lines[next]), at+1, missing)
			f.end = next + 1
		default:
			f.finish()
			p.flat = f
			return next
		}
		next++
	}
	f.finish()
	p.flat = f
	return next
}

// flatHeader reads a line as the header of a flattened table, or returns nil. Two headers alone may be a heading of the
// page, so a row must follow them.
func (p *page) flatHeader(at int) *flatTable {
	line := p.lines[at]
	if strings.ContainsAny(line, "\t|") {
		return nil
	}
	header := p.words.splitHeader(line)
	if header == nil {
		return nil
	}
	f := &flatTable{table: &table{page: p, shape: "flat", line: at, header: header, open: true}}
	var roles [][]role
	for _, h := range header {
		roles = append(roles, p.words.rolesOf(h))
	}
	from, to := 0, len(roles)
	for from < to && isWord(roles[from]) {
		from++
	}
	for to > from && isWord(roles[to-1]) {
		to--
	}
	f.before, f.after, f.proseCells = roles[:from], roles[to:], to-from
	next := p.skipBlank(at + 1)
	if next == len(p.lines) {
		return nil
	}
	if _, _, missing := f.cut(p.lines[next]); missing != "" && (len(header) == 2 || p.words.splitHeader(p.lines[next]) != nil) {
		return nil
	}
	if f.proseCells > 2 {
		p.errorf(at, "the table has %d text columns separated only by spaces: the boundaries of their cells cannot be found", f.proseCells)
	}
	return f
}

// cut splits a line into the cells of a fixed form and the rest. If the line is not a row, missing describes the cell
// that is missing.
func (f *flatTable) cut(line string) (cells []string, rest, missing string) {
	rest = strings.TrimSpace(line)
	for i, roles := range f.before {
		word, after, _ := strings.Cut(rest, " ")
		if !f.fits(roles, word) {
			return nil, "", quote(f.header[i])
		}
		cells, rest = append(cells, word), strings.TrimSpace(after)
	}
	ends := make([]string, len(f.after))
	for i := len(f.after) - 1; i >= 0; i-- {
		cut := strings.LastIndexByte(rest, ' ')
		word := rest[cut+1:]
		if !f.fits(f.after[i], word) {
			return nil, "", quote(f.header[len(f.header)-len(f.after)+i])
		}
		ends[i], rest = word, strings.TrimSpace(rest[:cut+1])
	}
	if f.proseCells > 0 && rest == "" {
		return nil, "", quote(f.header[len(f.before)])
	}
	if f.proseCells == 0 && rest != "" {
		return nil, "", "a column for " + quote(rest)
	}
	return append(cells, ends...), rest, ""
}

// fits reports whether a word can be the cell of a column. If it is the only column of a fixed form, a code must have a
// form that the word of a sentence cannot have.
func (f *flatTable) fits(roles []role, word string) bool {
	switch roles[0] {
	case roleRetry:
		return isAnswer(word)
	case roleStatus:
		_, ok := oneStatus(word)
		return ok || f.keys() > 1 && f.page.patterns.formOf(word) == formInt && noStatusColumn(f)
	}
	form := f.page.patterns.formOf(word)
	if f.keys() > 1 {
		return form != formNone && form != formLower && !strings.HasSuffix(word, ":")
	}
	return form.strong() || form == formInt
}

// keys returns the number of columns of a fixed form, except one about retries.
func (f *flatTable) keys() int {
	n := 0
	for _, roles := range append(append([][]role{}, f.before...), f.after...) {
		if roles[0] != roleRetry {
			n++
		}
	}
	return n
}

// noStatusColumn reports whether no header contains "HTTP", so that a column with the header "status code" may contain
// other numbers than HTTP statuses.
func noStatusColumn(f *flatTable) bool {
	for _, h := range f.header {
		if strings.Contains(normalize(h), "http") {
			return false
		}
	}
	return true
}

// addRow adds a row.
func (f *flatTable) addRow(at int, cells []string, rest string) {
	f.page.mark(rowLine, at, at+1)
	f.rows = append(f.rows, row{at, at + 1, cells})
	f.texts = append(f.texts, rest)
	f.end = at + 1
}

// readFlatRest reads more rows of a flattened table, after prose that follows the table.
func readFlatRest(p *page, at int) int {
	f := p.flat
	if f == nil || len(f.rows) == 0 || strings.Contains(p.lines[at], "|") {
		return at
	}
	cells, _, missing := f.cut(p.lines[at])
	if missing != "" || f.codeForm(cells) != f.codeForm(f.rows[0].cells) {
		return at
	}
	p.warnf(at, "the table on line %d continues here, after other text", f.line+1)
	more := &flatTable{
		table:  &table{page: p, shape: "flat", line: f.line, header: f.header, open: true},
		before: f.before, after: f.after, proseCells: f.proseCells,
	}
	p.flat = more
	next := at
	for ; next < len(p.lines); next = p.skipBlank(next) {
		cells, rest, missing := more.cut(p.lines[next])
		if missing != "" {
			break
		}
		more.addRow(next, cells, rest)
		next++
	}
	more.finish()
	return next
}

// codeForm returns the form of the code of a row.
func (f *flatTable) codeForm(cells []string) form {
	keys := append(append([][]role{}, f.before...), f.after...)
	for i, roles := range keys {
		if roles[0] != roleRetry && (roles[0] != roleStatus || f.keys() == 1) {
			return f.page.patterns.formOf(cells[i])
		}
	}
	return formNone
}

// finish inserts the text cells into the rows and adds the table to the page.
func (f *flatTable) finish() {
	f.checkWords()
	boundaries := f.boundaries()
	for i := range f.rows {
		r := &f.rows[i]
		cells := append([]string{}, r.cells[:len(f.before)]...)
		switch f.proseCells {
		case 1:
			cells = append(cells, f.texts[i])
		case 2:
			cells = append(cells, strings.TrimSpace(f.texts[i][:boundaries[i]]), strings.TrimSpace(f.texts[i][boundaries[i]:]))
		}
		r.cells = append(cells, r.cells[len(f.before):]...)
	}
	if f.proseCells > 2 {
		f.rows = nil
	}
	f.page.add(f.table)
}

// checkWords reports rows without a code: if the supposed code is a common word followed by the rest of a sentence, while
// most codes of the table have a strong form.
func (f *flatTable) checkWords() {
	if len(f.before) == 0 || f.proseCells == 0 {
		return
	}
	strong := 0
	for _, r := range f.rows {
		if f.codeForm(r.cells).strong() {
			strong++
		}
	}
	for i, r := range f.rows {
		form := f.codeForm(r.cells)
		first, _ := utf8.DecodeRuneInString(f.texts[i])
		if (form == formWord || form == formOther) && unicode.IsLower(first) && 2*strong > len(f.rows) {
			f.page.errorf(r.line, "%s has no code: %s looks like the beginning of its text", quote(f.page.lines[r.line]), quote(r.cells[len(f.before)-1]))
		}
	}
}
