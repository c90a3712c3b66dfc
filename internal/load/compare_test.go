package load

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/errls/errls/catalog"
)

// TestCompareTree compares Quick with Exact in the module whose directory is in the environment variable ERRLS_COMPARE. It
// prints the sites, lists, groups and findings that only one of them finds. Packages that do not compile are problems of
// Exact, and their lines are differences.
func TestCompareTree(t *testing.T) {
	dir := os.Getenv("ERRLS_COMPARE")
	if dir == "" {
		t.Skip("ERRLS_COMPARE is not set")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	set := catalog.Embedded()
	exact, problems := collectLines(t, dir, set, Exact)
	for _, p := range problems {
		t.Logf("problem of Exact: %+v", p)
	}
	quick, problems := collectLines(t, dir, set, Quick)
	for _, p := range problems {
		t.Logf("problem of Quick: %+v", p)
	}
	t.Logf("%d lines of Exact, %d lines of Quick", len(exact), len(quick))
	logOnly := func(side string, have, other map[string]bool) {
		for _, line := range slices.Sorted(maps.Keys(have)) {
			if !other[line] {
				t.Logf("only %s: %s", side, line)
			}
		}
	}
	logOnly("exact", exact, quick)
	logOnly("quick", quick, exact)
}
