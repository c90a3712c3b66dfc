package project

import (
	"path/filepath"

	"github.com/errls/errls/catalog"
)

// Find returns the path of the errls.yaml that applies to a directory, and whether there is one.
func Find(dir string) (path string, ok bool) {
	path = finder{}.find(filepath.Clean(dir)).path
	return path, path != ""
}

// Read reads the errls.yaml with the given absolute path and its catalogs.
func Read(path string) (*Project, []Problem) {
	p := read(path, catalog.Embedded(), nil)
	return p, p.problems
}
