package load

import (
	"go/types"
	"strings"

	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
)

// exactHelpers reads the functions of the main modules that hold codes against an error, those of a package when the
// first of them is asked for. It is not safe for concurrent use.
type exactHelpers struct {
	config *Config
	reader *gofiles.Reader
	listed map[string]*listedPackage // the packages of the main modules, by import path
	files  map[string]string         // of export data, by package path
	known  map[string]map[string]*sites.Helper
}

func newExactHelpers(config *Config, list []*listedPackage, r *gofiles.Reader, files map[string]string) *exactHelpers {
	x := &exactHelpers{config, r, map[string]*listedPackage{}, files, map[string]map[string]*sites.Helper{}}
	for _, p := range list {
		if p.ForTest == "" && p.Module != nil && p.Module.Main {
			x.listed[p.ImportPath] = p
		}
	}
	return x
}

// helper is for sites.Input.
func (x *exactHelpers) helper(fn *types.Func) *sites.Helper {
	if fn.Pkg() == nil {
		return nil
	}
	path := packagePath(fn.Pkg().Path())
	known, read := x.known[path]
	if !read {
		x.known[path] = nil // for packages that import each other in a circle
		known = x.read(x.listed[path])
		x.known[path] = known
	}
	return known[sites.HelperName(fn)]
}

// read types a package, unless no function of it can be a helper for others.
func (x *exactHelpers) read(p *listedPackage) map[string]*sites.Helper {
	if p == nil || !x.mayExportHelper(p) {
		return nil
	}
	types := newExportImporter(x.files)
	types.set = x.config.setOf(p.Dir)
	result, _ := p.check(types, x.reader) // its problems are told where the package itself is asked for
	if result == nil {
		return nil
	}
	in := result.Input
	in.Helper = x.helper
	return find.Helpers(in)
}

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

// packagePath returns the import path of a package that may be the one of a test: "p" of "p [p.test]".
func packagePath(path string) string {
	path, _, _ = strings.Cut(path, " [")
	return path
}
