package load

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
)

// TestImports compares the loaders in a module that imports packages which no catalog binds.
func TestImports(t *testing.T) {
	needGo(t)
	archive, err := os.ReadFile("testdata/imports.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := unpack(t, string(archive))
	lines := compareLoaders(t, "imports", dir, catalog.Embedded(), nil)
	want := strings.Count(string(archive), ".StatusCode ==") + strings.Count(string(archive), "case http.Status")
	got := 0
	for line := range lines {
		if strings.Contains(line, ": site http.status") {
			got++
		}
	}
	if got != want {
		t.Errorf("%d sites, want %d:\n%s", got, want, strings.Join(slices.Sorted(maps.Keys(lines)), "\n"))
	}
}
