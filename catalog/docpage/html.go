package docpage

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHTMLTable reads an HTML table in a text page.
func readHTMLTable(p *page, at int) int {
	line := strings.ToLower(strings.TrimSpace(p.lines[at]))
	if !strings.HasPrefix(line, "<table") {
		return at
	}
	end, depth := at, 0
	for ; end < len(p.lines); end++ {
		line := strings.ToLower(p.lines[end])
		depth += strings.Count(line, "<table") - strings.Count(line, "</table")
		if depth <= 0 {
			end++
			break
		}
	}
	readHTML(p, at, end)
	return end
}

// readHTML reads the tables of the HTML between two lines. It uses the tokenizer instead of the parser, because only the
// tokens have line numbers. Missing end tags are added as far as necessary for tables.
func readHTML(p *page, at, end int) {
	h := &htmlReader{page: p, line: at}
	z := html.NewTokenizer(strings.NewReader(strings.Join(p.lines[at:end], "\n")))
	z.SetMaxBuf(MaxPage + 1)
	for {
		kind := z.Next()
		raw := bytes.Count(z.Raw(), []byte("\n"))
		h.next = h.line + raw
		switch kind {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				p.errorf(h.line, "reading HTML: %v", z.Err())
			}
			h.finish(strings.TrimSpace(string(z.Raw())))
			return
		case html.TextToken:
			h.text(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			h.open(z.Token())
		case html.EndTagToken:
			h.close(z.Token())
		}
		h.line = h.next
	}
}

// An htmlReader is the state of readHTML between two tokens.
type htmlReader struct {
	*page
	line, next int          // the line of the token, and the line after it
	tables     []*htmlTable // the open tables
	skip       atom.Atom    // the open element whose text is ignored: script, style
	pre        int          // number of open pre elements
	preLine    int
	preText    strings.Builder
	heading    atom.Atom // the open heading: title or h1
	headText   strings.Builder
	inHTML     bool // the html element is open
}

// An htmlTable is an open table.
type htmlTable struct {
	table  *table
	layout bool // contains another table, so that it is used for layout only
	row    *htmlRow
	spans  map[int]span // by column, the cells of rows above that span the next row
}

// A span is a cell that spans rows below its own.
type span struct {
	text string
	rows int // number of rows below that it spans
}

// An htmlRow is an open row. Its cells are assigned to columns when it ends.
type htmlRow struct {
	line   int
	cells  []htmlCell
	inCell bool // a cell is open
}

// An htmlCell is a cell of a row, whose text may still grow.
type htmlCell struct {
	text          strings.Builder
	isHeader      bool // th
	rows, columns int  // how many it spans
}

// top returns the innermost open table, or nil.
func (h *htmlReader) top() *htmlTable {
	if len(h.tables) == 0 {
		return nil
	}
	return h.tables[len(h.tables)-1]
}

// cell returns the open cell, or nil.
func (h *htmlReader) cell() *htmlCell {
	if t := h.top(); t != nil && t.row != nil && t.row.inCell {
		return &t.row.cells[len(t.row.cells)-1]
	}
	return nil
}

// text adds a text to the open cell, pre element or heading.
func (h *htmlReader) text(s string) {
	switch c := h.cell(); {
	case h.skip != 0:
	case c != nil:
		c.text.WriteString(s)
	case h.pre > 0:
		h.preText.WriteString(s)
		h.mark(sampleLine, h.line, h.next+1)
	case h.heading != 0:
		h.headText.WriteString(s)
	}
}

// open handles a start tag.
func (h *htmlReader) open(t html.Token) {
	switch t.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template:
		if t.Type == html.StartTagToken {
			h.skip = t.DataAtom
		}
	case atom.Html:
		h.inHTML = true
	case atom.Link:
		if attr(t, "rel") == "canonical" && strings.HasPrefix(attr(t, "href"), "http") {
			h.url = attr(t, "href")
		}
	case atom.Title, atom.H1:
		h.heading = t.DataAtom
		h.headText.Reset()
	case atom.Pre:
		if h.pre++; h.pre == 1 {
			h.preLine = h.line
			h.preText.Reset()
		}
	case atom.Br, atom.P, atom.Li, atom.Div, atom.Ul:
		if c := h.cell(); c != nil {
			c.text.WriteByte(' ')
		}
	default:
		h.openTable(t)
	}
}

// openTable opens a table, row or cell. It ends an open row or cell.
func (h *htmlReader) openTable(t html.Token) {
	top := h.top()
	switch {
	case t.DataAtom == atom.Table:
		if len(h.tables) >= maxDepth {
			h.errorf(h.line, "tables are nested more than %d levels deep", maxDepth)
			return
		}
		if top != nil {
			top.layout = true
		}
		h.tables = append(h.tables, &htmlTable{table: &table{page: h.page, shape: "html", line: h.line}, spans: map[int]span{}})
	case top == nil:
	case t.DataAtom == atom.Tr:
		h.endRow(top)
		top.row = &htmlRow{line: h.line}
	case t.DataAtom == atom.Td || t.DataAtom == atom.Th:
		if top.row == nil {
			top.row = &htmlRow{line: h.line}
		}
		top.row.inCell = true
		top.row.cells = append(top.row.cells, htmlCell{
			isHeader: t.DataAtom == atom.Th, rows: spanOf(t, "rowspan"), columns: min(spanOf(t, "colspan"), maxColumns),
		})
	}
}

