package load

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"sync"

	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// An importer makes the packages that a module imports, without the go command: packages of the standard library from
// stubs, packages of the module and its neighbors from their source without bodies, bound packages and retry
// libraries from the catalogs' data, and all others, as far as the program mentions them, from their source (see
// plan.go). Packages of SDKs that name their codes are read with these codes (see sdk.go). A package without source has
// opaque types (see opaque.go); other names in it have no type. An importer is made for one call, is safe for concurrent use and keeps
// packages in the cache.
type importer struct {
	set          *catalog.Set
	reader       *gofiles.Reader
	cache        *Cache
	module       gofiles.Modules
	dependencies gofiles.Dependencies // where the source of other modules is
	outlines     *outlines            // what is read of it
	missing      map[string]bool      // packages without source that a function with evidence for a site uses

	mu              sync.Mutex
	packages        map[string]*cachedPackage // by import path; nil while a package is being made
	codePackages    map[string]bool           // import path → the package is of an SDK and names its codes
	sdkRepositories map[string]bool           // repositories with such packages

	namesMu     sync.Mutex
	helperNames map[string]skim.HelperNames // by import path: functions that may be helpers by their shape

	helpersMu   sync.Mutex                                 // locked before mu
	findHelpers func(sites.Input) map[string]*sites.Helper // find.Helpers, except in tests
	helpers     map[string]*helperSet                      // by import path; nil while they are being read, or if there are none

	facts moduleFacts
}

// newImporter returns an importer for the packages of a module and its neighbors.
func newImporter(set *catalog.Set, r *gofiles.Reader, cache *Cache, m gofiles.Modules) *importer {
	sources := *r
	sources.Tests = false // an import never sees test files
	im := &importer{
		set:             set,
		reader:          &sources,
		cache:           cache,
		module:          m,
		dependencies:    gofiles.FindDependencies(m[0].Root),
		outlines:        &outlines{},
		missing:         map[string]bool{},
		packages:        map[string]*cachedPackage{},
		codePackages:    map[string]bool{},
		sdkRepositories: map[string]bool{},
		helperNames:     map[string]skim.HelperNames{},
		findHelpers:     find.Helpers,
		helpers:         map[string]*helperSet{},
	}
	im.facts.init(im)
	return im
}

// Import implements types.Importer.
func (im *importer) Import(path string) (*types.Package, error) {
	im.mu.Lock()
	defer im.mu.Unlock()
	return lockedImporter{im}.Import(path)
}

// A lockedImporter is an importer whose mu is locked.
type lockedImporter struct{ *importer }

// errCycle is the error for the import of a package that is still being made.
var errCycle = errors.New("import cycle")

// Import implements types.Importer.
func (n lockedImporter) Import(path string) (*types.Package, error) {
	if p := n.loadLocked(path); p != nil {
		return p.pkg, nil
	}
	return nil, errCycle
}

// loadLocked returns a package; nil while it is being made. im.mu must be locked.
func (im *importer) loadLocked(path string) *cachedPackage {
	p, known := im.packages[path]
	if !known {
		im.packages[path] = nil
		p = im.findOrMake(path)
		im.packages[path] = p
	}
	return p
}

// findOrMake returns a package from the cache if it is up to date, and else makes it.
func (im *importer) findOrMake(path string) *cachedPackage {
	var paths []string
	var files map[string]stamp
	key := path
	_, std := stdStub(path)
	if dir, ok := im.module.Dir(path); ok && !std {
		paths, _ = im.reader.List(dir) // an error is reported when the package itself is loaded
		files = im.cache.stamps(im.reader, paths)
		key = im.module[0].Root + "\x00" + path
	} else if o := im.outlines.of(path); o != nil {
		key = "\x00" + im.outlines.dirs[path]
		files = map[string]stamp{"": {overlay: o.State()}}
	} else if s := im.sdkToOutline(path); s != nil {
		key = "\x00" + s.dir
	} else if names := im.outlines.types(path); len(names) > 0 {
		key = path + "\x00" + strings.Join(names, " ")
	}
	p := im.cache.lookupPackage(key, files, func(dep string) *types.Package {
		if p := im.loadLocked(dep); p != nil {
			return p.pkg
		}
		return nil
	})
	if p == nil {
		p = im.makePackage(path, paths)
		p.files = files
		p.deps = map[string]*types.Package{}
		for _, dep := range p.pkg.Imports() {
			p.deps[dep.Path()] = dep
		}
		im.cache.storePackage(key, p)
	}
	return p
}

