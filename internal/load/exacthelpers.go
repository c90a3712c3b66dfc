package load

import (
	"go/types"
	"strings"

	"github.com/errls/errls/analyzer/facts"
	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
)

// exactHelpers reads the helpers in the main modules and what their functions do, with exact types, those of a package when
// helper or fact is first called for one of its functions. It is not safe for concurrent use.
type exactHelpers struct {
	config  *Config
	reader  *gofiles.Reader
	listed  map[string]*listedPackage           // the packages of the main modules, by import path
	imports func() *exportImporter              // returns a new importer of the packages' dependencies
	known   map[string]map[string]*sites.Helper // by package path and name
	facts   map[string]map[string]*sites.Fact   // by package path and name
}

// newExactHelpers returns exactHelpers for the packages that the go command has listed; imports returns a new importer of
// their dependencies.
func newExactHelpers(config *Config, list []*listedPackage, r *gofiles.Reader, imports func() *exportImporter) *exactHelpers {
	x := &exactHelpers{config, r, map[string]*listedPackage{}, imports, map[string]map[string]*sites.Helper{}, map[string]map[string]*sites.Fact{}}
	for _, p := range list {
		if p.ForTest == "" && p.Module != nil && p.Module.Main {
			x.listed[p.ImportPath] = p
		}
	}
	return x
}

// helper returns the helper that a function is, or nil; it is the field Helper of sites.Input.
func (x *exactHelpers) helper(fn *types.Func) *sites.Helper {
	if fn.Pkg() == nil {
		return nil
	}
	path := packagePath(fn.Pkg().Path())
	known, read := x.known[path]
	if !read {
		x.known[path] = nil // in case of an import cycle
		known = x.read(x.listed[path])
		x.known[path] = known
	}
	return known[sites.HelperName(fn)]
}

// read returns the helpers of a package. It type-checks the package only if an exported function may be a helper.
func (x *exactHelpers) read(p *listedPackage) map[string]*sites.Helper {
	if p == nil || !x.mayExportHelper(p) {
		return nil
	}
	result := x.check(p)
	if result == nil {
		return nil
	}
	in := result.Input
	in.Helper = x.helper
	return find.Helpers(in)
}

// check type-checks a package; nil if it cannot be read.
func (x *exactHelpers) check(p *listedPackage) *Package {
	types := x.imports()
	types.set = x.config.setOf(p.Dir)
	result, _ := p.check(types, x.reader) // the problems are reported when the package itself is loaded
	return result
}

// fact returns what a function does, or nil if nothing is known of it; it is the field Fact of sites.Input.
func (x *exactHelpers) fact(fn *types.Func) *sites.Fact {
	if fn.Pkg() == nil {
		return nil
	}
	path := packagePath(fn.Pkg().Path())
	known, read := x.facts[path]
	if p := x.listed[path]; !read && p != nil {
		x.facts[path] = nil // in case of an import cycle
		if result := x.check(p); result != nil {
			in := result.Input
			in.Fact = x.fact
			known = facts.Of(&in)
		}
		x.facts[path] = known
	}
	return known[sites.HelperName(fn)]
}

// mayExportHelper reports whether an exported function of a package may be a helper.
func (x *exactHelpers) mayExportHelper(p *listedPackage) bool {
	for _, path := range p.files() {
		src, err := x.reader.Read(path)
		if err != nil {
			continue
		}
		if h, ok := skim.ReadHeader(src); ok && skim.ReadIndex(src, h, nil).MayExportHelper() {
			return true
		}
	}
	return false
}

// packagePath returns the import path of a package, which may be the variant for a test: "p" for "p [p.test]".
func packagePath(path string) string {
	path, _, _ = strings.Cut(path, " [")
	return path
}
