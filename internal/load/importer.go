package load

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"strings"
	"sync"

	"github.com/errls/errls/catalog"
)

// An importer answers imports without the go command: standard packages from stubs, bound packages and retry
// libraries from the catalogs' data, packages of the same module from their source without bodies, and all others
// as empty packages, so that what is taken from them has no type. It is safe for concurrent use.
type importer struct {
	set    *catalog.Set
	reader *reader
	fset   *token.FileSet
	module module

	mu       sync.Mutex
	packages map[string]*types.Package // nil while a package is on its way
}

func newImporter(set *catalog.Set, r *reader, fset *token.FileSet, m module) *importer {
	sources := *r
	sources.tests = false // an import never sees test files
	return &importer{set: set, reader: &sources, fset: fset, module: m, packages: map[string]*types.Package{}}
}

// Import is for types.Config.
func (im *importer) Import(path string) (*types.Package, error) {
	im.mu.Lock()
	defer im.mu.Unlock()
	return im.load(path)
}

// A nested importer is the same one with its lock held.
type nested struct{ *importer }

func (n nested) Import(path string) (*types.Package, error) { return n.load(path) }

var errCycle = errors.New("the package imports itself")

func (im *importer) load(path string) (*types.Package, error) {
	pkg, known := im.packages[path]
	if known && pkg == nil {
		return nil, errCycle
	}
	if known {
		return pkg, nil
	}
	im.packages[path] = nil
	pkg = im.make(path)
	im.packages[path] = pkg
	return pkg, nil
}

// make types a package, or makes an empty one.
func (im *importer) make(path string) *types.Package {
	if path == "unsafe" {
		return types.Unsafe
	}
	if src, ok := stub(path); ok {
		return im.synthetic(path, string(src))
	}
	if src := im.bound(path); len(src) > 0 {
		return im.synthetic(path, src...)
	}
	if dir, ok := im.module.dir(path); ok {
		if pkg := im.inModule(path, dir); pkg != nil {
			return pkg
		}
	}
	pkg := types.NewPackage(path, guessName(path))
	pkg.MarkComplete()
	return pkg
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
func (im *importer) synthetic(path string, sources ...string) *types.Package {
	fset := token.NewFileSet() // nothing points into them
	var files []*ast.File
	name := guessName(path)
	for _, src := range sources {
		// Sources are the catalogs' own and checked there; what a user's does not parse is simply not known.
		if f, _ := parser.ParseFile(fset, path, src, parser.SkipObjectResolution); f != nil {
			files = append(files, f)
		}
	}
	if len(files) > 0 {
		name = files[0].Name.Name
	}
	return im.check(path, name, fset, files)
}

// inModule types a package of the same module without bodies; nil where its directory holds none.
func (im *importer) inModule(path, dir string) *types.Package {
	paths, err := im.reader.list(dir)
	if err != nil {
		return nil
	}
	var files []*ast.File
	for _, p := range paths {
		src, err := im.reader.read(p, nil)
		if err != nil {
			continue // told where the package itself is asked for
		}
		h, ok := readHeader(src)
		if !ok || !im.reader.builds(p, src, &h) || strings.HasSuffix(h.pkg, "_test") {
			continue
		}
		f, _ := parseSkeleton(im.fset, p, src, readIndex(src, h, nil), nil)
		if f != nil && (len(files) == 0 || f.Name.Name == files[0].Name.Name) {
			files = append(files, f)
		}
	}
	if len(files) == 0 {
		return nil
	}
	return im.check(path, files[0].Name.Name, im.fset, files)
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

// guessName guesses a package's name from its import path, as people name modules.
func guessName(importPath string) string {
	name := path.Base(importPath)
	if len(name) > 1 && name[0] == 'v' && strings.Trim(name[1:], "0123456789") == "" {
		name = path.Base(path.Dir(importPath))
	}
	name, _, _ = strings.Cut(name, ".v")
	name = strings.TrimPrefix(name, "go-")
	name = strings.TrimSuffix(name, "-go")
	return strings.ReplaceAll(name, "-", "_")
}
