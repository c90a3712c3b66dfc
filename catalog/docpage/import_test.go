package docpage_test

import (
	stdcmp "cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/catalog/docpage"
)

// page reads one of the vendors' pages.
func page(t testing.TB, name string) docpage.Page {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", "pages", name))
	if err != nil {
		t.Fatal(err)
	}
	return docpage.Page{Name: name, Data: data}
}

// optionsFor returns the options with which a page is imported.
func optionsFor(name string) docpage.Options {
	switch name {
	case "cts.txt":
		return docpage.Options{ID: "huawei.cts"}
	case "cls.txt":
		return docpage.Options{ID: "tencent.cls"}
	case "pts.txt":
		return docpage.Options{Tables: map[int]string{1: "tencent.pts.engine", 2: "http.status", 3: "grpc.code"}}
	}
	return docpage.Options{ID: "alibaba.tablestore.tunnel"}
}

func pageNames() []string {
	return []string{"tablestore-tunnel.txt", "tablestore-tunnel.md", "cts.txt", "cls.txt", "pts.txt"}
}

// mustImport imports a page and fails the test after an error.
func mustImport(t testing.TB, p docpage.Page, o docpage.Options) *docpage.Result {
	t.Helper()
	r, err := docpage.Import([]docpage.Page{p}, o)
	if err != nil {
		t.Fatal(err)
	}
	if r.Failed() {
		t.Fatalf("%s: %v", p.Name, r.Notes)
	}
	return r
}

// TestPages compares the draft of each page with the reviewed catalog, word for word.
func TestPages(t *testing.T) {
	counts := map[string]int{
		"alibaba.tablestore.tunnel": 7, "huawei.cts": 42, "tencent.cls": 37, "tencent.pts.engine": 15, "http.status": 41, "grpc.code": 17,
	}
	for _, name := range pageNames() {
		t.Run(name, func(t *testing.T) {
			p := page(t, name)
			r := mustImport(t, p, optionsFor(name))
			for _, d := range r.Drafts {
				if !d.Catalog.Draft || !strings.Contains(string(d.YAML), "\nreviewed: false\n") {
					t.Errorf("%s is not marked as a draft", d.Catalog.ID)
				}
				if len(d.Catalog.Codes) != counts[d.Catalog.ID] {
					t.Errorf("%s has %d codes, want %d", d.Catalog.ID, len(d.Catalog.Codes), counts[d.Catalog.ID])
				}
				compare(t, catalog.Embedded().Catalog(d.Catalog.ID), d.Catalog)
			}
			if name == "pts.txt" && len(r.Drafts) != 3 {
				t.Errorf("%d catalogs, want 3", len(r.Drafts))
			}
			c := r.Pages[0]
			lines := strings.Count(string(p.Data), "\n") + 1
			if sum := c.Blank + c.Header + c.Row + c.Sample + c.Prose; sum != lines {
				t.Errorf("the counts sum up to %d lines, want %d", sum, lines)
			}
		})
	}
}

// compare compares a draft with the reviewed catalog.
func compare(t *testing.T, want, have *catalog.Catalog) {
	t.Helper()
	if want.Kind != have.Kind {
		t.Errorf("kind %s, want %s", have.Kind, want.Kind)
	}
	if diff := cmp.Diff(want.Wire, have.Wire, cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "Shared" }, cmp.Ignore())); diff != "" {
		t.Errorf("%s: wire, -want +have\n%s", want.ID, diff)
	}
	for _, h := range have.Codes {
		w := want.Lookup(h.ID)
		if w == nil || w.Extra {
			t.Errorf("%s: no code %s on the page", want.ID, h.ID)
			continue
		}
		type facts struct {
			Value                              int
			HTTP                               []int
			Name, Message, Description, Remedy string
		}
		of := func(c *catalog.Code) facts {
			description, name := stdcmp.Or(c.Page.Text, c.Description.Text), c.Name
			if slices.ContainsFunc(c.Quirks, func(s string) bool { return strings.Contains(s, strconv.Quote(h.Name)) }) {
				name = h.Name // the reviewed catalog has the name of the standard, and mentions that of the page
			}
			return facts{c.Value, c.HTTP, name, c.Message.Text, description, c.Remedy.Text}
		}
		if diff := cmp.Diff(of(w), of(&h)); diff != "" {
			t.Errorf("%s %s: -want +have\n%s", want.ID, h.ID, diff)
		}
		if h.Handling != "" && (h.Handling != w.Handling || w.Basis.Handling != catalog.Stated) {
			t.Errorf("%s %s: handling %s, reviewed as %s (%s)", want.ID, h.ID, h.Handling, w.Handling, w.Basis.Handling)
		}
		if h.Retry != catalog.RetryUnspecified && (h.Retry != w.Retry || w.Basis.Retry != catalog.Stated) {
			t.Errorf("%s %s: retry %s, reviewed as %s (%s)", want.ID, h.ID, h.Retry, w.Retry, w.Basis.Retry)
		}
		if h.Backoff != w.Backoff && !w.Extra {
			t.Errorf("%s %s: backoff %q, reviewed as %q", want.ID, h.ID, h.Backoff, w.Backoff)
		}
	}
}

// TestTwoFormats checks that two formats of the same page result in the same catalog.
func TestTwoFormats(t *testing.T) {
	text := mustImport(t, page(t, "tablestore-tunnel.txt"), optionsFor("")).Drafts[0].Catalog
	markdown := mustImport(t, page(t, "tablestore-tunnel.md"), optionsFor("")).Drafts[0].Catalog
	if diff := cmp.Diff(text.Codes, markdown.Codes); diff != "" {
		t.Errorf("codes: -text +markdown\n%s", diff)
	}
	if diff := cmp.Diff(text.Wire, markdown.Wire); diff != "" {
		t.Errorf("wire: -text +markdown\n%s", diff)
	}
}
