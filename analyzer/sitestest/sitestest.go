// Package sitestest type-checks Go sources for tests of sites and rules. It imports the standard library from its
// source, and retry libraries and packages that a catalog binds from the catalogs' data, so that no test needs a
// download.
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
	"strings"
	"sync"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A Loader type-checks packages with one set of catalogs. It is safe for concurrent use and checks each import once.
type Loader struct {
	set  *catalog.Set
	fset *token.FileSet

	mu       sync.Mutex
	std      types.Importer
	packages map[string]*types.Package
}

// New returns a loader for a set of catalogs.
func New(set *catalog.Set) *Loader {
	fset := token.NewFileSet()
	return &Loader{set: set, fset: fset, std: importer.ForCompiler(fset, "source", nil), packages: map[string]*types.Package{}}
}

// Dir type-checks the Go files of a directory as one package. It returns an error if they do not compile.
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

// Broken type-checks one file that may not compile, as in an editor. It ignores code that does not parse or has no
// type. Ok is false if the file has no package.
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

// Files type-checks files as one package; contents maps their names to their text. It returns an error if they do not
// compile.
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
		return sites.Input{}, fmt.Errorf("type-checking: %w", err)
	}
	return sites.Input{Fset: l.fset, Files: files, Pkg: pkg, Info: info, Set: l.set}, nil
}

// Import imports a package, for a test that type-checks its own sources.
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

// locked is a Loader while its mutex is locked.
type locked Loader

// Import type-checks a package that a catalog binds and a retry library from the catalogs' data, and any other from its
// source.
func (l *locked) Import(path string) (*types.Package, error) {
	if pkg := l.packages[path]; pkg != nil {
		return pkg, nil
	}
	source := ""
	if bound := l.set.Package(path); len(bound) > 0 {
		source = bound[0].Binding.Source()
	} else if lib := l.set.Library(path); lib != nil {
		source = lib.Source()
	} else if known := l.set.Effects(path); known != nil && known.Declares != "" {
		source = known.Source()
	}
	if root, _, _ := strings.Cut(path, "/"); source == "" || !strings.Contains(root, ".") {
		return l.standard(path)
	}
	f, err := parser.ParseFile(l.fset, path, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("parsing the declarations of %s: %w", path, err)
	}
	// Errors are ignored: a generic function without a body is one. Tests of package catalog compare the declarations with
	// the real packages.
	conf := types.Config{Importer: l, IgnoreFuncBodies: true, Error: func(error) {}}
	pkg, _ := conf.Check(path, l.fset, []*ast.File{f}, nil)
	l.packages[path] = pkg
	return pkg, nil
}

// standard imports a package of the standard library from its source. It rejects other paths, which the go command
// would have to resolve.
func (l *locked) standard(path string) (*types.Package, error) {
	if _, err := os.Stat(filepath.Join(build.Default.GOROOT, "src", filepath.FromSlash(path))); err != nil {
		return nil, fmt.Errorf("no package %q in the standard library", path)
	}
	return l.std.Import(path)
}
