package load

import (
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load/internal/gofiles"
)

// Config says what to load.
type Config struct {
	Set      *catalog.Set
	Dir      string            // where patterns are relative to; absolute
	Patterns []string          // directories, "dir/...", files, or import paths of the module; default "."
	Tests    bool              // parse _test.go files too
	Overlay  map[string][]byte // contents that replace files, by absolute path
	Tags     []string          // build tags beside those of the host
	Cache    *Cache            // what Quick and Dir keep between calls; nil for nothing

	// SetOf gives the catalogs for the packages of a directory, in place of Set; nil for Set in all. Dir, which has one
	// directory, takes Set, and Quick takes the cache for Set alone.
	SetOf func(dir string) *catalog.Set
	// Exclude reports whether a directory that Quick finds by a "..." pattern is passed over; nil for none.
	Exclude func(dir string) bool
}

// setOf returns the catalogs for a directory.
func (c *Config) setOf(dir string) *catalog.Set {
	if c.SetOf == nil {
		return c.Set
	}
	return c.SetOf(dir)
}

// reader returns what reads the files of the packages.
func (c *Config) reader() *gofiles.Reader { return gofiles.NewReader(c.Overlay, c.Tags, c.Tests) }

// A Package is one typed package. Its sites.Input holds the files that may hold a site, with bodies; the rest
// of the package is known to Pkg only.
type Package struct {
	sites.Input
	Dir  string
	Path string // import path, as far as it is known

	// Sources are the contents of the files with bodies, by the names that Fset gives them, as they were parsed.
	Sources map[string][]byte
}
