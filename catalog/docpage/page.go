package docpage

import (
	"bytes"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/catalog/docpage/internal/remedy"
)

// A page is a document that is being read, and what was found in it.
type page struct {
	pageLines
	lexicon
	index    int // of the page, and of its source in a draft
	title    string
	url      string
	markdown bool // it has a Markdown heading
	samples  []sample
	tables   []*table
	flat     *flatTable // the last flattened table

	// The cells of the page if each line is a cell, and if each block between blank lines is one. Nil until needed.
	lineCells, blockCells []cellLine

	steps int // steps of searches so far; see step
}

// A lexicon contains what a page needs to understand words and sentences.
type lexicon struct {
	words    *vocabulary
	patterns *patterns
	verbs    []string // with which instructions begin
	remedies *remedy.Reader
}

func newLexicon() lexicon {
	return lexicon{words: newVocabulary(), patterns: newPatterns(), verbs: imperatives(), remedies: remedy.NewReader()}
}

// A table is a table of cells, independent of its format on the page.
type table struct {
	page    *page
	shape   string // its format on the page
	line    int    // 0-based line of its header
	header  []string
	roles   []role // the role of each column; nil before resolve
	kind    catalog.Kind
	rows    []row
	open    bool // the page does not show whether the table is complete
	enum    bool // the names are enumerators even if they are not in upper case
	catalog string
}

// A row contains the cells of one code. A cell is a text on one line, without markup.
type row struct {
	line  int // 0-based
	end   int // the line after it
	cells []string
}

// readPage reads a page. The format is determined by its name or its content.
func readPage(in Page, index int) *page {
	p := &page{lexicon: newLexicon(), index: index}
	p.pageLines = newPageLines(in.Name, nil)
	text, problem := decode(in.Data)
	if problem != "" {
		p.errorf(-1, "%s", problem)
		return p
	}
	p.pageLines = newPageLines(in.Name, strings.Split(text, "\n"))
	switch format := formatOf(in.Name, text); {
	case format == "html":
		readHTML(p, 0, len(p.lines))
	case !p.checkLineLengths():
	case format == "go":
		readGo(p, 0, len(p.lines))
	case format == "csv" && readSeparated(p, p.skipBlank(0), true) > 0:
	default:
		p.readText()
	}
	return p
}

// decode returns the text of a page with LF line ends, or the reason why it cannot be read.
func decode(data []byte) (text, problem string) {
	switch {
	case len(data) > MaxPage:
		return "", "the page is larger than 4 MiB"
	case bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")):
		return "", "the page is in UTF-16: save it as UTF-8"
	case !utf8.Valid(data):
		return "", "the page is not in UTF-8"
	case bytes.IndexByte(data, 0) >= 0:
		return "", "the page contains a NUL byte, so it is not a text file"
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	text = strings.ReplaceAll(string(data), "\r\n", "\n")
	return strings.ReplaceAll(text, "\r", "\n"), ""
}

// formatOf determines the format of a page by its name or, if that is not known, by its beginning.
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

// checkLineLengths reports an error if a line is too long.
func (p *page) checkLineLengths() bool {
	for i, line := range p.lines {
		if len(line) > maxLine {
			p.errorf(i, "the line is longer than 64 KiB")
			return false
		}
	}
	return true
}

// A tableReader reads the table or other element that begins at a line, and returns the line after it. If no element of
// its kind begins there, it returns at.
type tableReader func(p *page, at int) int

// tableReaders returns the readers in the order in which they are tried on each line: formats with clear syntax before
// those that are recognized only by their words.
func tableReaders() []tableReader {
	return []tableReader{
		readFence, readHTMLTable, readMarkdown, readExploded, readPipes, readBody, readIndented, readHeaded, readFlat,
		readVertical, readFlatRest,
	}
}

// readText reads a text page, which may contain tables of all formats.
func (p *page) readText() {
	list := tableReaders()
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

// readProse reads a line as prose. It is an error if the line looks like a row: there is no header for it.
func (p *page) readProse(at int) {
	p.mark(proseLine, at, at+1)
	line := strings.TrimSpace(p.lines[at])
	if p.title == "" && len(line) <= 120 && !strings.HasSuffix(line, ".") && !strings.HasSuffix(line, "。") {
		p.title = strings.TrimSpace(strings.TrimLeft(line, "#"))
	}
	fields := strings.Fields(line)
	if len(fields) < 2 {
		return
	}
	if _, ok := oneStatus(fields[0]); ok && p.patterns.formOf(fields[1]).strong() {
		p.errorf(at, "%s looks like a row, but there is no header above it", quote(line))
	}
}

// add adds a table.
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

// codeTables returns the tables of the page that contain codes. It is an error if there are none.
func (p *page) codeTables() []*table {
	var list []*table
	for _, t := range p.tables {
		if t.resolve() {
			list = append(list, t)
		} else {
			p.discard(t)
		}
	}
	if len(list) == 0 && !p.hasError {
		p.errorf(-1, "no table of error codes was found")
	}
	return list
}

// discard marks the lines of a table without codes as prose.
func (p *page) discard(t *table) {
	end := t.line + 1
	if len(t.rows) > 0 {
		end = t.rows[len(t.rows)-1].end
	}
	for i := t.line; i < min(end, len(p.kinds)); i++ {
		if p.kinds[i] == rowLine || p.kinds[i] == headerLine {
			p.kinds[i] = proseLine
		}
	}
}

// step counts a step of a search and reports whether another step is allowed. The limit keeps the time linear in the
// number of lines; exceeding it is an error.
func (p *page) step() bool {
	limit := 8*len(p.lines) + 1000
	p.steps++
	if p.steps == limit {
		p.errorf(-1, "the page is too irregular: its tables cannot be recognized")
	}
	return p.steps < limit
}

// finish makes the last checks of a page, after all tables have been read.
func (p *page) finish() {
	if len(p.lines) == 0 {
		return
	}
	for i := range p.kinds {
		p.mark(proseLine, i, i+1)
	}
	for _, t := range p.tables {
		if !t.open || len(t.rows) == 0 || len(t.roles) == 0 {
			continue
		}
		last := t.rows[len(t.rows)-1]
		if p.skipBlank(last.end) == len(p.lines) {
			cell := strings.Fields(last.cells[len(last.cells)-1])
			cell = cell[max(0, len(cell)-4):]
			p.warnf(last.line, "the page ends with this row, number %d of its table, and the words %s: check that the page is complete",
				len(t.rows), quote(strings.Join(cell, " ")))
		}
	}
}

// date returns the day of the last update according to the page, or "".
func (p *page) date() string {
	for i, line := range p.lines {
		if m := p.patterns.date.FindStringSubmatch(line); m != nil && p.kinds[i] == proseLine {
			return m[1]
		}
	}
	return ""
}
