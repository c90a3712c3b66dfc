package catalog_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/errls/errls/catalog"
)

// userCatalog returns the text of a catalog of a fictitious service, as a user may write one.
func userCatalog(service, codes int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `id: acme.service%03d
title: Acme Service %03d
vendor: Acme
kind: string
pattern: 'S%03d\.[0-9]{4}'
prefix: S%03d.
sources:
  - key: page
    title: Error codes
    url: https://acme.test/%03d/errors
    date: 2026-01-02
    note: The team's own page.
go:
  - package: acme.test/service%03d
    name: service%03d
    module: acme.test/service%03d
    version: v1.2.3
    errors:
      - '*Error'
    carriers:
      - Error.Code
    declares: |
      type Error struct{ Code string }
      func (e *Error) Error() string
codes:
`, service, service, service, service, service, service, service, service)
	handlings := []string{"fix-request", "retry-backoff", "return-to-caller"}
	retries := []string{"never", "backoff", "never"}
	classes := []string{"INVALID_ARGUMENT", "UNAVAILABLE", "FAILED_PRECONDITION"}
	for i := range codes {
		fmt.Fprintf(&b, `  - id: S%03d.%04d
    http: %d
    canonical: %s
    message: The request number %d could not be served.
    description: >-
      The service met the condition %d while it was at work on the request, and cannot go on before
      something is done about it.
    remedy: Look at parameter %d and send the request again.
    handling: %s
    retry: %s
    basis: stated
    by: caller

`, service, i, 400+i%30, classes[i%3], i, i, i%9, handlings[i%3], retries[i%3])
	}
	return b.String()
}

// writeCatalogs writes user catalogs with the given number of codes each, and returns their paths.
func writeCatalogs(t testing.TB, catalogs, codes int) []string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for i := range catalogs {
		path := filepath.Join(dir, fmt.Sprintf("service%03d.yaml", i))
		if err := os.WriteFile(path, []byte(userCatalog(i, codes)), 0o666); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

// load reads and parses files. It returns the valid catalogs in the order of the files, and the errors: first those of
// ReadFile, then those of ParseAll.
func load(paths []string) (catalogs []*catalog.Catalog, errs []error) {
	var files []catalog.File
	for _, path := range paths {
		data, err := catalog.ReadFile(path)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		files = append(files, catalog.File{Name: path, Data: data})
	}
	parsed, mistakes := catalog.ParseAll(files)
	for i, c := range parsed {
		if mistakes[i] != nil {
			errs = append(errs, mistakes[i])
			continue
		}
		catalogs = append(catalogs, c)
	}
	return catalogs, errs
}

// TestLoad checks that an error in one file does not affect the others.
func TestLoad(t *testing.T) {
	paths := writeCatalogs(t, 3, 2)
	missing := filepath.Join(t.TempDir(), "none.yaml")
	broken := filepath.Join(t.TempDir(), "broken.yaml")
	if err := os.WriteFile(broken, []byte("id: acme.broken\nkid: string\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	have, errs := load([]string{paths[0], broken, paths[1], missing, t.TempDir(), paths[2]})
	if len(have) != 3 || have[0].ID != "acme.service000" || have[2].ID != "acme.service002" || have[2].File != paths[2] {
		t.Errorf("loaded %v", have)
	}
	if len(errs) != 3 {
		t.Fatalf("errors %v", errs)
	}
	var bad *catalog.SyntaxError
	if !errors.Is(errs[0], fs.ErrNotExist) || strings.Count(errs[0].Error(), missing) != 1 {
		t.Errorf("error of the missing file: %v", errs[0])
	}
	if !strings.Contains(errs[1].Error(), "is a directory") {
		t.Errorf("error of the directory: %v", errs[1])
	}
	if !errors.As(errs[2], &bad) || bad.File != broken || !strings.Contains(errs[2].Error(), `:2:1: unknown key "kid"`) {
		t.Errorf("error of the broken file: %v", errs[2])
	}
	set, err := catalog.Embedded().With(have...)
	if err != nil || len(set.Lookup("S001.0001")) != 1 || len(set.Package("acme.test/service002")) != 1 {
		t.Errorf("the set: %v", err)
	}
}

// BenchmarkLoad loads a hundred catalogs of 500 codes and makes a set of them. The metric live-MB is the growth of the
// heap.
func BenchmarkLoad(b *testing.B) {
	paths := writeCatalogs(b, 100, 500)
	var set *catalog.Set
	heap := func() float64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / 1e6
	}
	before := heap()
	for b.Loop() {
		list, errs := load(paths)
		if len(errs) > 0 {
			b.Fatal(errs)
		}
		var err error
		if set, err = catalog.Embedded().With(list...); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(heap()-before, "live-MB")
	runtime.KeepAlive(set)
}

// BenchmarkSetLookup looks up codes in a set of 50,000 codes.
func BenchmarkSetLookup(b *testing.B) {
	list, errs := load(writeCatalogs(b, 100, 500))
	if len(errs) > 0 {
		b.Fatal(errs)
	}
	set, err := catalog.Embedded().With(list...)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if len(set.Lookup("S077.0321")) != 1 || len(set.Lookup("S077.0999")) != 0 {
			b.Fatal("not found")
		}
	}
}

// TestCRLF checks that CRLF line ends are read like LF, and that the positions of errors are the same.
func TestCRLF(t *testing.T) {
	want, err := catalog.Parse("acme.yaml", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	have, err := catalog.Parse("acme.yaml", []byte(strings.ReplaceAll(small, "\n", "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, have, cmpopts.IgnoreUnexported(catalog.Catalog{})); diff != "" {
		t.Errorf("-want +have\n%s", diff)
	}
	broken := strings.ReplaceAll(strings.Replace(small, "http: 410", "http: gone", 1), "\n", "\r\n")
	if _, err := catalog.Parse("acme.yaml", []byte(broken)); err == nil || err.Error() != "acme.yaml:37:11: expected an integer" {
		t.Errorf("have %v", err)
	}
}
