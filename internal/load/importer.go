package load

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"sync"

	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// An importer answers imports without the go command: standard packages from stubs, packages of the same module from
// their source without bodies, bound packages and retry libraries from the catalogs' data, and all others as empty
// packages, so that what is taken from them has no type. It is made for one call and safe for concurrent
// use; what it makes is kept in the cache.
type importer struct {
	set          *catalog.Set
	reader       *gofiles.Reader
	cache        *Cache
	module       gofiles.Modules
	dependencies gofiles.Dependencies // where the source of other modules stands

	mu              sync.Mutex
	packages        map[string]*cachedPackage // nil while a package is on its way
	codePackages    map[string]bool           // import path → the package names its codes itself
	sdkRepositories map[string]bool           // SDKs with such packages

	namesMu     sync.Mutex
	helperNames map[string]skim.HelperNames // by import path: what can be a helper by its shape

	helpersMu   sync.Mutex // taken before mu
	findHelpers func(sites.Input) map[string]*sites.Helper
	helpers     map[string]*helperSet // by import path; nil while they are being read, and for none
}

func newImporter(set *catalog.Set, r *gofiles.Reader, cache *Cache, m gofiles.Modules) *importer {
	sources := *r
	sources.Tests = false // an import never sees test files
	return &importer{
		set:             set,
		reader:          &sources,
		cache:           cache,
		module:          m,
		dependencies:    gofiles.FindDependencies(m[0].Root),
		packages:        map[string]*cachedPackage{},
		codePackages:    map[string]bool{},
		sdkRepositories: map[string]bool{},
		helperNames:     map[string]skim.HelperNames{},
		findHelpers:     find.Helpers,
		helpers:         map[string]*helperSet{},
	}
}

// Import is for types.Config.
func (im *importer) Import(path string) (*types.Package, error) {
	im.mu.Lock()
	defer im.mu.Unlock()
	return lockedImporter{im}.Import(path)
}

// A lockedImporter importer is the same one with its lock held.
type lockedImporter struct{ *importer }

var errCycle = errors.New("the package imports itself")

func (n lockedImporter) Import(path string) (*types.Package, error) {
	if p := n.loadLocked(path); p != nil {
		return p.pkg, nil
	}
	return nil, errCycle
}

// loadLocked returns a package; nil while it is being made.
func (im *importer) loadLocked(path string) *cachedPackage {
	p, known := im.packages[path]
	if !known {
		im.packages[path] = nil
		p = im.findOrMake(path)
		im.packages[path] = p
	}
	return p
}

// findOrMake takes a package from the cache or makes it.
func (im *importer) findOrMake(path string) *cachedPackage {
	var paths []string
	var files map[string]stamp
	key := path
	_, std := stdStub(path)
	if dir, ok := im.module.Dir(path); ok && !std {
		paths, _ = im.reader.List(dir) // what cannot be listed is told where the package itself is asked for
		files = im.cache.stamps(im.reader, paths)
		key = im.module[0].Root + "\x00" + path
	} else if s := im.sdkToOutline(path); s != nil {
		key = "\x00" + s.dir
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

// makePackage types a package, or makes an empty one.
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
	case s != nil && (len(src) == 0 || len(s.codeFiles) > 0):
		return im.checkSDK(path, s, src)
	case len(src) > 0:
		return im.checkSources(path, src...)
	}
	pkg := types.NewPackage(path, skim.GuessPackageName(path))
	pkg.MarkComplete()
	markIncomplete(pkg)
	return &cachedPackage{pkg: pkg}
}

// boundSources returns the sources that stand in for a bound package or a retry library. Several catalogs may bind one.
func (im *importer) boundSources(path string) []string {
	var sources []string
	for _, b := range im.set.Package(path) {
		sources = append(sources, b.Binding.Source())
	}
	if l := im.set.Library(path); l != nil {
		sources = append(sources, l.Source())
	}
	return sources
}

// checkSources types sources that are no files. What several of them declare is taken from the first.
func (im *importer) checkSources(path string, sources ...string) *cachedPackage {
	fset := token.NewFileSet() // nothing points into them
	var files []*ast.File
	name := skim.GuessPackageName(path)
	for _, src := range sources {
		// Sources are the catalogs' own and checked there; what a user's does not parse is simply not known.
		if f, _ := parser.ParseFile(fset, path, src, parser.SkipObjectResolution); f != nil {
			files = append(files, f)
		}
	}
	if len(files) > 0 {
		name = files[0].Name.Name
	}
	return &cachedPackage{pkg: im.checkDecls(path, name, fset, files)}
}

// checkModulePackage types a package of the same module without bodies; nil where there are no files of it.
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
	// The cache's own set forgets a file that changes meanwhile.
	p.pkg = im.checkDecls(path, name, fileSet(nil, p.tokens), files)
	return p
}

// checkDecls types declarations, errors tolerated.
func (im *importer) checkDecls(path, name string, fset *token.FileSet, files []*ast.File) *types.Package {
	pkg := types.NewPackage(path, name)
	config := tolerantConfig(lockedImporter{im})
	config.IgnoreFuncBodies = true
	func() {
		defer func() { _ = recover() }() // what the type checker gives up on has no type
		types.NewChecker(config, fset, pkg, nil).Files(files)
	}()
	pkg.MarkComplete()
	return pkg
}

// tokens returns the positions of the module's packages that a package imports, directly or not.
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

// externalTestImporter answers the import of a package by its external tests with the package as its other tests see it.
type externalTestImporter struct {
	*importer
	tested *Package
}

func (e externalTestImporter) Import(path string) (*types.Package, error) {
	if e.tested != nil && e.tested.Path == path {
		return e.tested.Pkg, nil
	}
	return e.importer.Import(path)
}
