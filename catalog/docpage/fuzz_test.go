package docpage_test

import (
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/catalog/docpage"
)

// fuzz imports pages of one format. It checks that the drafts can be parsed, and that every line and every row of the page
// is counted.
func fuzz(f *testing.F, name string) {
	for _, test := range shapeTests {
		f.Add([]byte(test.page))
	}
	for _, test := range errorTests {
		if len(test.page) < 1<<10 {
			f.Add([]byte(test.page))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		options := docpage.Options{ID: "a", Tables: map[int]string{}}
		pages := []docpage.Page{{Name: name, Data: data}}
		r, err := docpage.Import(pages, options)
		for i := range r.Tables { // tables with different columns need different ids
			options.Tables[i+1] = "a" + strings.Repeat("a", i%50)
		}
		if err != nil {
			r, err = docpage.Import(pages, options)
		}
		if err != nil {
			t.Fatal(err)
		}
		if !r.Failed() && len(r.Drafts) == 0 {
			t.Fatalf("neither a draft nor an error: %v", r.Notes)
		}
		rows, codes := 0, 0
		for _, table := range r.Tables {
			rows += table.Rows
		}
		for _, d := range r.Drafts {
			codes += len(d.Catalog.Codes)
			if _, err := catalog.Parse("draft.yaml", d.YAML); err != nil {
				t.Errorf("parsing the draft: %v", err)
			}
		}
		duplicates := strings.Count(notesOf(r), "duplicate code ")
		if !r.Failed() && codes+duplicates != rows && !strings.Contains(notesOf(r), "more notes are not shown") {
			t.Errorf("%d rows, but %d codes and %d duplicates\n%s", rows, codes, duplicates, notesOf(r))
		}
		c := r.Pages[0]
		text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(data))
		if sum := c.Blank + c.Header + c.Row + c.Sample + c.Prose; sum > 0 && sum != strings.Count(text, "\n")+1 {
			t.Errorf("the counts sum up to %d lines, want %d", sum, strings.Count(text, "\n")+1)
		}
	})
}

// FuzzText imports text pages.
func FuzzText(f *testing.F) {
	for _, name := range pageNames() {
		f.Add(page(f, name).Data)
	}
	fuzz(f, "page.txt")
}

func FuzzHTML(f *testing.F) { fuzz(f, "page.html") }

func FuzzGo(f *testing.F) { fuzz(f, "page.go") }

func FuzzCSV(f *testing.F) { fuzz(f, "page.csv") }
