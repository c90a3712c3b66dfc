// Package docpage makes a draft of a catalog from a vendor's page of error codes.
//
// The codes on a page may be in a Markdown or HTML table, in rows of cells separated by |, in a table that was flattened
// to text, in records with one cell per line, in a Go file with constants, or in CSV. There is one file for each of these
// table formats. All of them produce a table of cells with line numbers. The role of a column is determined by its header
// (headers.go) and its cells (columns.go). The handling and retry class of a code are set only if the page states them
// (judge.go, package remedy). The result is a draft, marked as not reviewed.
//
// No content is lost silently. Each line that is not blank is classified as header, row, sample or prose. A line that
// looks like a row but cannot be read is an error. A guess, a cell that cannot be read, and rows that contradict each other
// are warnings. All of them have the line number.
package docpage

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/errls/errls/catalog"
)

// MaxPage is the maximum size of a page in bytes, and of the texts of a catalog.
const MaxPage = 4 << 20

// The other limits. It is an error if a page exceeds one.
const (
	maxLine    = 64 << 10 // bytes in a line, except in HTML
	maxCodes   = 20_000   // codes in a catalog
	maxTables  = 500      // tables on a page
	maxColumns = 64       // columns in a table
	maxDepth   = 256      // nesting of tables, braces and expressions
	maxNotes   = 200      // notes on one page; further ones are only counted
)

// A Page is the content of one document.
type Page struct {
	Name string // file name: for messages, for the format, and as the title if the page has none
	Data []byte
}

// Options assigns tables to catalogs.
type Options struct {
	// ID is the id of the catalog for all tables that are not in Tables.
	ID string
	// Tables maps the number of a table, counted from 1 over all pages, to the id of its catalog. A table with the id "-"
	// is ignored.
	Tables map[int]string
}

// A Result is the result of Import.
type Result struct {
	Drafts []Draft // empty if Notes contains an error
	Tables []Table // the tables with codes, in the order of their numbers
	Pages  []Count // one for each page
	Notes  []Note
}

// Failed reports whether the notes contain an error.
func (r *Result) Failed() bool {
	return slices.ContainsFunc(r.Notes, func(n Note) bool { return n.Severity == Error })
}

// A Draft is a catalog that has not been reviewed.
type Draft struct {
	Catalog *catalog.Catalog
	YAML    []byte // the source of Catalog
}

// A Table describes one table of codes on a page.
type Table struct {
	Number  int    // counted from 1 over all pages
	Catalog string // id of its catalog; "-" if it is ignored
	File    string
	Line    int      // 1-based line of its header
	Shape   string   // table format: "markdown", "flat" …
	Columns []string // headers
	Rows    int      // number of rows
}

// A Count contains the number of lines of each kind on a page. Their sum is the number of all lines.
type Count struct {
	File                              string
	Blank, Header, Row, Sample, Prose int
}

// Import makes drafts of catalogs from pages. Problems of the pages are in the notes of the result. Import returns an
// error for invalid options; the result then contains the tables and the notes found so far.
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
		pg.finish()
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

// A group contains the tables of one catalog.
type group struct {
	id     string
	tables []*table
	kind   catalog.Kind
	codes  []*code
}

// assign groups tables by catalog according to the options. Tables of one catalog must have the same columns, unless
// Options.Tables assigns them.
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
			return nil, fmt.Errorf("table %d (%s:%d) does not have the same columns as the table at %s:%d: choose a catalog for each",
				i+1, t.page.file, t.line+1, first.page.file, first.line+1)
		}
		groups[at].tables = append(groups[at].tables, t)
	}
	return groups, nil
}

// check checks the options for a number of tables.
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
			return fmt.Errorf("%q is not a catalog id: use lower-case letters, digits and dots, as in vendor.service", id)
		}
	}
	return nil
}

// sameColumns reports whether two tables have the same headers, in any order.
func sameColumns(a, b *table) bool {
	key := func(t *table) []string {
		var words []string
		for _, h := range t.header {
			words = append(words, normalize(h))
		}
		slices.Sort(words)
		return words
	}
	return slices.Equal(key(a), key(b))
}