// makePackage type-checks a package, or makes an empty one. files are its files if it is in the module.
func (im *importer) makePackage(path string, files []string) *cachedPackage {
	if path == "unsafe" {
		return &cachedPackage{pkg: types.Unsafe}
	}
	if src, ok := stdStub(path); ok {
		return im.checkSources(path, string(src))
	}
	if p := im.checkModulePackage(path, files); p != nil {
		return p
	}
	src, s := im.boundSources(path), im.sdkToOutline(path)
	switch {
	case im.outlines.of(path) != nil:
		return im.checkOutline(path, s, src)
	case s != nil && (len(src) == 0 || len(s.codeFiles) > 0):
		return im.checkSDK(path, s, src)
	case len(src) > 0:
		return im.checkSources(path, src...)
	}
	pkg := types.NewPackage(path, skim.GuessPackageName(path))
	declareOpaqueTypes(pkg, im.outlines.types(path))
	pkg.MarkComplete()
	markIncomplete(pkg)
	return &cachedPackage{pkg: pkg}
}

// boundSources returns Go source for a bound package or a retry library, made from each catalog that binds it; nil
// for other packages.
func (im *importer) boundSources(path string) []string {
	var sources []string
	for _, b := range im.set.Package(path) {
		sources = append(sources, b.Binding.Source())
	}
	if l := im.set.Library(path); l != nil {
		sources = append(sources, l.Source())
	}
	if e := im.set.Effects(path); e != nil && e.Declares != "" {
		sources = append(sources, e.Source())
	}
	return sources
}

// checkSources type-checks sources that are not files. If several declare the same name, the first one is used.
func (im *importer) checkSources(path string, sources ...string) *cachedPackage {
	fset := token.NewFileSet() // no position in them is used
	var files []*ast.File
	name := skim.GuessPackageName(path)
	for _, src := range sources {
		// The sources are checked when a catalog is loaded. One that does not parse all the same is ignored.
		if f, _ := parser.ParseFile(fset, path, src, parser.SkipObjectResolution); f != nil {
			files = append(files, f)
		}
	}
	if len(files) > 0 {
		name = files[0].Name.Name
	}
	return &cachedPackage{pkg: im.checkDecls(path, name, fset, files)}
}

// checkModulePackage type-checks a package of the module or a neighbor without bodies; nil if it has no files.
func (im *importer) checkModulePackage(path string, paths []string) *cachedPackage {
	trees := make([]syntax.Tree, len(paths))
	parallel(len(paths), func(i int) {
		f, _, err := im.cache.file(im.reader, paths[i])
		if err == nil && f.inBuild && f.Pkg != "" {
			trees[i] = im.cache.bodyless(im.reader, paths[i], f)
		}
	})
	trees = slices.DeleteFunc(trees, func(t syntax.Tree) bool { return t.File == nil })
	if len(trees) == 0 {
		return nil
	}
	name := trees[0].File.Name.Name
	p := &cachedPackage{}
	var files []*ast.File
	for _, t := range trees {
		if t.File.Name.Name == name {
			files = append(files, t.File)
			p.tokens = append(p.tokens, t.Tokens)
		}
	}
	// The file set of the cache would forget a file that changes at the same time.
	p.pkg = im.checkDecls(path, name, fileSet(nil, p.tokens), files)
	return p
}

// checkDecls type-checks the declarations of a package and ignores type errors. im.mu must be locked.
func (im *importer) checkDecls(path, name string, fset *token.FileSet, files []*ast.File) *types.Package {
	pkg := types.NewPackage(path, name)
	config := tolerantConfig(lockedImporter{im})
	config.IgnoreFuncBodies = true
	func() {
		defer func() { _ = recover() }() // if the type checker panics, the rest has no type
		types.NewChecker(config, fset, pkg, nil).Files(files)
	}()
	pkg.MarkComplete()
	return pkg
}

// tokens returns the positions of the packages that a package imports, directly or indirectly.
func (im *importer) tokens(pkg *types.Package) []*token.File {
	im.mu.Lock()
	defer im.mu.Unlock()
	var all []*token.File
	seen := map[*types.Package]bool{}
	var visit func(p *types.Package)
	visit = func(p *types.Package) {
		for _, dep := range p.Imports() {
			if c := im.packages[dep.Path()]; c != nil && !seen[dep] {
				seen[dep] = true
				all = append(all, c.tokens...)
				visit(dep)
			}
		}
	}
	visit(pkg)
	return all
}

// An externalTestImporter is the importer for an external test package. The package under test is imported with its
// internal test files.
type externalTestImporter struct {
	*importer
	tested *Package
}

// Import implements types.Importer.
func (e externalTestImporter) Import(path string) (*types.Package, error) {
	if e.tested != nil && e.tested.Path == path {
		return e.tested.Pkg, nil
	}
	return e.importer.Import(path)
}