// close handles an end tag.
func (h *htmlReader) close(t html.Token) {
	if h.skip != 0 {
		if t.DataAtom == h.skip {
			h.skip = 0
		}
		return
	}
	top := h.top()
	switch {
	case t.DataAtom == atom.Html:
		h.inHTML = false
	case t.DataAtom == h.heading && h.heading != 0:
		if words := strings.Join(strings.Fields(h.headText.String()), " "); words != "" && (h.title == "" || h.heading == atom.H1) {
			h.title = words
		}
		h.heading = 0
	case t.DataAtom == atom.Pre && h.pre > 0:
		if h.pre--; h.pre == 0 && h.cell() == nil && strings.TrimSpace(h.preText.String()) != "" {
			h.samples = append(h.samples, sample{h.preLine, strings.Trim(h.preText.String(), "\n") + "\n"})
		}
	case top == nil:
	case t.DataAtom == atom.Td || t.DataAtom == atom.Th:
		if top.row != nil {
			top.row.inCell = false
		}
	case t.DataAtom == atom.Tr || t.DataAtom == atom.Thead || t.DataAtom == atom.Tbody:
		h.endRow(top)
	case t.DataAtom == atom.Table:
		h.endRow(top)
		h.tables = h.tables[:len(h.tables)-1]
		if !top.layout && top.table.header != nil {
			h.add(top.table)
		}
	}
}

// endRow adds the open row to its table. The first row is the header.
func (h *htmlReader) endRow(t *htmlTable) {
	r := t.row
	t.row = nil
	if r == nil || t.layout || len(r.cells) == 0 {
		return
	}
	end := max(h.next, r.line) + 1
	cells, allHeaders := t.place(r)
	switch columns := len(t.table.header); {
	case t.table.header == nil && (len(cells) > 1 || len(r.cells) > 1):
		t.table.header, t.table.line = cells, r.line
		h.mark(headerLine, r.line, end)
	case t.table.header == nil:
		// a caption above the header
	case slices.Equal(cells, t.table.header):
		h.mark(headerLine, r.line, end)
	case len(r.cells) == 1 && (r.cells[0].columns >= columns || allHeaders && columns > 1):
		// a heading in the table
	case len(cells) != columns:
		h.mark(rowLine, r.line, end)
		h.errorf(r.line, "the row has %d cells, but the header on line %d has %d: %s", len(cells), t.table.line+1, columns,
			quote(strings.Join(cells, " ")))
	default:
		t.table.rows = append(t.table.rows, row{r.line, end, cells})
	}
}

// place returns the texts of a row by column, including the cells of rows above that span it, and whether all cells of
// the row itself are header cells (th).
func (t *htmlTable) place(r *htmlRow) (cells []string, allHeaders bool) {
	allHeaders = true
	below := map[int]span{}
	addSpans := func() {
		for s, ok := t.spans[len(cells)]; ok && len(cells) <= maxColumns; s, ok = t.spans[len(cells)] {
			if s.rows > 1 {
				below[len(cells)] = span{s.text, s.rows - 1}
			}
			cells = append(cells, s.text)
		}
	}
	for i := range r.cells {
		c := &r.cells[i]
		allHeaders = allHeaders && c.isHeader
		text := strings.Join(strings.Fields(c.text.String()), " ")
		for range c.columns {
			addSpans()
			if len(cells) > maxColumns {
				break
			}
			if c.rows > 1 {
				below[len(cells)] = span{text, c.rows - 1}
			}
			cells = append(cells, text)
		}
	}
	addSpans()
	t.spans = below
	return cells, allHeaders
}

// finish reports elements that are open at the end of the page. The text rest is an incomplete tag.
func (h *htmlReader) finish(rest string) {
	for _, t := range h.tables {
		if t.table.header != nil && !t.layout || t.row != nil {
			h.errorf(t.table.line, "the table has no end: is the page cut off?")
		}
	}
	switch {
	case len(h.tables) > 0:
	case rest != "":
		h.warnf(h.line, "the page ends within a tag: is it cut off?")
	case h.inHTML:
		h.warnf(h.line, "the page ends without </html>: is it cut off?")
	}
}

func attr(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// spanOf returns the number of rows or columns that a cell spans.
func spanOf(t html.Token, key string) int {
	n, err := strconv.Atoi(attr(t, key))
	if err != nil {
		return 1
	}
	return max(1, min(n, maxCodes))
}
