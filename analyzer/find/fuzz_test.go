package find_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/errls/errls/analyzer/find"

	"github.com/errls/errls/analyzer"
)

// FuzzFind checks, for files that may not compile, that every site is inside the file and has a catalog, and that the rules
// accept it.
func FuzzFind(f *testing.F) {
	for _, pattern := range []string{"testdata/*.go", "testdata/*/*.go", "../testdata/src/*/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatalf("no seeds match %s", pattern)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	suite, err := analyzer.New(set, analyzer.Config{})
	if err != nil {
		f.Fatal(err)
	}
	if _, err := loader.Dir("testdata"); err != nil { // types what the seeds import, which takes time
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		in, ok := loader.Broken("fuzz.go", text)
		if !ok {
			return
		}
		file := in.Fset.File(in.Files[0].FileStart)
		found := find.Find(in)
		for _, s := range found.Sites {
			if s.Catalog == nil || s.Expr == nil || in.Fset.File(s.Expr.Pos()) != file || s.Expr.End() < s.Expr.Pos() {
				t.Errorf("a site outside the file: %+v", s)
			}
		}
		for _, finding := range suite.Check(found) {
			if in.Fset.File(finding.Pos) != file || finding.End < finding.Pos || finding.Message == "" {
				t.Errorf("a finding out of place: %+v", finding)
			}
		}
	})
}

// TestCut checks that Find does not panic on files as they are while somebody types: cut off, or with some bytes missing in
// the middle.
func TestCut(t *testing.T) {
	files, err := filepath.Glob("../testdata/src/*/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for at := 40; at < len(text); at += 1200 {
			if in, ok := loader.Broken(file, text[:at]); ok {
				find.Find(in)
			}
			if in, ok := loader.Broken(file, append(text[:at:at], text[min(at+25, len(text)):]...)); ok {
				find.Find(in)
			}
		}
	}
}
