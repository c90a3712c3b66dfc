package lint_test

import (
	"fmt"
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/catalog/lint"
	"github.com/errls/errls/catalog/services"
)

// TestServices checks the embedded files, and compares them with the SDKs that are in the module cache.
func TestServices(t *testing.T) {
	cache := os.Getenv("GOMODCACHE")
	if cache == "" {
		cache = filepath.Join(filepath.SplitList(build.Default.GOPATH)[0], "pkg", "mod")
	}
	config := lint.Config{Set: catalog.Embedded(), ModCache: cache, GoRoot: build.Default.GOROOT, Compiled: true}
	files, err := fs.Glob(services.Files, "*/*.yaml")
	if err != nil || len(files) != len(catalog.Embedded().Catalogs()) {
		t.Fatalf("%d files of %d catalogs: %v", len(files), len(catalog.Embedded().Catalogs()), err)
	}
	for _, name := range files {
		t.Run(name, func(t *testing.T) {
			data, err := services.Files.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			report := lint.File(name, data, config)
			for _, p := range report.Problems {
				t.Errorf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
			}
			for _, note := range report.Notes {
				t.Log(note)
			}
		})
	}
}

// TestFiles checks the files in testdata. A comment "want: words; words" lists parts of the messages of all problems on
// its line; "note: words" is a part of a note.
func TestFiles(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "*.yaml"))
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	base, err := catalog.Parse("base.yaml", []byte(base))
	if err != nil {
		t.Fatal(err)
	}
	set, err := catalog.Embedded().With(base)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			report := lint.File(path, data, lint.Config{
				Set: set, ModCache: filepath.Join("testdata", "modcache"), GoRoot: build.Default.GOROOT,
			})
			compare(t, string(data), report)
		})
	}
}

func compare(t *testing.T, text string, report lint.Report) {
	want := map[int][]string{}
	for i, line := range strings.Split(text, "\n") {
		if _, words, ok := strings.Cut(line, "# want: "); ok {
			want[i+1] = strings.Split(words, "; ")
		}
	}
	for _, p := range report.Problems {
		i := slices.IndexFunc(want[p.Line], func(words string) bool { return strings.Contains(p.Message, words) })
		if i < 0 {
			t.Errorf("line %d:%d: %s (want %q)", p.Line, p.Column, p.Message, want[p.Line])
			continue
		}
		want[p.Line] = slices.Delete(want[p.Line], i, i+1)
	}
	for line, words := range want {
		if len(words) > 0 {
			t.Errorf("line %d: no problem contains %q", line, words)
		}
	}
	notes := fmt.Sprint(report.Notes)
	if _, words, ok := strings.Cut(text, "# note: "); ok {
		words, _, _ = strings.Cut(words, "\n")
		if !strings.Contains(notes, words) {
			t.Errorf("notes %s, want %s", notes, words)
		}
	} else if len(report.Notes) > 0 {
		t.Errorf("notes %s", notes)
	}
}

// base is the catalog that testdata/overlay.yaml extends.
const base = `id: acme.base
title: Acme Base
kind: string
pattern: 'B-[0-9]'
sources:
  - key: page
    title: Errors
    note: The page.
codes:
  - id: B-1
    name: One
    canonical: NOT_FOUND
    handling: return-to-caller
    retry: never
    basis: stated
    by: caller
    outcome: missing
`

func TestUnreadable(t *testing.T) {
	config := lint.Config{Set: catalog.Embedded()}
	for text, want := range map[string]bool{"id: [": true, "": true, "a: &a b\nc: *a\n": true, "\xff": true, "id: a.b\n": false} {
		if r := lint.File("a.yaml", []byte(text), config); r.Unreadable != want || len(r.Problems) == 0 {
			t.Errorf("%q: unreadable %t, %v", text, r.Unreadable, r.Problems)
		}
	}
}
