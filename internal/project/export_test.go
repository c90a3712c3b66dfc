package project

import (
	"path/filepath"

	"github.com/errls/errls/catalog"
)

// Find returns the path of the errls.yaml that counts in a directory, and whether there is one.
func Find(dir string) (path string, ok bool) {
	path = finder{}.find(filepath.Clean(dir)).path
	return path, path != ""
}

// Read reads an errls.yaml, named by its absolute path, and the catalogs that it names.
func Read(path string) (*Project, []Problem) {
	p := read(path, catalog.Embedded(), nil)
	return p, p.problems
}
