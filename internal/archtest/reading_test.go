package archtest

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// opening are the functions that open or read a file with a path, by package. They block at a FIFO and read a device
// without end.
var opening = map[string][]string{
	"os":        {"ReadFile", "Open", "OpenFile", "DirFS", "CopyFS"},
	"io/fs":     {"ReadFile"},
	"io/ioutil": {"ReadFile"},
	"syscall":   {"Open"},
	"go/parser": {"ParseDir"},
}

// readers are the files that may open others, with the reason. A directory stands for all files below it.
var readers = map[string]string{
	"internal/regular":              "it is the one way to read files",
	"internal/load/internal/stdgen": "it generates code from the standard library",
	"catalog/internal/gen":          "it generates code from the embedded catalogs",
	"analyzer/sitestest":            "it reads the sources of tests",
	"internal/load/exports.go":      "the go command wrote the export data and names it",
	"cmd/errls/catalog_import.go":   "a page may be a pipe; its size is limited",
	"cmd/errls/init.go":             "it writes",
	"cmd/errls/serve.go":            "it writes",
	"cmd/errls/vet.go":              "it reads its own executable",
}

// TestFilesAreReadOneWay checks that files of a checked tree are read only with internal/regular: any other way may
// block forever.
func TestFilesAreReadOneWay(t *testing.T) {
	fset := token.NewFileSet()
	files, err := sourceFiles(fset, root)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if mayRead(f.Path) {
			continue
		}
		names := importNames(f)
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if id, ok := n.X.(*ast.Ident); ok && slices.Contains(opening[names[id.Name]], n.Sel.Name) {
					t.Errorf("%s: %s.%s may block or read without end; use internal/regular", fset.Position(n.Pos()), id.Name, n.Sel.Name)
				}
			case *ast.CallExpr:
				if readsByPath(n, names) {
					t.Errorf("%s: ParseFile without a source opens the file; read it by internal/regular", fset.Position(n.Pos()))
				}
			}
			return true
		})
	}
}

func mayRead(file string) bool {
	for dir := file; dir != "."; dir = path.Dir(dir) {
		if readers[dir] != "" {
			return true
		}
	}
	return false
}

// importNames returns the import path of each name by which a file knows a package.
func importNames(f sourceFile) map[string]string {
	names := map[string]string{}
	for _, spec := range f.Syntax.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		name := path.Base(importPath)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = importPath
	}
	return names
}

// readsByPath reports whether a call is one of parser.ParseFile that has no source.
func readsByPath(call *ast.CallExpr, names map[string]string) bool {
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || fun.Sel.Name != "ParseFile" || len(call.Args) != 4 {
		return false
	}
	id, ok := fun.X.(*ast.Ident)
	if !ok || names[id.Name] != "go/parser" {
		return false
	}
	source, ok := call.Args[2].(*ast.Ident)
	return ok && source.Name == "nil"
}

// TestReadersExist checks that each exception is still needed by a file.
func TestReadersExist(t *testing.T) {
	files, err := sourceFiles(token.NewFileSet(), root)
	if err != nil {
		t.Fatal(err)
	}
	for name := range readers {
		if !slices.ContainsFunc(files, func(f sourceFile) bool { return f.Path == name || strings.HasPrefix(f.Path, name+"/") }) {
			t.Errorf("readers names %s, which has no Go file", name)
		}
	}
}
