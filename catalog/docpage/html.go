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

// readHTMLTable reads a table that is written in HTML on a page of text.
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

// readHTML reads the tables of HTML between two lines. It goes by the tags alone, so that it knows the line of each
// cell: what a browser would mend is mended here as far as tables need it.
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

// An htmlReader is the state between two tags.
type htmlReader struct {
	*page
	line, next int // of the token, and behind it
	tables     []*htmlTable
	skip       atom.Atom // within this element nothing is text: script, style
	pre        int       // nesting of pre
	preLine    int
	preText    strings.Builder
	heading    atom.Atom // title or h1
	headText   strings.Builder
	whole      bool // the page has an html tag, and not yet its end
}

// An htmlTable is a table that is open.
type htmlTable struct {
	table  *table
	nested bool // holds another table: it serves the layout
	row    *htmlRow
	spans  map[int]span // cells of rows above that reach down, by column
}

// A span is a cell that reaches into rows below.
type span struct {
	text string
	rows int
}

// An htmlRow is a row that is open. Its cells are placed when it ends.
type htmlRow struct {
	line  int
	cells []htmlCell
	in    bool // within a cell
}

type htmlCell struct {
	text         strings.Builder
	head         bool
	rows, column int // how many it spans
}

func (h *htmlReader) top() *htmlTable {
	if len(h.tables) == 0 {
		return nil
	}
	return h.tables[len(h.tables)-1]
}

// cell returns the cell that is open, or nil.
func (h *htmlReader) cell() *htmlCell {
	if t := h.top(); t != nil && t.row != nil && t.row.in {
		return &t.row.cells[len(t.row.cells)-1]
	}
	return nil
}

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

func (h *htmlReader) open(t html.Token) {
	switch t.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template:
		if t.Type == html.StartTagToken {
			h.skip = t.DataAtom
		}
	case atom.Html:
		h.whole = true
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

// openTable opens a table or a part of one. An open row or cell ends where the next begins.
func (h *htmlReader) openTable(t html.Token) {
	top := h.top()
	switch {
	case t.DataAtom == atom.Table:
		if len(h.tables) >= maxDepth {
			h.errorf(h.line, "tables are nested deeper than %d", maxDepth)
			return
		}
		if top != nil {
			top.nested = true
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
		top.row.in = true
		top.row.cells = append(top.row.cells, htmlCell{
			head: t.DataAtom == atom.Th, rows: spanOf(t, "rowspan"), column: min(spanOf(t, "colspan"), maxColumns),
		})
	}
}

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
		h.whole = false
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
			top.row.in = false
		}
	case t.DataAtom == atom.Tr || t.DataAtom == atom.Thead || t.DataAtom == atom.Tbody:
		h.endRow(top)
	case t.DataAtom == atom.Table:
		h.endRow(top)
		h.tables = h.tables[:len(h.tables)-1]
		if !top.nested && top.table.header != nil {
			h.add(top.table)
		}
	}
}

// endRow places the cells of the open row: the first row of a table is its header.
func (h *htmlReader) endRow(t *htmlTable) {
	r := t.row
	t.row = nil
	if r == nil || t.nested || len(r.cells) == 0 {
		return
	}
	end := max(h.next, r.line) + 1
	cells, heads := t.place(r)
	switch columns := len(t.table.header); {
	case t.table.header == nil && (len(cells) > 1 || len(r.cells) > 1):
		t.table.header, t.table.line = cells, r.line
		h.mark(headerLine, r.line, end)
	case t.table.header == nil:
		// a caption over the header
	case slices.Equal(cells, t.table.header):
		h.mark(headerLine, r.line, end)
	case len(r.cells) == 1 && (r.cells[0].column >= columns || heads && columns > 1):
		// a heading within the table
	case len(cells) != columns:
		h.mark(rowLine, r.line, end)
		h.errorf(r.line, "the row has %d cells, the header in line %d has %d: %s", len(cells), t.table.line+1, columns,
			quote(strings.Join(cells, " ")))
	default:
		t.table.rows = append(t.table.rows, row{r.line, end, cells})
	}
}

// place lays the cells of a row out in columns, with those that reach down from rows above. It reports whether all
// cells of the row itself are headers.
func (t *htmlTable) place(r *htmlRow) (cells []string, heads bool) {
	heads = true
	below := map[int]span{}
	reach := func() {
		for s, ok := t.spans[len(cells)]; ok && len(cells) <= maxColumns; s, ok = t.spans[len(cells)] {
			if s.rows > 1 {
				below[len(cells)] = span{s.text, s.rows - 1}
			}
			cells = append(cells, s.text)
		}
	}
	for i := range r.cells {
		c := &r.cells[i]
		heads = heads && c.head
		text := strings.Join(strings.Fields(c.text.String()), " ")
		for range c.column {
			reach()
			if len(cells) > maxColumns {
				break
			}
			if c.rows > 1 {
				below[len(cells)] = span{text, c.rows - 1}
			}
			cells = append(cells, text)
		}
	}
	reach()
	t.spans = below
	return cells, heads
}

// finish tells of what is open at the end.
func (h *htmlReader) finish(rest string) {
	for _, t := range h.tables {
		if t.table.header != nil && !t.nested || t.row != nil {
			h.errorf(t.table.line, "the table has no end: is the page cut off?")
		}
	}
	switch {
	case len(h.tables) > 0:
	case rest != "":
		h.warnf(h.line, "the page ends within a tag: is it cut off?")
	case h.whole:
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

// spanOf reads how many rows or columns a cell spans.
func spanOf(t html.Token, key string) int {
	n, err := strconv.Atoi(attr(t, key))
	if err != nil {
		return 1
	}
	return max(1, min(n, maxCodes))
}
