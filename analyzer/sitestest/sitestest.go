// Package sitestest types Go sources for tests of sites and rules: the standard library from its own source, the
// packages that the catalogs bind and the retry libraries from the catalogs' data. No test needs a download.
package sitestest

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"sync"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A Loader types packages against one set of catalogs. It is safe for concurrent use; imports are typed once.
type Loader struct {
	set  *catalog.Set
	fset *token.FileSet

	mu       sync.Mutex
	std      types.Importer
	packages map[string]*types.Package
}

// New returns a loader.
func New(set *catalog.Set) *Loader {
	fset := token.NewFileSet()
	return &Loader{set: set, fset: fset, std: importer.ForCompiler(fset, "source", nil), packages: map[string]*types.Package{}}
}

// Dir types the Go files of one directory. A type error is an error: the sources of a test are whole.
func (l *Loader) Dir(dir string) (sites.Input, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(names) == 0 {
		return sites.Input{}, fmt.Errorf("no Go files in %s", dir)
	}
	files := map[string][]byte{}
	for _, name := range names {
		if files[name], err = os.ReadFile(name); err != nil {
			return sites.Input{}, err
		}
	}
	return l.Files(files)
}

// Broken types one file as far as it can be: what does not parse or has no type is passed over, as in an editor.
// Ok is false where nothing of a file is left.
func (l *Loader) Broken(name string, text []byte) (in sites.Input, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f, _ := parser.ParseFile(l.fset, name, text, parser.ParseComments|parser.SkipObjectResolution|parser.AllErrors)
	if f == nil || f.Name == nil {
		return sites.Input{}, false
	}
	info := newInfo()
	conf := types.Config{Importer: (*locked)(l), Error: func(error) {}}
	pkg, _ := conf.Check("example.com/p", l.fset, []*ast.File{f}, info)
	return sites.Input{Fset: l.fset, Files: []*ast.File{f}, Pkg: pkg, Info: info, Set: l.set}, pkg != nil
}

// Files types one package of the given files, by name.
func (l *Loader) Files(contents map[string][]byte) (sites.Input, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var files []*ast.File
	for name, text := range contents {
		f, err := parser.ParseFile(l.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return sites.Input{}, err
		}
		files = append(files, f)
	}
	info := newInfo()
	conf := types.Config{Importer: (*locked)(l)}
	pkg, err := conf.Check("example.com/p", l.fset, files, info)
	if err != nil {
		return sites.Input{}, fmt.Errorf("typing: %w", err)
	}
	return sites.Input{Fset: l.fset, Files: files, Pkg: pkg, Info: info, Set: l.set}, nil
}

// Import types a package for a test that types its own sources.
func (l *Loader) Import(path string) (*types.Package, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return (*locked)(l).Import(path)
}

func newInfo() *types.Info {
	return &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
		Implicits:  map[ast.Node]types.Object{},
		Instances:  map[*ast.Ident]types.Instance{},
	}
}

// locked is a Loader whose lock is held.
type locked Loader

// Import answers a bound package or library from the catalogs' data, and any other from its source.
func (l *locked) Import(path string) (*types.Package, error) {
	if pkg := l.packages[path]; pkg != nil {
		return pkg, nil
	}
	source := ""
	if bound := l.set.Package(path); len(bound) > 0 {
		source = bound[0].Binding.Source()
	} else if lib := l.set.Library(path); lib != nil {
		source = lib.Source()
	}
	if source == "" || path == "net/http" {
		return l.standard(path)
	}
	f, err := parser.ParseFile(l.fset, path, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("parsing the stand-in for %s: %w", path, err)
	}
	// A generic function without a body is an error that does not matter here; the catalogs' own tests hold the
	// stand-ins against the real packages.
	conf := types.Config{Importer: l, IgnoreFuncBodies: true, Error: func(error) {}}
	pkg, _ := conf.Check(path, l.fset, []*ast.File{f}, nil)
	l.packages[path] = pkg
	return pkg, nil
}

// standard types a package of the standard library. It does not let the go command look for any other.
func (l *locked) standard(path string) (*types.Package, error) {
	if _, err := os.Stat(filepath.Join(build.Default.GOROOT, "src", filepath.FromSlash(path))); err != nil {
		return nil, fmt.Errorf("no package %q in the standard library", path)
	}
	return l.std.Import(path)
}
