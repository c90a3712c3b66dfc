package analyzer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/find"
)

// TestSilent runs all rules over programs that are hard to follow, and over an incomplete one. The way in which they
// handle a code is right, or cannot be determined, so the rules must report nothing. Each file is a package.
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
			complete := filepath.Ext(file) == ".go" && !strings.HasSuffix(file, "imports.go")
			if complete {
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
				t.Error("the file has no sites")
			}
			for _, f := range suite.Audit(found) {
				t.Errorf("%s: %s (%s)", in.Fset.Position(f.Pos), f.Message, f.Rule)
			}
		})
	}
}

// TestFixAfterTheEnd checks the fix for an expression whose closing bracket is missing. The parser lets it end after
// the end of the file.
func TestFixAfterTheEnd(t *testing.T) {
	in, ok := sharedLoader.Broken("cut.go", []byte(strings.Replace(suppressHead, "\"slices\"", "\"slices\"\n\t\"strings\"", 1)+"func f(err error) bool {\n\treturn strings.Contains(err.Error(), \"OTSTunnelExpired\""))
	if !ok {
		t.Fatal("the file has no package")
	}
	suite, err := analyzer.New(set, analyzer.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range suite.Check(find.Find(in)) {
		checkFinding(t, in.Fset.File(f.Pos), f)
	}
}
