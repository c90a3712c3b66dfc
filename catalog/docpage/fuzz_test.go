package docpage_test

import (
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/catalog/docpage"
)

// fuzz reads anything as a page of one format. What is drawn can be read again, and every line and every row of the
// page is accounted for.
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
		for i := range r.Tables { // tables of different columns need an id each
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
				t.Errorf("the draft cannot be read: %v", err)
			}
		}
		again := strings.Count(notesOf(r), " stands twice ")
		if !r.Failed() && codes+again != rows && !strings.Contains(notesOf(r), "more notes are left out") {
			t.Errorf("%d rows, %d codes and %d that stand twice\n%s", rows, codes, again, notesOf(r))
		}
		c := r.Pages[0]
		text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(data))
		if sum := c.Blank + c.Header + c.Row + c.Sample + c.Prose; sum > 0 && sum != strings.Count(text, "\n")+1 {
			t.Errorf("%d lines are accounted for, want %d", sum, strings.Count(text, "\n")+1)
		}
	})
}

// FuzzText reads pages of text: Markdown, pipes, flattened tables, records, lists, samples.
func FuzzText(f *testing.F) {
	for _, name := range pageNames() {
		f.Add(page(f, name).Data)
	}
	fuzz(f, "page.txt")
}

func FuzzHTML(f *testing.F) { fuzz(f, "page.html") }

func FuzzGo(f *testing.F) { fuzz(f, "page.go") }

func FuzzCSV(f *testing.F) { fuzz(f, "page.csv") }
