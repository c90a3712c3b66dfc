package catalog_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
)

// A row is one row of a vendor's page, word for word. A text is empty if the page has no column for it.
type row struct {
	http        int
	id          string
	value       int // the number of an enumerator
	name        string
	message     string
	description string
	remedy      string
}

// TestPages checks that every row of the vendors' pages is in the catalogs, word for word, and that the codes of the
// catalogs that are not on the pages are marked as extra.
func TestPages(t *testing.T) {
	pts := pipeTables(t, "pts.txt")
	for _, test := range []struct {
		page, catalog string
		rows          []row
		count         int
	}{
		{"tablestore-tunnel.txt", "alibaba.tablestore.tunnel", flatTunnel(t), 7},
		{"tablestore-tunnel.md", "alibaba.tablestore.tunnel", markdownTunnel(t), 7},
		{"cts.txt", "huawei.cts", verticalCTS(t), 42},
		{"cls.txt", "tencent.cls", flatCLS(t), 37},
		{"pts.txt, first table", "tencent.pts.engine", engineRows(pts[0]), 15},
		{"pts.txt, second table", "http.status", httpRows(pts[1]), 41},
		{"pts.txt, third table", "grpc.code", grpcRows(t, pts[2]), 17},
	} {
		t.Run(test.page, func(t *testing.T) {
			c := catalog.Embedded().Catalog(test.catalog)
			if len(test.rows) != test.count {
				t.Errorf("%d rows, want %d", len(test.rows), test.count)
			}
			listed := map[string]bool{}
			for _, r := range test.rows {
				listed[r.id] = true
				compareRow(t, c, r)
			}
			if len(listed) != test.count {
				t.Errorf("%d different codes, want %d", len(listed), test.count)
			}
			for _, code := range c.Codes {
				if listed[code.ID] == code.Extra {
					t.Errorf("%s: on the page %t, extra %t", code.ID, listed[code.ID], code.Extra)
				}
			}
		})
	}
}

func compareRow(t *testing.T, c *catalog.Catalog, r row) {
	t.Helper()
	code := c.Lookup(r.id)
	if code == nil {
		t.Errorf("%s is not in the catalog", r.id)
		return
	}
	description, name := code.Description, code.Name
	if code.Page.Text != "" {
		description = code.Page
		if slices.ContainsFunc(code.Quirks, func(s string) bool { return strings.Contains(s, strconv.Quote(r.name)) }) {
			name = r.name // the standard has another name, and the catalog mentions the page's
		}
	}
	for _, text := range []struct{ what, have, want string }{
		{"message", code.Message.Text, r.message},
		{"description", description.Text, r.description},
		{"remedy", code.Remedy.Text, r.remedy},
		{"name", name, r.name},
	} {
		if text.have != text.want {
			t.Errorf("%s: %s\n have %q\n want %q", r.id, text.what, text.have, text.want)
		}
	}
	if source := code.Message.Source + description.Source + code.Remedy.Source; source != 0 {
		t.Errorf("%s: the source of a text is not the page", r.id)
	}
	if r.http != 0 && !slices.Equal(code.HTTP, []int{r.http}) {
		t.Errorf("%s: statuses %v, want %d", r.id, code.HTTP, r.http)
	}
	if c.Kind != catalog.KindString && (!code.HasValue || code.Value != r.value) {
		t.Errorf("%s: value %d, want %d", r.id, code.Value, r.value)
	}
}

func lines(t *testing.T, page string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "pages", page))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(data), "\n")
}

// flatTunnel reads rows of one line. The remedy is the last sentence, the description the text before it.
func flatTunnel(t *testing.T) []row {
	var rows []row
	shape := regexp.MustCompile(`^([0-9]{3}) (OTS[A-Za-z]+) (.*\.) ([^.]+\.)$`)
	for _, line := range lines(t, "tablestore-tunnel.txt") {
		if m := shape.FindStringSubmatch(line); m != nil {
			rows = append(rows, row{http: atoi(t, m[1]), id: m[2], description: m[3], remedy: m[4]})
		}
	}
	return rows
}

func markdownTunnel(t *testing.T) []row {
	var rows []row
	for _, line := range lines(t, "tablestore-tunnel.md") {
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if len(cells) == 4 && strings.HasPrefix(cells[1], "OTS") {
			rows = append(rows, row{http: atoi(t, cells[0]), id: cells[1], description: cells[2], remedy: cells[3]})
		}
	}
	return rows
}

// verticalCTS reads records of five lines with blank lines between them.
func verticalCTS(t *testing.T) []row {
	var full []string
	for _, line := range lines(t, "cts.txt") {
		if line != "" {
			full = append(full, line)
		}
	}
	full = full[slices.Index(full, "Solution")+1:]
	var rows []row
	for r := range slices.Chunk(full, 5) {
		rows = append(rows, row{http: atoi(t, r[0]), id: r[1], message: r[2], description: r[3], remedy: r[4]})
	}
	return rows
}

func flatCLS(t *testing.T) []row {
	var rows []row
	shape := regexp.MustCompile(`^([0-9]{3}) ([A-Za-z]+) (.*)$`)
	for _, line := range lines(t, "cls.txt") {
		if m := shape.FindStringSubmatch(line); m != nil {
			rows = append(rows, row{http: atoi(t, m[1]), id: m[2], message: m[3]})
		}
	}
	return rows
}

// pipeTables reads tables of three columns. Each row ends with a |. A row without digits in the first two columns is a
// header.
func pipeTables(t *testing.T, page string) [][][]string {
	var tables [][][]string
	for _, line := range lines(t, page) {
		cells := strings.Split(strings.TrimSuffix(line, " |"), " | ")
		if len(cells) != 3 {
			continue
		}
		if !strings.ContainsAny(cells[0]+cells[1], "0123456789") {
			tables = append(tables, nil)
			continue
		}
		last := len(tables) - 1
		tables[last] = append(tables[last], cells)
	}
	if len(tables) != 3 {
		t.Fatalf("%s has %d tables, want 3", page, len(tables))
	}
	return tables
}

func engineRows(table [][]string) []row {
	var rows []row
	for _, c := range table {
		value, _ := strconv.Atoi(c[0])
		rows = append(rows, row{id: c[0], value: value, message: c[1], description: c[2]})
	}
	return rows
}

func httpRows(table [][]string) []row {
	var rows []row
	for _, c := range table {
		value, _ := strconv.Atoi(c[0])
		rows = append(rows, row{id: c[0], value: value, name: c[1], description: c[2]})
	}
	return rows
}

func grpcRows(t *testing.T, table [][]string) []row {
	var rows []row
	for _, c := range table {
		rows = append(rows, row{id: c[0], value: atoi(t, c[1]), description: c[2]})
	}
	return rows
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	i, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return i
}
