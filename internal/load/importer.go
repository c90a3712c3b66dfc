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
	set     *catalog.Set
	reader  *gofiles.Reader
	cache   *Cache
	module  gofiles.Modules
	outside gofiles.Outside // where the source of other modules stands

	mu       sync.Mutex
	packages map[string]*cachedPackage // nil while a package is on its way
	taught   map[string]bool           // import path → the package names its codes itself
	learned  map[string]bool           // SDKs with such packages

	naming sync.Mutex
	shapes map[string]skim.HelperNames // by import path: what can be a helper by its shape

	asking  sync.Mutex // taken before mu
	findIn  func(sites.Input) map[string]*sites.Helper
	helpers map[string]*helperSet // by import path; nil while they are being read, and for none
}

func newImporter(set *catalog.Set, r *gofiles.Reader, cache *Cache, m gofiles.Modules) *importer {
	sources := *r
	sources.Tests = false // an import never sees test files
	return &importer{
		set:      set,
		reader:   &sources,
		cache:    cache,
		module:   m,
		outside:  gofiles.FindOutside(m[0].Root),
		packages: map[string]*cachedPackage{},
		taught:   map[string]bool{},
		learned:  map[string]bool{},
		shapes:   map[string]skim.HelperNames{},
		findIn:   find.Helpers,
		helpers:  map[string]*helperSet{},
	}
}

// Import is for types.Config.
func (im *importer) Import(path string) (*types.Package, error) {
	im.mu.Lock()
	defer im.mu.Unlock()
	return nested{im}.Import(path)
}

// A nested importer is the same one with its lock held.
type nested struct{ *importer }

var errCycle = errors.New("the package imports itself")

func (n nested) Import(path string) (*types.Package, error) {
	if p := n.load(path); p != nil {
		return p.pkg, nil
	}
	return nil, errCycle
}

// load returns a package; nil while it is being made.
func (im *importer) load(path string) *cachedPackage {
	p, known := im.packages[path]
	if !known {
		im.packages[path] = nil
		p = im.find(path)
		im.packages[path] = p
	}
	return p
}

// find takes a package from the cache or makes it.
func (im *importer) find(path string) *cachedPackage {
	var paths []string
	var files map[string]stamp
	key := path
	_, std := stub(path)
	if dir, ok := im.module.Dir(path); ok && !std {
		paths, _ = im.reader.List(dir) // what cannot be listed is told where the package itself is asked for
		files = im.cache.stamps(im.reader, paths)
		key = im.module[0].Root + "\x00" + path
	} else if s := im.outlines(path); s != nil {
		key = "\x00" + s.dir
	}
	p := im.cache.lookup(key, files, func(dep string) *types.Package {
		if p := im.load(dep); p != nil {
			return p.pkg
		}
		return nil
	})
	if p == nil {
		p = im.make(path, paths)
		p.files = files
		p.deps = map[string]*types.Package{}
		for _, dep := range p.pkg.Imports() {
			p.deps[dep.Path()] = dep
		}
		im.cache.store(key, p)
	}
	return p
}

// make types a package, or makes an empty one.
func (im *importer) make(path string, files []string) *cachedPackage {
	if path == "unsafe" {
		return &cachedPackage{pkg: types.Unsafe}
	}
	if src, ok := stub(path); ok {
		return im.synthetic(path, string(src))
	}
	if p := im.inModule(path, files); p != nil {
		return p
	}
	src, s := im.bound(path), im.outlines(path)
	switch {
	case s != nil && (len(src) == 0 || len(s.codes) > 0):
		return im.outlined(path, s, src)
	case len(src) > 0:
		return im.synthetic(path, src...)
	}
	pkg := types.NewPackage(path, skim.GuessPackageName(path))
	pkg.MarkComplete()
	partial(pkg)
	return &cachedPackage{pkg: pkg}
}

// bound returns the sources that stand in for a bound package or a retry library. Several catalogs may bind one.
func (im *importer) bound(path string) []string {
	var sources []string
	for _, b := range im.set.Package(path) {
		sources = append(sources, b.Binding.Source())
	}
	if l := im.set.Library(path); l != nil {
		sources = append(sources, l.Source())
	}
	return sources
}

// synthetic types sources that are no files. What several of them declare is taken from the first.
func (im *importer) synthetic(path string, sources ...string) *cachedPackage {
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
	return &cachedPackage{pkg: im.check(path, name, fset, files)}
}

// inModule types a package of the same module without bodies; nil where there are no files of it.
func (im *importer) inModule(path string, paths []string) *cachedPackage {
	trees := make([]syntax.Tree, len(paths))
	parallel(len(paths), func(i int) {
		f, _, err := im.cache.file(im.reader, paths[i])
		if err == nil && f.builds && f.Pkg != "" {
			trees[i] = im.cache.bare(im.reader, paths[i], f)
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
	p.pkg = im.check(path, name, fileSet(nil, p.tokens), files)
	return p
}

// check types declarations, errors tolerated.
func (im *importer) check(path, name string, fset *token.FileSet, files []*ast.File) *types.Package {
	pkg := types.NewPackage(path, name)
	config := tolerant(nested{im})
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

// external answers the import of a package by its external tests with the package as its other tests see it.
type external struct {
	*importer
	tested *Package
}

func (e external) Import(path string) (*types.Package, error) {
	if e.tested != nil && e.tested.Path == path {
		return e.tested.Pkg, nil
	}
	return e.importer.Import(path)
}
