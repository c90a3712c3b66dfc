package find_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sitestest"
	"github.com/errls/errls/catalog"
)

// TestErrorTests compares the sites of predicates, sentinels, classes and names with the comments of a file. Its catalog has
// one key for each of them.
func TestErrorTests(t *testing.T) {
	const dir = "testdata/errortests/"
	data, err := os.ReadFile(dir + "catalog.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Parse("catalog.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(dir + "x.go")
	if err != nil {
		t.Fatal(err)
	}
	in, err := sitestest.New(catalog.NewSet([]*catalog.Catalog{c}, nil)).Files(map[string][]byte{dir + "x.go": text})
	if err != nil {
		t.Fatal(err)
	}
	found := find.Find(in)
	got := map[int]string{}
	for _, s := range found.Sites {
		line := in.Fset.Position(s.Expr.Pos()).Line
		if got[line] != "" {
			got[line] += "; "
		}
		got[line] += describe(found, s)
	}
	if diff := cmp.Diff(comments(string(text), wants), got); diff != "" {
		t.Errorf("sites by line (-want +got):\n%s", diff)
	}
}
