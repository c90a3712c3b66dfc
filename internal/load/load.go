package load

import (
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load/internal/gofiles"
)

// Config says what to load.
type Config struct {
	Set      *catalog.Set
	Dir      string            // absolute path of the directory that patterns are relative to
	Patterns []string          // directories, "dir/...", files, or import paths of the module; default "."
	Tests    bool              // load _test.go files too
	Overlay  map[string][]byte // contents that replace files, by absolute path
	Tags     []string          // build tags in addition to those of the host
	Cache    *Cache            // kept between calls of Quick and Dir; nil for none

	// SetOf returns the catalogs for the packages in a directory, in place of Set; nil for Set everywhere. Dir loads one
	// directory and uses Set. Quick uses the cache only for directories with Set.
	SetOf func(dir string) *catalog.Set
	// Exclude reports whether Quick skips a directory that it finds by a "..." pattern; nil for none.
	Exclude func(dir string) bool
}

// setOf returns the catalogs for a directory.
func (c *Config) setOf(dir string) *catalog.Set {
	if c.SetOf == nil {
		return c.Set
	}
	return c.SetOf(dir)
}

// reader returns a reader for the files of the packages.
func (c *Config) reader() *gofiles.Reader { return gofiles.NewReader(c.Overlay, c.Tags, c.Tests) }

// A Package is one type-checked package. Its sites.Input contains the syntax only of the files that may contain a
// site; Pkg includes the declarations of the others.
type Package struct {
	sites.Input
	Dir  string
	Path string // import path; the name of the directory if there is no module

	// Sources are the contents of the files in sites.Input as they were parsed, by their names in Fset.
	Sources map[string][]byte
}
