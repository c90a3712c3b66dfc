package analyzer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/find"

	"github.com/errls/errls/analyzer"
)

// TestSilent runs all rules over programs in shapes that are hard to follow, and over half of a program. What they do
// about a code is right or cannot be known, so nothing may be said; each file is a package of its own.
func TestSilent(t *testing.T) {
	loader := sharedLoader
	files, err := filepath.Glob("testdata/silent/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			in, ok := loader.Broken(file, source)
			whole := filepath.Ext(file) == ".go" && !strings.HasSuffix(file, "imports.go")
			if whole {
				in, err = loader.Files(map[string][]byte{file: source})
			}
			if err != nil || !ok {
				t.Fatalf("typing the file: %v", err)
			}
			suite, err := analyzer.New(set, analyzer.Config{})
			if err != nil {
				t.Fatal(err)
			}
			found := find.Find(in)
			if len(found.Sites) == 0 {
				t.Error("there is nothing to be silent about")
			}
			for _, f := range suite.Audit(found) {
				t.Errorf("%s: %s (%s)", in.Fset.Position(f.Pos), f.Message, f.Rule)
			}
		})
	}
}

// TestFixBehindTheEnd has a fix for an expression whose closing bracket is not typed yet: the parser lets it end behind
// the end of the file.
func TestFixBehindTheEnd(t *testing.T) {
	in, ok := sharedLoader.Broken("cut.go", []byte(strings.Replace(silenceHead, "\"slices\"", "\"slices\"\n\t\"strings\"", 1)+"func f(err error) bool {\n\treturn strings.Contains(err.Error(), \"OTSTunnelExpired\""))
	if !ok {
		t.Fatal("nothing is left of the file")
	}
	suite, err := analyzer.New(set, analyzer.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range suite.Check(find.Find(in)) {
		checkFinding(t, in.Fset.File(f.Pos), f)
	}
}
