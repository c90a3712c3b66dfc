package gofiles

import (
	"bytes"
	"go/build"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/regular"
)

// A Source is one Go file.
type Source struct {
	Path   string
	Data   []byte // the contents; nil if they have to be read again
	HasKey bool   // it contains the key of a code in an error body
	Errors skim.ErrorUse
	skim.Header
}

// A Reader reads directories and files for a build on this host.
type Reader struct {
	Overlay map[string][]byte // contents that replace files, by path
	context build.Context
	Tests   bool // List includes _test.go files
}

// NewReader returns a reader with the overlay, with build tags in addition to those of the host, and with or without
// _test.go files. Without tags, it uses those in GOFLAGS, as the go command does.
func NewReader(overlay map[string][]byte, tags []string, tests bool) *Reader {
	r := &Reader{Overlay: overlay, context: build.Default, Tests: tests}
	if len(tags) == 0 {
		tags = splitTags(goFlag("tags"))
	}
	r.context.BuildTags = slices.Concat(r.context.BuildTags, tags)
	return r
}

// splitTags returns the build tags in a value of the flag -tags.
func splitTags(value string) []string {
	return strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
}

// List returns the paths of the Go files in a directory, sorted, without those that Accepts excludes. The error is
// for a directory that cannot be read and has no file in the overlay.
func (r *Reader) List(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	var paths []string
	for _, e := range entries {
		if r.Accepts(e.Name()) && !e.IsDir() {
			paths = append(paths, filepath.Join(dir, e.Name()))
		}
	}
	for path := range r.Overlay {
		if filepath.Dir(path) == dir && r.Accepts(filepath.Base(path)) {
			err = nil
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths), err
}

// Accepts reports whether name is that of a Go file for the go command, and not of a test file unless r.Tests is set.
func (r *Reader) Accepts(name string) bool {
	return strings.HasSuffix(name, ".go") && name[0] != '_' && name[0] != '.' &&
		(r.Tests || !strings.HasSuffix(name, "_test.go"))
}

// OnlyTests reports whether a directory for which List returns no files has test files.
func (r *Reader) OnlyTests(dir string) bool {
	all := *r
	all.Tests = true
	paths, _ := all.List(dir) // List has already reported the error
	return len(paths) > 0
}

// Read returns the contents of a file, from the overlay if it is there. See regular.ReadFile for the errors.
func (r *Reader) Read(path string) ([]byte, error) {
	if data, ok := r.Overlay[path]; ok {
		return data, nil
	}
	return regular.ReadFile(path, regular.MaxGoFile)
}

// MatchesBuild reports whether the file's name and build constraints match the build.
func (r *Reader) MatchesBuild(path string, src []byte, h *skim.Header) bool {
	if !h.Constrained {
		if !strings.Contains(filepath.Base(path), "_") {
			return true
		}
		src = []byte("package p\n") // only the name can exclude it
	}
	ctx := r.context
	ctx.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(src)), nil }
	ok, err := ctx.MatchFile(filepath.Dir(path), filepath.Base(path))
	return ok || err != nil // a file with an invalid constraint is loaded
}
