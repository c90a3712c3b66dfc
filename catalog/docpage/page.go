package docpage

import (
	"bytes"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// A page is a document that is being read, and what was found on it.
type page struct {
	account
	words    *vocabulary
	patterns *patterns
	verbs    []string
	index    int // of the page, which is that of its source in a draft
	title    string
	url      string
	markdown bool // it has a heading of Markdown
	samples  []sample
	tables   []*table
	flat     *flatTable // the last table of flattened rows
	singles  []cellLine // the page cut into lines and into blocks between blank lines; nil until asked for
	blocks   []cellLine
	steps    int // taken in search of the next row; bounded, so that no page takes long
}

// A table is a table of cells, in whatever shape it stood on the page.
type table struct {
	page    *page
	shape   string
	line    int // of its header
	header  []string
	roles   []role // of each column, when resolve has told them
	kind    columnKind
	rows    []row
	open    bool // nothing on the page shows that the table is complete
	enum    bool // the word beside a number is its enumerator, however it is written
	catalog string
}

// A row is the cells of one code. A cell is a line of text without markup.
type row struct {
	line  int
	end   int // the line behind it
	cells []string
}

// readPage reads a page in the format that its name or its content says.
func readPage(in Page, index int) *page {
	p := &page{words: newVocabulary(), patterns: newPatterns(), verbs: imperatives(), index: index}
	p.account = newAccount(in.Name, nil)
	text, problem := plain(in.Data)
	if problem != "" {
		p.errorf(-1, "%s", problem)
		return p
	}
	p.account = newAccount(in.Name, strings.Split(text, "\n"))
	switch format := formatOf(in.Name, text); {
	case format == "html":
		readHTML(p, 0, len(p.lines))
	case !p.boundedLines():
	case format == "go":
		readGo(p, 0, len(p.lines))
	case format == "csv" && readSeparated(p, p.skipBlank(0), true) > 0:
	default:
		p.readText()
	}
	return p
}

// plain returns the text of a page with one kind of line end, or says why it cannot be read.
func plain(data []byte) (text, problem string) {
	switch {
	case len(data) > MaxPage:
		return "", "the page is larger than 4 MiB"
	case bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")):
		return "", "the page is in UTF-16: save it as UTF-8"
	case !utf8.Valid(data):
		return "", "the page is not in UTF-8"
	case bytes.IndexByte(data, 0) >= 0:
		return "", "the page holds a NUL byte: it is no text"
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	text = strings.ReplaceAll(string(data), "\r\n", "\n")
	return strings.ReplaceAll(text, "\r", "\n"), ""
}

// formatOf tells the format of a page by its name, or by how it begins.
func formatOf(name, text string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".html", ".htm", ".xhtml":
		return "html"
	case ".go":
		return "go"
	case ".csv", ".tsv":
		return "csv"
	case ".md", ".markdown":
		return "text"
	}
	start := strings.ToLower(strings.TrimSpace(text))
	for _, tag := range []string{"<!doctype html", "<html", "<table", "<body", "<head", "<div"} {
		if strings.HasPrefix(start, tag) {
			return "html"
		}
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "//"):
			continue
		case line == "const (" || strings.HasPrefix(line, "package ") && len(strings.Fields(line)) == 2:
			return "go"
		}
		break
	}
	return "text"
}

// boundedLines checks the length of lines, where they have a meaning.
func (p *page) boundedLines() bool {
	for i, line := range p.lines {
		if len(line) > maxLine {
			p.errorf(i, "the line is longer than 64 KiB")
			return false
		}
	}
	return true
}

// A shape reads what begins at a line and returns the line behind it, or at where nothing of its kind begins there.
type shape func(p *page, at int) int

// shapes are tried on each line in this order: what is sure before what is told by words alone.
func shapes() []shape {
	return []shape{
		readFence, readHTMLTable, readMarkdown, readExploded, readPipes, readBody, readIndented, readHeaded, readFlat,
		readVertical, readFlatRest,
	}
}

// readText reads a page of text, in which tables of all shapes may stand.
func (p *page) readText() {
	list := shapes()
	p.markdown = p.hasHeadings()
	for i := p.skipBlank(0); i < len(p.lines); i = p.skipBlank(i) {
		next := i
		for _, read := range list {
			if next = read(p, i); next > i {
				break
			}
		}
		if next == i {
			p.readProse(i)
			next++
		}
		i = next
	}
}

// readProse takes a line for prose. One that looks like a row stands where no header says what its cells are.
func (p *page) readProse(at int) {
	p.mark(prose, at, at+1)
	line := strings.TrimSpace(p.lines[at])
	if p.title == "" && len(line) <= 120 && !strings.HasSuffix(line, ".") && !strings.HasSuffix(line, "。") {
		p.title = strings.TrimSpace(strings.TrimLeft(line, "#"))
	}
	fields := strings.Fields(line)
	if len(fields) < 2 {
		return
	}
	if _, ok := oneStatus(fields[0]); ok && p.patterns.formOf(fields[1]).strong() {
		p.errorf(at, "%s looks like a row, but no header above it says what its cells are", quote(line))
	}
}

// add takes a table in.
func (p *page) add(t *table) {
	t.page = p
	if len(p.tables) >= maxTables {
		p.errorf(t.line, "the page has more than %d tables", maxTables)
		return
	}
	for _, r := range t.rows {
		p.mark(rowLine, r.line, r.end)
	}
	p.tables = append(p.tables, t)
}

// codeTables returns the tables of a page that hold codes.
func (p *page) codeTables() []*table {
	var list []*table
	for _, t := range p.tables {
		if t.resolve() {
			list = append(list, t)
		} else {
			p.release(t)
		}
	}
	if len(list) == 0 && !p.bad {
		p.errorf(-1, "no table of error codes was found")
	}
	return list
}

// release takes the lines of a table back that holds no codes: they are prose.
func (p *page) release(t *table) {
	end := t.line + 1
	if len(t.rows) > 0 {
		end = t.rows[len(t.rows)-1].end
	}
	for i := t.line; i < min(end, len(p.kinds)); i++ {
		if p.kinds[i] == rowLine || p.kinds[i] == headerLine {
			p.kinds[i] = prose
		}
	}
}

// step counts a step of a search, and reports whether there may be another.
func (p *page) step() bool {
	p.steps++
	if p.steps == 8*len(p.lines)+1000 {
		p.errorf(-1, "the page is too irregular: its tables cannot be told apart")
	}
	return p.steps < 8*len(p.lines)+1000
}

// close makes the last checks of a page, when all tables have been read.
func (p *page) close() {
	if len(p.lines) == 0 {
		return
	}
	for i := range p.kinds {
		p.mark(prose, i, i+1)
	}
	for _, t := range p.tables {
		if !t.open || len(t.rows) == 0 || len(t.roles) == 0 {
			continue
		}
		last := t.rows[len(t.rows)-1]
		if p.skipBlank(last.end) == len(p.lines) {
			cell := strings.Fields(last.cells[len(last.cells)-1])
			cell = cell[max(0, len(cell)-4):]
			p.warnf(last.line, "the page ends with this row, number %d of its table, and with the words %s: see that nothing is cut off",
				len(t.rows), quote(strings.Join(cell, " ")))
		}
	}
}

// date returns the day that the page says it was last updated on.
func (p *page) date() string {
	for i, line := range p.lines {
		if m := p.patterns.date.FindStringSubmatch(line); m != nil && p.kinds[i] == prose {
			return m[1]
		}
	}
	return ""
}
