package docpage_test

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/catalog/docpage"
)

// A doc is a page taken apart, so that a test can put it together with a mistake in it.
type doc struct {
	name    string // of the page, with the ending that says its format
	options docpage.Options
	before  []string // lines before the table
	after   []string // lines behind it
	header  []string
	rows    [][]string
	put     func(header []string, rows [][]string) []string // the lines of the table
}

func (d *doc) String() string {
	lines := slices.Concat(d.before, d.put(d.header, d.rows), d.after)
	return strings.Join(lines, "\n")
}

// with returns a doc whose header and rows may be changed.
func (d *doc) with() *doc {
	c := *d
	c.header = slices.Clone(d.header)
	c.rows = make([][]string, len(d.rows))
	for i, r := range d.rows {
		c.rows[i] = slices.Clone(r)
	}
	return &c
}

// docs takes the five pages apart, one doc for each table, and writes one of them in the shapes that no page has.
func docs(t *testing.T) []*doc {
	t.Helper()
	var list []*doc
	for _, name := range pageNames() {
		p := page(t, name)
		r := draw(t, p, ids(name))
		lines := strings.Split(string(p.Data), "\n")
		for i, table := range r.Tables {
			d := &doc{name: name, options: ids(name), header: table.Columns, before: lines[:table.Line-1]}
			for _, c := range r.Drafts[i].Catalog.Codes {
				d.rows = append(d.rows, cells(d.header, r.Drafts[i].Catalog, &c))
			}
			end := len(lines)
			if i+1 < len(r.Tables) {
				end = r.Tables[i+1].Line - 1
			}
			d.put = putters()[table.Shape]
			d.after = lines[table.Line-1+len(d.put(d.header, d.rows)) : end]
			if i+1 < len(r.Tables) {
				d.after = append(slices.Clone(d.after), lines[end:]...)
			}
			if d.String() != string(p.Data) {
				t.Fatalf("%s: put together it is another page:\n%s", name, d)
			}
			list = append(list, d)
		}
	}
	return append(list, otherShapes(list[2])...)
}

// cells gives what is known of a code in the order of a header.
func cells(header []string, c *catalog.Catalog, code *catalog.Code) []string {
	var row []string
	for _, h := range header {
		var cell string
		switch h {
		case "Error Code", "Error code":
			cell = code.ID
		case "HTTP status code", "HTTP Status Code":
			cell = strconv.Itoa(code.HTTP[0])
		case "Status Code":
			cell = strconv.Itoa(code.Value)
			if c.Kind == catalog.KindString {
				cell = strconv.Itoa(code.HTTP[0])
			}
		case "English Description":
			cell = code.Message.Text
			if c.Kind == catalog.KindEnum {
				cell = code.ID
			}
		case "Status Code Name":
			cell = code.Name
		case "Error Message":
			cell = code.Message.Text
		case "Processing logic", "Solution":
			cell = code.Remedy.Text
		default:
			cell = code.Description.Text
		}
		row = append(row, cell)
	}
	return row
}

// putters write a table in each shape.
func putters() map[string]func(header []string, rows [][]string) []string {
	each := func(put func(cells []string) string) func([]string, [][]string) []string {
		return func(header []string, rows [][]string) []string {
			var lines []string
			for _, r := range append([][]string{header}, rows...) {
				lines = append(lines, put(r))
			}
			return lines
		}
	}
	return map[string]func([]string, [][]string) []string{
		"flat":  each(func(cells []string) string { return strings.Join(cells, " ") }),
		"pipes": each(func(cells []string) string { return strings.Join(cells, " | ") + " |" }),
		"vertical": func(header []string, rows [][]string) []string {
			var lines []string
			for _, r := range append([][]string{header}, rows...) {
				for _, c := range r {
					lines = append(lines, c, "")
				}
			}
			return lines[:max(len(lines)-1, 0)]
		},
		"markdown": func(header []string, rows [][]string) []string {
			lines := []string{"|" + strings.Join(header, "|") + "|", "|:---------------|:---------|:----------|:---------------|"}
			for _, r := range rows {
				lines = append(lines, "|"+strings.Join(r, "|")+"|")
			}
			return lines
		},
		"csv": each(func(cells []string) string {
			quoted := make([]string, len(cells))
			for i, c := range cells {
				quoted[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			return strings.Join(quoted, ",")
		}),
		"exploded": func(header []string, rows [][]string) []string {
			var lines []string
			for i, r := range append([][]string{header}, rows...) {
				lines = append(lines, "|")
				for _, c := range r {
					lines = append(lines, c+" |")
				}
				if i == 0 {
					lines = append(lines, strings.Repeat("|---", len(header))+"|")
				}
			}
			return lines
		},
		"go": func(_ []string, rows [][]string) []string {
			var lines []string
			for i, r := range rows {
				lines = append(lines, fmt.Sprintf("\tErr%d = %q // %s", i+1, r[0], strings.Join(r[1:], " ")))
			}
			return lines
		},
		"html": func(header []string, rows [][]string) []string {
			lines := []string{"<table>"}
			for i, r := range append([][]string{header}, rows...) {
				tag := "td"
				if i == 0 {
					tag = "th"
				}
				lines = append(lines, "<tr>")
				for _, c := range r {
					lines = append(lines, fmt.Sprintf("  <%s>%s</%s>", tag, html.EscapeString(c), tag))
				}
				lines = append(lines, "</tr>")
			}
			return append(lines, "</table>")
		},
	}
}

// otherShapes writes a doc as HTML, as CSV, as a Markdown table spread over lines, and as Go constants.
func otherShapes(d *doc) []*doc {
	page := d.with()
	page.name, page.put = "cts.html", putters()["html"]
	page.before = []string{"<!DOCTYPE html>", "<html><head><title>Error Codes</title></head><body>", "<p>These are the codes.</p>"}
	page.after = []string{"</body></html>"}
	csv := d.with()
	csv.name, csv.put, csv.before, csv.after = "cts.csv", putters()["csv"], nil, nil
	spread := d.with()
	spread.name, spread.put, spread.before, spread.after = "cts.md", putters()["exploded"], nil, []string{"", "Feedback"}
	consts := d.with()
	consts.name, consts.put = "cts.go", putters()["go"]
	consts.before, consts.after = []string{"package cts", "", "const ("}, []string{")", ""}
	consts.header = []string{"Error Code", "Description"}
	for i, r := range consts.rows {
		consts.rows[i] = []string{r[1], r[3]}
	}
	return []*doc{page, csv, spread, consts}
}
