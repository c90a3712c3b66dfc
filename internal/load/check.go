package load

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"runtime"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A parsed is one package on its way to types.
type parsed struct {
	name string
	dir  string
	path string
	full []*ast.File // those that may hold a site
	bare []*ast.File // those that are needed for their declarations only
	fset *token.FileSet
}

// check types a package, errors tolerated, and gives errors the type error where a call that cannot be typed
// returns them.
func (p *parsed) check(set *catalog.Set, imports types.Importer) (result *Package, err error) {
	defer func() {
		if r := recover(); r != nil {
			result, err = nil, fmt.Errorf("typing package %s: the type checker gave up: %v", p.path, r)
		}
	}()
	pkg, info := p.types(imports)
	for range maxPatches {
		patches := findPatches(p.full, info)
		if len(patches) == 0 {
			break
		}
		for _, c := range patches {
			c.apply()
		}
		pkg, info = p.types(imports)
		for _, c := range patches {
			c.restore()
		}
	}
	in := sites.Input{Fset: p.fset, Files: p.full, Pkg: pkg, Info: info, Set: set}
	return &Package{Input: in, Dir: p.dir, Path: p.path}, nil
}

func (p *parsed) types(imports types.Importer) (*types.Package, *types.Info) {
	pkg := types.NewPackage(p.path, p.name)
	declareUnknown(pkg)
	info := newInfo()
	files := make([]*ast.File, 0, len(p.full)+len(p.bare))
	files = append(append(files, p.full...), p.bare...)
	checker := types.NewChecker(tolerant(imports), p.fset, pkg, info)
	checker.Files(files) // its error is one of those that the configuration passes over
	return pkg, info
}

// tolerant is the type checker's configuration for code that may be broken or known in part only.
func tolerant(imports types.Importer) *types.Config {
	return &types.Config{
		Importer:                 imports,
		Error:                    func(error) {},
		FakeImportC:              true,
		DisableUnusedImportCheck: true,
		Sizes:                    types.SizesFor("gc", runtime.GOARCH),
	}
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
