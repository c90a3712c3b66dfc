package docpage

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// readHeaded reads a table in a text page with tabs, commas or semicolons between the cells and known headers.
func readHeaded(p *page, at int) int { return readSeparated(p, at, false) }

// readSeparated reads a table as specified by RFC 4180, with tabs, commas or semicolons between the cells. In a text page
// (whole is false) all headers must be known, and the table ends at a blank line. Otherwise the table is the whole file.
func readSeparated(p *page, at int, whole bool) int {
	if at >= len(p.lines) {
		return at
	}
	comma := p.separator(p.lines[at], whole)
	if comma == 0 {
		return at
	}
	end := len(p.lines)
	for i := at; !whole && i < end; i++ {
		if p.blank(i) {
			end = i
		}
	}
	var text strings.Builder
	for _, line := range p.lines[at:end] {
		text.WriteString(strings.TrimRight(line, " "))
		text.WriteByte('\n')
	}
	r := csv.NewReader(strings.NewReader(text.String()))
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = comma, -1, comma != '\t'
	t := &table{shape: "csv", line: at, open: true}
	for {
		cells, err := r.Read()
		if err != nil {
			p.csvError(err, at)
			break
		}
		line, _ := r.FieldPos(0)
		last, _ := r.FieldPos(len(cells) - 1)
		p.csvRecord(t, at+line-1, at+last+strings.Count(cells[len(cells)-1], "\n"), cells)
	}
	p.mark(rowLine, at, end)
	p.add(t)
	return end
}

// csvRecord adds the cells of the lines from at up to end: the header or a row.
func (p *page) csvRecord(t *table, at, end int, cells []string) {
	for i, c := range cells {
		cells[i] = strings.Join(strings.Fields(c), " ")
	}
	switch {
	case t.header == nil:
		p.mark(headerLine, at, end)
		t.header = cells
		if len(cells) > maxColumns {
			p.errorf(at, "the table has more than %d columns", maxColumns)
		}
	case len(cells) == 1 && cells[0] == "":
		p.mark(proseLine, at, end)
	case len(cells) != len(t.header):
		p.errorf(at, "the row has %d cells, but the header on line %d has %d: %s", len(cells), t.line+1, len(t.header), quote(p.lines[at]))
	default:
		t.rows = append(t.rows, row{at, end, cells})
	}
}

func (p *page) csvError(err error, at int) {
	var syntax *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
	case errors.As(err, &syntax):
		p.errorf(at+syntax.Line-1, "reading comma-separated values: %v", syntax.Err)
	default:
		p.errorf(at, "reading comma-separated values: %v", err)
	}
}

// separator returns the separator of a header line that results in the most cells, or 0. In a text page all headers must
// be known, and one must be a key (see isKey).
func (p *page) separator(line string, whole bool) rune {
	best, cells := rune(0), 1
	for _, comma := range []rune{'\t', ',', ';'} {
		words := strings.FieldsFunc(line, func(r rune) bool { return r == comma })
		if len(words) < 2 || !whole && !p.allHeaders(words) {
			continue
		}
		if len(words) > cells {
			best, cells = comma, len(words)
		}
	}
	return best
}

// allHeaders reports whether all cells are known headers and one is a key.
func (p *page) allHeaders(cells []string) bool {
	known := func(c string) bool { return p.words.rolesOf(strings.Trim(c, `"`)) != nil }
	key := func(c string) bool { return isKey(p.words.rolesOf(strings.Trim(c, `"`))) }
	return !slices.ContainsFunc(cells, func(c string) bool { return !known(c) }) && slices.ContainsFunc(cells, key)
}
