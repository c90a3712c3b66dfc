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

// tolerantConfig is the type checker's configuration for code that may be broken or known in part only.
func tolerantConfig(imports types.Importer) *types.Config {
	return &types.Config{
		Importer:                 imports,
		Error:                    func(error) {},
		FakeImportC:              true,
		DisableUnusedImportCheck: true,
		Sizes:                    types.SizesFor("gc", runtime.GOARCH),
	}
}

// newInfo makes room for what the checker tells of files. That grows to millions of entries, and growing step by step
// takes a tenth of the checker's time; per byte of source there are about these many.
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

// fileSet returns the positions of some files and of the packages that they import.
func fileSet(trees []syntax.Tree, imports []*token.File) *token.FileSet {
	all := slices.Clone(imports)
	for _, t := range trees {
		all = append(all, t.Tokens)
	}
	fset := token.NewFileSet()
	fset.AddExistingFiles(all...)
	return fset
}

// markIncomplete tells the type checker that what a package lacks may be there all the same. It would look for a name like
// each that it does not find, which takes longer than all the rest. There is no other way to say so than an import that
// fails and has a package to show for it.
func markIncomplete(pkg *types.Package) {
	spec := &ast.ImportSpec{Path: &ast.BasicLit{Kind: token.STRING, Value: strconv.Quote(pkg.Path())}}
	file := &ast.File{Name: ast.NewIdent("p"), Decls: []ast.Decl{&ast.GenDecl{Tok: token.IMPORT, Specs: []ast.Spec{spec}}}}
	config := tolerantConfig(failingImporter{pkg})
	types.NewChecker(config, token.NewFileSet(), types.NewPackage("p", "p"), nil).Files([]*ast.File{file})
}

// failingImporter answers every import with a package and an error.
type failingImporter struct{ pkg *types.Package }

var errIncomplete = errors.New("only a part of the package is known")

func (f failingImporter) Import(string) (*types.Package, error) { return f.pkg, errIncomplete }
