package catalog_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
)

// tableRows returns the cells of the rows of all tables of a Markdown page, with links replaced by their texts.
func tableRows(t *testing.T, page string) [][]string {
	t.Helper()
	link := regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	var rows [][]string
	for _, line := range lines(t, page) {
		if !strings.HasPrefix(line, "|") || strings.Contains(line, "--") {
			continue
		}
		cells := strings.Split(strings.Trim(link.ReplaceAllString(line, "$1"), "| "), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, cells)
	}
	if len(rows) == 0 {
		t.Fatalf("%s has no table", page)
	}
	return rows
}

// TestTencentPage compares the catalog, word for word, with the table that is on the page of every service of Tencent
// Cloud.
func TestTencentPage(t *testing.T) {
	c := catalog.Embedded().Catalog("tencent.api")
	var want, have []string
	for _, cells := range tableRows(t, "tencent-api.md")[1:] {
		want = append(want, cells[0]+": "+cells[1])
	}
	for _, code := range c.Codes {
		have = append(have, code.ID+": "+code.Description.Text)
	}
	if !slices.Equal(have, want) {
		t.Errorf("have %q\nwant %q", have, want)
	}
}

// TestOpenAPIPage checks that the codes that are not extra are on Alibaba Cloud's page: the message is one that the page
// has for the code, and the catalog has all statuses of the page.
func TestOpenAPIPage(t *testing.T) {
	rows := tableRows(t, "ecs-common.md")
	for _, code := range catalog.Embedded().Catalog("alibaba.openapi").Codes {
		if code.Extra {
			continue
		}
		i := slices.IndexFunc(rows, func(cells []string) bool { return cells[0] == code.ID && cells[2] == code.Message.Text })
		if i < 0 {
			t.Errorf("%s: the page does not have the message %s", code.ID, code.Message.Text)
			continue
		}
		for _, cells := range rows {
			if cells[0] == code.ID && !slices.Contains(code.HTTP, atoi(t, cells[1])) {
				t.Errorf("%s: statuses %v, the page has %s", code.ID, code.HTTP, cells[1])
			}
		}
	}
}

// TestTablestorePage compares the catalog with the page of Tablestore: the codes, the first message of each with its
// Chinese version, the status, and the column that says whether to retry.
func TestTablestorePage(t *testing.T) {
	c := catalog.Embedded().Catalog("alibaba.tablestore")
	retryCells := map[string]map[string]bool{} // code -> the cells of the retry column in its rows
	for _, cells := range tableRows(t, "tablestore.md") {
		if cells[0] == "HTTPStatus" {
			continue
		}
		id := strings.ReplaceAll(cells[1], " ", "")
		code := c.Lookup(id)
		if code == nil {
			t.Errorf("%s is not in the catalog", id)
			continue
		}
		if retryCells[id] == nil {
			retryCells[id] = map[string]bool{}
			if code.Message.Text != cells[2] || code.Zh != cells[3] {
				t.Errorf("%s: have %q, %q\nwant %q, %q", id, code.Message.Text, code.Zh, cells[2], cells[3])
			}
		}
		retryCells[id][cells[4]] = true
		if !slices.Equal(code.HTTP, []int{atoi(t, cells[0])}) {
			t.Errorf("%s: statuses %v, the page has %s", id, code.HTTP, cells[0])
		}
	}
	for _, code := range c.Codes {
		cells := retryCells[code.ID]
		want := catalog.RetryUnspecified // if the rows contradict each other
		switch {
		case code.Extra != (cells == nil):
			t.Errorf("%s: extra %t, on the page %t", code.ID, code.Extra, cells != nil)
		case cells == nil:
			continue
		case cells["是"] && !cells["否"]: // 是 is yes, 否 is no
			want = catalog.RetryWithBackoff
		case cells["否"] && !cells["是"]:
			want = catalog.RetryNever
		}
		if code.Retry != want || want != catalog.RetryUnspecified && code.Basis.Retry != catalog.Stated {
			t.Errorf("%s: retry %s, basis %s; the page says %s", code.ID, code.Retry, code.Basis.Retry, want)
		}
	}
}
