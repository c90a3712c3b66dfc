package load

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// A parsedPackage is one package before type checking.
type parsedPackage struct {
	name       string
	dir        string
	path       string        // import path
	withBodies []syntax.Tree // files that may contain a site
	bodyless   []syntax.Tree // files of which only the declarations are needed
}

// typeCheck type-checks a package and ignores type errors. Variables that are used as errors, but come from calls
// without a type, get the type error. tested is the package that an external test package tests; nil for others. The
// error is for a panic of the type checker.
func (p *parsedPackage) typeCheck(im *importer, tested *Package) (result *Package, err error) {
	defer func() {
		if r := recover(); r != nil {
			result, err = nil, fmt.Errorf("type-checking package %s: panic: %v", p.path, r)
		}
	}()
	fset := fileSet(slices.Concat(p.withBodies, p.bodyless), nil)
	files := astFiles(p.withBodies)
	t := p.runChecker(fset, externalTestImporter{im, tested})
	t.patchUntypedCalls(files, func(patches []*patch) *checkedPackage {
		return p.runPatched(patches, fset, externalTestImporter{im, tested})
	})
	fset.AddExistingFiles(im.tokens(t.pkg)...)
	if tested != nil {
		tested.Fset.Iterate(func(f *token.File) bool { fset.AddExistingFiles(f); return true })
	}
	in := sites.Input{Fset: fset, Files: files, Pkg: t.pkg, Info: t.info, Set: im.set}
	in.Replaced = t.replaced
	in.Helper, in.Fact, in.Comment, in.Broken = im.helper, im.fact, im.comment, brokenSpans(p.withBodies)
	return &Package{Input: in, Dir: p.dir, Path: p.path, Sources: sourceTexts(p.withBodies)}, nil
}

// runPatched type-checks the package while patches are applied. It undoes them also if the type checker panics.
func (p *parsedPackage) runPatched(patches []*patch, fset *token.FileSet, imports types.Importer) *checkedPackage {
	defer apply(patches)()
	return p.runChecker(fset, imports)
}

// runChecker type-checks the package.
func (p *parsedPackage) runChecker(fset *token.FileSet, imports types.Importer) *checkedPackage {
	t := &checkedPackage{pkg: types.NewPackage(p.path, p.name), info: newInfo(astFiles(p.withBodies))}
	t.replaced = map[types.Object]types.Object{}
	declarePlaceholders(t.pkg)
	t.checker = types.NewChecker(tolerantConfig(imports), fset, t.pkg, t.info)
	t.checker.Files(append(astFiles(p.withBodies), astFiles(p.bodyless)...)) // type errors are ignored
	return t
}

// astFiles returns the syntax of trees.
func astFiles(list []syntax.Tree) []*ast.File {
	files := make([]*ast.File, len(list))
	for i, t := range list {
		files[i] = t.File
	}
	return files
}

// sourceTexts returns the contents of files by name.
func sourceTexts(list []syntax.Tree) map[string][]byte {
	sources := make(map[string][]byte, len(list))
	for _, t := range list {
		if t.Tokens != nil {
			sources[t.Tokens.Name()] = t.Src
		}
	}
	return sources
}

// brokenSpans returns the parts of files that do not parse.
func brokenSpans(list []syntax.Tree) []sites.Span {
	var spans []sites.Span
	for _, t := range list {
		spans = append(spans, t.Broken...)
	}
	return spans
}

// typeCheck type-checks the files of the package in a directory; trees contains the tree of each file, which is empty
// if the file is not needed.
func (im *importer) typeCheck(dir string, files []*file, trees []syntax.Tree, tested *Package) (*Package, error) {
	p := &parsedPackage{dir: dir, path: im.module.ImportPath(dir)}
	for i, t := range trees {
		if t.File == nil {
			continue
		}
		p.name = t.File.Name.Name
		if files[i].hasBodies {
			p.withBodies = append(p.withBodies, t)
		} else {
			p.bodyless = append(p.bodyless, t)
		}
	}
	if strings.HasSuffix(p.name, "_test") && tested != nil {
		p.path += "_test"
	}
	result, err := p.typeCheck(im, tested)
	if err == nil {
		im.noteMissing(result, files, trees)
	}
	return result, err
}
