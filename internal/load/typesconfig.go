package load

import (
	"errors"
	"go/ast"
	"go/token"
	"go/types"
	"runtime"
	"slices"
	"strconv"

	"github.com/errls/errls/internal/load/internal/syntax"
)

// tolerantConfig returns a configuration of the type checker for code that may have errors or unknown imports.
func tolerantConfig(imports types.Importer) *types.Config {
	return &types.Config{
		Importer:                 imports,
		Error:                    func(error) {},
		FakeImportC:              true,
		DisableUnusedImportCheck: true,
		Sizes:                    types.SizesFor("gc", runtime.GOARCH),
	}
}

// newInfo returns maps for the results of the type checker. They may get millions of entries, and growing them would
// take a tenth of the checker's time, so they get their approximate size, which is proportional to the length of the
// source.
func newInfo(files []*ast.File) *types.Info {
	size := 0
	for _, f := range files {
		for _, d := range f.Decls {
			size += int(d.End() - d.Pos())
		}
	}
	return &types.Info{
		Types:      make(map[ast.Expr]types.TypeAndValue, size/13),
		Defs:       make(map[*ast.Ident]types.Object, size/96),
		Uses:       make(map[*ast.Ident]types.Object, size/19),
		Selections: map[*ast.SelectorExpr]*types.Selection{},
		Implicits:  map[ast.Node]types.Object{},
		Instances:  map[*ast.Ident]types.Instance{},
	}
}

// fileSet returns a file set with the positions of trees and imports.
func fileSet(trees []syntax.Tree, imports []*token.File) *token.FileSet {
	all := slices.Clone(imports)
	for _, t := range trees {
		all = append(all, t.Tokens)
	}
	fset := token.NewFileSet()
	fset.AddExistingFiles(all...)
	return fset
}

// markIncomplete marks a package so that the type checker does not report names that it does not declare. For each of
// them it would search for a similar name, which takes longer than everything else. The only way to mark a package is
// an import of it that returns the package and an error.
func markIncomplete(pkg *types.Package) {
	spec := &ast.ImportSpec{Path: &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(pkg.Path())}}
	file := &ast.File{Name: ast.NewIdent("p"), Decls: []ast.Decl{&ast.GenDecl{Tok: token.IMPORT, Specs: []ast.Spec{spec}}}}
	config := tolerantConfig(failingImporter{pkg})
	types.NewChecker(config, token.NewFileSet(), types.NewPackage("p", "p"), nil).Files([]*ast.File{file})
}

// failingImporter returns its package and an error for every import.
type failingImporter struct{ pkg *types.Package }

// errIncomplete is the error of a failingImporter.
var errIncomplete = errors.New("the package is incomplete")

// Import implements types.Importer.
func (f failingImporter) Import(string) (*types.Package, error) { return f.pkg, errIncomplete }
