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

// A doc is a page in parts, so that tests can build variants with a mistake.
type doc struct {
	name    string // of the page; its extension determines the format
	options docpage.Options
	before  []string // lines before the table
	after   []string // lines after the table
	header  []string
	rows    [][]string
	format  func(header []string, rows [][]string) []string // returns the lines of the table
}

func (d *doc) String() string {
	lines := slices.Concat(d.before, d.format(d.header, d.rows), d.after)
	return strings.Join(lines, "\n")
}

// clone returns a copy whose header and rows may be changed.
func (d *doc) clone() *doc {
	c := *d
	c.header = slices.Clone(d.header)
	c.rows = make([][]string, len(d.rows))
	for i, r := range d.rows {
		c.rows[i] = slices.Clone(r)
	}
	return &c
}

// docs returns a doc for each table of the five pages, and one of them in the formats that none of the pages has.
func docs(t *testing.T) []*doc {
	t.Helper()
	var list []*doc
	for _, name := range pageNames() {
		p := page(t, name)
		r := mustImport(t, p, optionsFor(name))
		lines := strings.Split(string(p.Data), "\n")
		for i, table := range r.Tables {
			d := &doc{name: name, options: optionsFor(name), header: table.Columns, before: lines[:table.Line-1]}
			for _, c := range r.Drafts[i].Catalog.Codes {
				d.rows = append(d.rows, cells(d.header, r.Drafts[i].Catalog, &c))
			}
			end := len(lines)
			if i+1 < len(r.Tables) {
				end = r.Tables[i+1].Line - 1
			}
			d.format = formatters()[table.Shape]
			d.after = lines[table.Line-1+len(d.format(d.header, d.rows)) : end]
			if i+1 < len(r.Tables) {
				d.after = append(slices.Clone(d.after), lines[end:]...)
			}
			if d.String() != string(p.Data) {
				t.Fatalf("%s: the doc differs from the page:\n%s", name, d)
			}
			list = append(list, d)
		}
	}
	return append(list, otherFormats(list[2])...)
}

// cells returns the texts of a code in the order of a header.
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

// formatters returns a function for each table format that returns the lines of a table.
func formatters() map[string]func(header []string, rows [][]string) []string {
	perRow := func(format func(cells []string) string) func([]string, [][]string) []string {
		return func(header []string, rows [][]string) []string {
			var lines []string
			for _, r := range append([][]string{header}, rows...) {
				lines = append(lines, format(r))
			}
			return lines
		}
	}
	return map[string]func([]string, [][]string) []string{
		"flat":  perRow(func(cells []string) string { return strings.Join(cells, " ") }),
		"pipes": perRow(func(cells []string) string { return strings.Join(cells, " | ") + " |" }),
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
		"csv": perRow(func(cells []string) string {
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

// otherFormats returns a doc in HTML, in CSV, as a Markdown table with one cell per line, and as Go constants.
func otherFormats(d *doc) []*doc {
	page := d.clone()
	page.name, page.format = "cts.html", formatters()["html"]
	page.before = []string{"<!DOCTYPE html>", "<html><head><title>Error Codes</title></head><body>", "<p>These are the codes.</p>"}
	page.after = []string{"</body></html>"}
	csv := d.clone()
	csv.name, csv.format, csv.before, csv.after = "cts.csv", formatters()["csv"], nil, nil
	spread := d.clone()
	spread.name, spread.format, spread.before, spread.after = "cts.md", formatters()["exploded"], nil, []string{"", "Feedback"}
	consts := d.clone()
	consts.name, consts.format = "cts.go", formatters()["go"]
	consts.before, consts.after = []string{"package cts", "", "const ("}, []string{")", ""}
	consts.header = []string{"Error Code", "Description"}
	for i, r := range consts.rows {
		consts.rows[i] = []string{r[1], r[3]}
	}
	return []*doc{page, csv, spread, consts}
}
