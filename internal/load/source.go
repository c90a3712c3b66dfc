package load

import (
	"bytes"
	"go/build"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/errls/errls/internal/regular"
)

// A source is one Go file as it was read.
type source struct {
	path string
	data []byte // nil where it was not kept: it has to be read again
	key  bool   // a key of an error body is written somewhere in it
	header
}

// reader reads directories and files as the build of one host sees them, overlays included.
type reader struct {
	overlay map[string][]byte
	build   build.Context
	tests   bool
}

func newReader(overlay map[string][]byte, tags []string, tests bool) *reader {
	r := &reader{overlay: overlay, build: build.Default, tests: tests}
	r.build.BuildTags = slices.Concat(r.build.BuildTags, tags)
	return r
}

// list returns the paths of the Go files of a directory, sorted. Files that the go command never looks at are
// left out, and test files unless they are asked for.
func (r *reader) list(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	var paths []string
	for _, e := range entries {
		if r.wants(e.Name()) && !e.IsDir() {
			paths = append(paths, filepath.Join(dir, e.Name()))
		}
	}
	for path := range r.overlay {
		if filepath.Dir(path) == dir && r.wants(filepath.Base(path)) {
			err = nil
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths), err
}

func (r *reader) wants(name string) bool {
	return strings.HasSuffix(name, ".go") && name[0] != '_' && name[0] != '.' &&
		(r.tests || !strings.HasSuffix(name, "_test.go"))
}

// onlyTests reports whether a directory without other Go files has test files, which are not wanted.
func (r *reader) onlyTests(dir string) bool {
	all := *r
	all.tests = true
	paths, _ := all.list(dir) // what cannot be read has been told
	return len(paths) > 0
}

// read returns the contents of a file.
func (r *reader) read(path string) ([]byte, error) {
	if data, ok := r.overlay[path]; ok {
		return data, nil
	}
	return regular.ReadFile(path, regular.MaxGoFile)
}

// builds reports whether the host's build takes the file: its name and its build constraints say so.
func (r *reader) builds(path string, src []byte, h *header) bool {
	if !h.build {
		if !strings.Contains(filepath.Base(path), "_") {
			return true
		}
		src = []byte("package p\n") // only the name can speak against it
	}
	ctx := r.build
	ctx.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(src)), nil }
	ok, err := ctx.MatchFile(filepath.Dir(path), filepath.Base(path))
	return ok || err != nil // a constraint that cannot be read is no reason to be silent
}
