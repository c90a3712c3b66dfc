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

// A Source is one Go file as it was read.
type Source struct {
	Path   string
	Data   []byte // nil where it was not kept: it has to be read again
	HasKey bool   // a key of an error body is written somewhere in it
	skim.Header
}

// Reader reads directories and files as the build of one host sees them, overlays included.
type Reader struct {
	Overlay map[string][]byte
	context build.Context
	Tests   bool
}

func NewReader(overlay map[string][]byte, tags []string, tests bool) *Reader {
	r := &Reader{Overlay: overlay, context: build.Default, Tests: tests}
	r.context.BuildTags = slices.Concat(r.context.BuildTags, tags)
	return r
}

// List returns the paths of the Go files of a directory, sorted. Files that the go command never looks at are
// left out, and test files unless they are asked for.
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

func (r *Reader) Accepts(name string) bool {
	return strings.HasSuffix(name, ".go") && name[0] != '_' && name[0] != '.' &&
		(r.Tests || !strings.HasSuffix(name, "_test.go"))
}

// OnlyTests reports whether a directory without other Go files has test files, which are not wanted.
func (r *Reader) OnlyTests(dir string) bool {
	all := *r
	all.Tests = true
	paths, _ := all.List(dir) // what cannot be read has been told
	return len(paths) > 0
}

// Read returns the contents of a file.
func (r *Reader) Read(path string) ([]byte, error) {
	if data, ok := r.Overlay[path]; ok {
		return data, nil
	}
	return regular.ReadFile(path, regular.MaxGoFile)
}

// MatchesBuild reports whether the host's build takes the file: its name and its build constraints say so.
func (r *Reader) MatchesBuild(path string, src []byte, h *skim.Header) bool {
	if !h.Constrained {
		if !strings.Contains(filepath.Base(path), "_") {
			return true
		}
		src = []byte("package p\n") // only the name can speak against it
	}
	ctx := r.context
	ctx.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(src)), nil }
	ok, err := ctx.MatchFile(filepath.Dir(path), filepath.Base(path))
	return ok || err != nil // a constraint that cannot be read is no reason to be silent
}
