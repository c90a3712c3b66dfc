package load

import (
	"context"
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"testing"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/catalog"
)

// TestHalfTypedCode checks correct programs that are typed only up to some token: although the code that makes them correct
// is still missing, no rule may report a finding.
func TestHalfTypedCode(t *testing.T) {
	suite, err := analyzer.New(catalog.Embedded(), analyzer.Config{})
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../analyzer/testdata/silent/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			config := Config{Set: catalog.Embedded(), Dir: dir, Cache: NewCache()}
			path := filepath.Join(dir, "a.go")
			for name, text := range map[string]string{"go.mod": "module example.com/m\n", "a.go": "package a\n"} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			for _, end := range everyFewTokens(src, 11) {
				config.Overlay = map[string][]byte{path: src[:end]}
				packages, _, err := Dir(context.Background(), config, dir, func(string) bool { return true })
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range packages {
					for _, f := range suite.Check(find.Find(p.Input)) {
						t.Errorf("typed up to byte %d: %s: %s (%s)", end, p.Fset.Position(f.Pos), f.Message, f.Rule)
					}
				}
			}
		})
	}
}

// everyFewTokens returns the byte offset of every nth token of src.
func everyFewTokens(src []byte, n int) []int {
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, nil, 0)
	var ends []int
	for i := 0; ; i++ {
		pos, tok, _ := s.Scan()
		if tok == token.EOF {
			return ends
		}
		if i%n == 0 {
			ends = append(ends, file.Offset(pos))
		}
	}
}
