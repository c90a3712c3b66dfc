package sitestest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// Source type-checks a package of one file with the import path example.com/p. It imports only the given packages, from
// their source text by import path. They may stand for packages of the standard library, so that a test declares the few
// functions that it needs and does not wait for the rest. The set of catalogs is empty.
func Source(text string, imports map[string]string) (sites.Input, error) {
	fset := token.NewFileSet()
	im := sourceImporter{fset, imports, map[string]*types.Package{}}
	f, err := parser.ParseFile(fset, "p.go", text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return sites.Input{}, err
	}
	info := newInfo()
	conf := types.Config{Importer: im}
	pkg, err := conf.Check("example.com/p", fset, []*ast.File{f}, info)
	if err != nil {
		return sites.Input{}, fmt.Errorf("type-checking the source: %w", err)
	}
	return sites.Input{Fset: fset, Files: []*ast.File{f}, Pkg: pkg, Info: info, Set: catalog.NewSet(nil, nil)}, nil
}

// A sourceImporter imports packages from source text.
type sourceImporter struct {
	fset     *token.FileSet
	texts    map[string]string
	packages map[string]*types.Package
}

// Import returns a package, which it type-checks once.
func (im sourceImporter) Import(path string) (*types.Package, error) {
	if pkg := im.packages[path]; pkg != nil {
		return pkg, nil
	}
	text, ok := im.texts[path]
	if !ok {
		return nil, fmt.Errorf("the test has no source for package %s", path)
	}
	f, err := parser.ParseFile(im.fset, path+".go", text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	conf := types.Config{Importer: im}
	pkg, err := conf.Check(path, im.fset, []*ast.File{f}, nil)
	if err != nil {
		return nil, fmt.Errorf("type-checking %s: %w", path, err)
	}
	im.packages[path] = pkg
	return pkg, nil
}
