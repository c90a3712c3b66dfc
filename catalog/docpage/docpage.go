// Package docpage draws a catalog from a vendor's page of error codes.
//
// A page comes in one of several shapes: a Markdown or HTML table, rows of pipes, a table flattened to text, records
// with a cell on each line, a Go file with a block of constants, CSV. Each shape has a file of its own, and all of them
// give the same thing: a table of cells with the lines that they stand in. What a column is, is told by its header
// (headers.go) and by what its cells look like (columns.go); what there is to do about a code is taken from the page's
// own words or left open (judge.go). The result is a draft, which says that nobody has reviewed it.
//
// Nothing is lost silently. Each line that is not blank is accounted for as header, row, sample or prose; what looks
// like a row and is not taken is an error, and what had to be guessed is a warning, both with the line.
package docpage

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/errls/errls/catalog"
)

// MaxPage bounds a page, and the texts of a catalog that is drawn from it, in bytes.
const MaxPage = 4 << 20

// The other bounds of what is read. A page that exceeds one is an error.
const (
	maxLine    = 64 << 10 // bytes of a line, where lines have a meaning
	maxCodes   = 20_000   // codes of a catalog
	maxTables  = 500      // tables of a page
	maxColumns = 64       // columns of a table
	maxDepth   = 256      // nesting of tables, braces and the like
	maxNotes   = 200      // notes on one page; the rest is counted
)

// A Page is one document, as it was saved.
type Page struct {
	Name string // for messages, and as the title of a page that has none; its ending says the format, if it is known
	Data []byte
}

// Options say which table becomes which catalog.
type Options struct {
	// ID is the catalog of the tables that Tables does not name.
	ID string
	// Tables names the catalog of a table by its number, counted from 1 over all pages. The name "-" leaves the
	// table out.
	Tables map[int]string
}

// A Result is what Import found.
type Result struct {
	Drafts []Draft // none where Notes has an error
	Tables []Table // the tables that hold codes, in the order of their numbers
	Pages  []Count
	Notes  []Note
}

// Failed reports whether there is an error among the notes.
func (r *Result) Failed() bool {
	return slices.ContainsFunc(r.Notes, func(n Note) bool { return n.Severity == Error })
}

// A Draft is a catalog that waits for a review.
type Draft struct {
	Catalog *catalog.Catalog
	YAML    []byte // what catalog.Parse reads as Catalog
}

// A Table is one table of codes on a page.
type Table struct {
	Number  int    // counted from 1 over all pages
	Catalog string // id of the catalog that it goes to; "-" where it is left out
	File    string
	Line    int    // of its header
	Shape   string // "markdown", "flat" …
	Columns []string
	Rows    int
}

// A Count says how the lines of a page are accounted for. The counts and Blank make up all lines.
type Count struct {
	File                              string
	Blank, Header, Row, Sample, Prose int
}

// Import draws catalogs from pages. All that is wrong with the pages is in the result's notes. For options that cannot
// be followed an error is returned, with the tables and the notes so far.
func Import(pages []Page, o Options) (*Result, error) {
	var read []*page
	var tables []*table
	for i, p := range pages {
		pg := readPage(p, i)
		read = append(read, pg)
		tables = append(tables, pg.codeTables()...)
	}
	groups, err := assign(tables, o)
	for _, g := range groups {
		g.read()
	}
	for _, pg := range read {
		pg.close()
	}
	r := &Result{}
	if err == nil && !slices.ContainsFunc(read, (*page).failed) {
		for _, g := range groups {
			r.Drafts = append(r.Drafts, g.draft(read))
		}
	}
	for i, t := range tables {
		r.Tables = append(r.Tables, Table{
			Number: i + 1, Catalog: t.catalog, File: t.page.file, Line: t.line + 1, Shape: t.shape, Columns: t.header,
			Rows: len(t.rows),
		})
	}
	for _, pg := range read {
		r.Pages = append(r.Pages, pg.count())
		r.Notes = append(r.Notes, pg.sortedNotes()...)
	}
	if r.Failed() {
		r.Drafts = nil
	}
	return r, err
}

// A group is the tables that make one catalog.
type group struct {
	id     string
	tables []*table
	kind   catalog.Kind
	codes  []*code
}

// assign sorts tables into catalogs as the options say. Tables of one catalog have the same header: the cells of two
// that differ mean different things.
func assign(tables []*table, o Options) ([]*group, error) {
	if err := o.check(len(tables)); err != nil {
		return nil, err
	}
	var groups []*group
	for i, t := range tables {
		t.catalog = o.ID
		if id, named := o.Tables[i+1]; named {
			t.catalog = id
		}
		if t.catalog == "" {
			return nil, fmt.Errorf("table %d (%s:%d) has no catalog id", i+1, t.page.file, t.line+1)
		}
		if t.catalog == "-" {
			continue
		}
		at := slices.IndexFunc(groups, func(g *group) bool { return g.id == t.catalog })
		if at < 0 {
			groups = append(groups, &group{id: t.catalog, tables: []*table{t}})
			continue
		}
		first := groups[at].tables[0]
		if _, named := o.Tables[i+1]; !named && !sameColumns(first, t) {
			return nil, fmt.Errorf("table %d (%s:%d) has other columns than that of %s:%d: say which catalog each goes to",
				i+1, t.page.file, t.line+1, first.page.file, first.line+1)
		}
		groups[at].tables = append(groups[at].tables, t)
	}
	return groups, nil
}

// check checks the options for pages with so many tables.
func (o Options) check(tables int) error {
	names := []string{o.ID}
	for _, n := range slices.Sorted(maps.Keys(o.Tables)) {
		if n < 1 || n > tables {
			return fmt.Errorf("there is no table %d: the number of tables is %d", n, tables)
		}
		names = append(names, o.Tables[n])
	}
	for _, id := range names {
		if id != "" && id != "-" && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789.-_") != "" || strings.HasPrefix(id, ".") {
			return fmt.Errorf("%q is no catalog id: it is written in small letters, digits and dots, as vendor.service", id)
		}
	}
	return nil
}

// sameColumns reports whether two tables hold the same, whatever their order. Pages of one service in two shapes have
// the same columns.
func sameColumns(a, b *table) bool {
	key := func(t *table) []string {
		var words []string
		for _, h := range t.header {
			words = append(words, normal(h))
		}
		slices.Sort(words)
		return words
	}
	return slices.Equal(key(a), key(b))
}
