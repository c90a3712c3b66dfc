package catalog_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
)

// pageFacts returns the words of each line of a file with the facts of a vendor's page: its codes, statuses and the like. The
// texts of these pages are not copied, neither there nor in the catalogs.
func pageFacts(t *testing.T, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "facts", name))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(data)) {
		if !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.Fields(line))
		}
	}
	if len(rows) == 0 {
		t.Fatalf("%s is empty", name)
	}
	return rows
}

// TestTencentPage compares the catalog with the table that is on the page of every service of Tencent Cloud.
func TestTencentPage(t *testing.T) {
	var want, have []string
	for _, row := range pageFacts(t, "tencent-api.txt") {
		want = append(want, row[0])
	}
	for _, code := range catalog.Embedded().Catalog("tencent.api").Codes {
		have = append(have, code.ID)
	}
	if !slices.Equal(have, want) {
		t.Errorf("have %q\nwant %q", have, want)
	}
}

// TestOpenAPIPage checks that the codes that are not extra are on Alibaba Cloud's page, and that the catalog has all
// statuses of the page.
func TestOpenAPIPage(t *testing.T) {
	rows := pageFacts(t, "ecs-common.txt")
	for _, code := range catalog.Embedded().Catalog("alibaba.openapi").Codes {
		listed := false
		for _, row := range rows {
			if row[0] != code.ID {
				continue
			}
			listed = true
			if !code.Extra && !slices.Contains(code.HTTP, atoi(t, row[1])) {
				t.Errorf("%s: statuses %v, the page has %s", code.ID, code.HTTP, row[1])
			}
		}
		if !listed && !code.Extra {
			t.Errorf("%s is not on the page", code.ID)
		}
	}
}

// TestTablestorePage compares the catalog with the page of Tablestore: the codes, the status, and the column that says
// whether to retry.
func TestTablestorePage(t *testing.T) {
	c := catalog.Embedded().Catalog("alibaba.tablestore")
	answers := map[string][]string{} // code -> what the column about retries says in its rows
	for _, row := range pageFacts(t, "tablestore.txt") {
		code := c.Lookup(row[0])
		if code == nil {
			t.Errorf("%s is not in the catalog", row[0])
			continue
		}
		answers[code.ID] = append(answers[code.ID], row[2])
		if !slices.Equal(code.HTTP, []int{atoi(t, row[1])}) {
			t.Errorf("%s: statuses %v, the page has %s", code.ID, code.HTTP, row[1])
		}
	}
	for _, code := range c.Codes {
		answer := strings.Join(answers[code.ID], " or ")
		want := map[string]catalog.Retry{"yes": catalog.RetryWithBackoff, "no": catalog.RetryNever}[answer]
		switch {
		case code.Extra != (answer == ""):
			t.Errorf("%s: extra %t, on the page %t", code.ID, code.Extra, answer != "")
		case code.Extra:
		case want == "" && code.Retry != catalog.RetryUnspecified, want != "" && (code.Retry != want || code.Basis.Retry != catalog.Stated):
			t.Errorf("%s: retry %s, basis %s; the page says %s", code.ID, code.Retry, code.Basis.Retry, answer)
		}
	}
}
