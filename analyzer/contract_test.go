package analyzer_test

import (
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/errls/errls/analyzer"
)

// TestContract ties the list of rules to its files: three siblings for each, and no more.
func TestContract(t *testing.T) {
	pages, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) != len(analyzer.Names())+1 { // and that of the comments that silence
		t.Errorf("%d pages for %d rules", len(pages), len(analyzer.Names()))
	}
	if slices.Contains(analyzer.Names(), analyzer.Ignore().Name) {
		t.Errorf("a rule is named %s, as what is reported of comments", analyzer.Ignore().Name)
	}
	for _, name := range analyzer.Names() {
		for _, file := range []string{name + ".go", name + ".md", filepath.Join("testdata", "src", name)} {
			if _, err := os.Stat(file); err != nil {
				t.Error(err)
			}
		}
		if !token.IsIdentifier(name) {
			t.Errorf("%q is no identifier", name)
		}
	}
}
