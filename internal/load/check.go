package load

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"runtime"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// A parsed is one package on its way to types.
type parsed struct {
	name string
	dir  string
	path string
	full []syntax.Tree // those that may hold a site
	bare []syntax.Tree // those that are needed for their declarations only
}

// check types a package, errors tolerated, and gives errors the type error where a call that cannot be typed
// returns them.
func (p *parsed) check(im *importer, tested *Package) (result *Package, err error) {
	defer func() {
		if r := recover(); r != nil {
			result, err = nil, fmt.Errorf("typing package %s: the type checker gave up: %v", p.path, r)
		}
	}()
	fset := fileSet(slices.Concat(p.full, p.bare), nil)
	files := trees(p.full)
	t := p.types(fset, external{im, tested})
	t.patch(files, func(patches []*patch) *typing { return p.typesWith(patches, fset, external{im, tested}) })
	fset.AddExistingFiles(im.tokens(t.pkg)...)
	if tested != nil {
		tested.Fset.Iterate(func(f *token.File) bool { fset.AddExistingFiles(f); return true })
	}
	in := sites.Input{Fset: fset, Files: files, Pkg: t.pkg, Info: t.info, Set: im.set, Helper: im.helper, Comment: im.comment, Broken: broken(p.full)}
	return &Package{Input: in, Dir: p.dir, Path: p.path, Sources: texts(p.full)}, nil
}

// typesWith types the package with patches applied, and takes them back also if the type checker gives up.
func (p *parsed) typesWith(patches []*patch, fset *token.FileSet, imports types.Importer) *typing {
	defer apply(patches)()
	return p.types(fset, imports)
}

// A typing is a package with its types, and the checker that gave them.
type typing struct {
	pkg     *types.Package
	info    *types.Info
	checker *types.Checker
}

func (p *parsed) types(fset *token.FileSet, imports types.Importer) *typing {
	t := &typing{pkg: types.NewPackage(p.path, p.name), info: newInfo(trees(p.full))}
	declareUnknown(t.pkg)
	t.checker = types.NewChecker(tolerant(imports), fset, t.pkg, t.info)
	t.checker.Files(append(trees(p.full), trees(p.bare)...)) // its error is one of those that are passed over
	return t
}

func trees(list []syntax.Tree) []*ast.File {
	files := make([]*ast.File, len(list))
	for i, t := range list {
		files[i] = t.File
	}
	return files
}

// texts returns the contents of files, by name.
func texts(list []syntax.Tree) map[string][]byte {
	sources := make(map[string][]byte, len(list))
	for _, t := range list {
		if t.Tokens != nil {
			sources[t.Tokens.Name()] = t.Src
		}
	}
	return sources
}

// broken returns what of the files does not parse.
func broken(list []syntax.Tree) []sites.Span {
	var spans []sites.Span
	for _, t := range list {
		spans = append(spans, t.Broken...)
	}
	return spans
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

// typed types the parsed files of one package.
func (im *importer) typed(dir string, files []*file, trees []syntax.Tree, tested *Package) (*Package, error) {
	p := &parsed{dir: dir, path: im.module.ImportPath(dir)}
	for i, t := range trees {
		if t.File == nil {
			continue
		}
		p.name = t.File.Name.Name
		if files[i].full {
			p.full = append(p.full, t)
		} else {
			p.bare = append(p.bare, t)
		}
	}
	if strings.HasSuffix(p.name, "_test") && tested != nil {
		p.path += "_test"
	}
	return p.check(im, tested)
}
