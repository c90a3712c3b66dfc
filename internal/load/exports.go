package load

import (
	"errors"
	"fmt"
	goimporter "go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"runtime"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// An exportImporter type-checks packages with the export data of their imports, which the go command has written.
type exportImporter struct {
	set       *catalog.Set
	helper    func(*types.Func) *sites.Helper
	fact      func(*types.Func) *sites.Fact
	fset      *token.FileSet
	imports   types.Importer
	importMap map[string]string // import path in the source → package path, if they differ
	goVersion string            // such as "go1.26"; "" for the newest
}

// newExportImporter returns an importer that reads the files of export data; files maps package paths to file names.
func newExportImporter(files map[string]string) *exportImporter {
	fset := token.NewFileSet()
	imports := goimporter.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		file := files[path]
		if file == "" {
			return nil, fmt.Errorf("importing %s: no export data", path)
		}
		return os.Open(file)
	})
	return &exportImporter{fset: fset, imports: imports}
}

// Import implements types.Importer.
func (x *exportImporter) Import(path string) (*types.Package, error) {
	if mapped, ok := x.importMap[path]; ok {
		path = mapped
	}
	return x.imports.Import(path)
}

// check parses and type-checks a package. It returns the package as far as it could be type-checked, or nil if no
// file could be parsed, and the problems: those of the files, or else the first type error.
func (x *exportImporter) check(dir, path string, files []string, read func(path string) ([]byte, error)) (p *Package, problems []Problem) {
	defer func() {
		if r := recover(); r != nil {
			message := fmt.Sprintf("type-checking package %s: panic: %v", path, r)
			p, problems = nil, append(problems, Problem{Path: dir, Message: message, Fatal: true})
		}
	}()
	parsed, problems := x.parse(files, read)
	if len(parsed) == 0 {
		return nil, problems
	}
	trees := astFiles(parsed)
	in := sites.Input{Fset: x.fset, Files: trees, Info: newInfo(trees), Set: x.set, Helper: x.helper, Fact: x.fact, Broken: brokenSpans(parsed)}
	in.Pkg = types.NewPackage(path, trees[0].Name.Name)
	var first error
	config := &types.Config{
		Importer:    x,
		GoVersion:   x.goVersion,
		FakeImportC: true,
		Sizes:       types.SizesFor("gc", runtime.GOARCH),
		Error: func(err error) {
			if first == nil {
				first = err
			}
		},
	}
	types.NewChecker(config, x.fset, in.Pkg, in.Info).Files(trees) // config.Error records the error
	if len(problems) == 0 && first != nil {
		problems = append(problems, x.typeProblem(dir, first))
	}
	return &Package{Input: in, Dir: dir, Path: path, Sources: sourceTexts(parsed)}, problems
}

// parse parses files, and returns a problem for each file that cannot be read or parsed.
func (x *exportImporter) parse(files []string, read func(path string) ([]byte, error)) ([]syntax.Tree, []Problem) {
	var trees []syntax.Tree
	var problems []Problem
	for _, file := range files {
		src, err := read(file)
		if err != nil {
			problems = append(problems, Problem{Path: file, Message: gofiles.Reason(err), Fatal: true})
			continue
		}
		t, wrong := syntax.Whole(x.fset, file, src)
		problems = append(problems, wrong...)
		if t.File != nil {
			trees = append(trees, t)
		}
	}
	return trees, problems
}

// typeProblem returns the problem for a type error of the package in dir.
func (x *exportImporter) typeProblem(dir string, err error) Problem {
	var wrong types.Error
	if !errors.As(err, &wrong) {
		return Problem{Path: dir, Message: err.Error(), Fatal: true}
	}
	at := x.fset.PositionFor(wrong.Pos, false)
	return Problem{Path: at.Filename, Line: at.Line, Column: at.Column, Message: wrong.Msg, Fatal: true}
}
