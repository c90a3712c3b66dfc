// Package archtest tests the architecture: which packages may import each other, that Go code does not name services, and
// that ARCHITECTURE.md names only what exists. This file reads the source files for the tests.
package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A sourceFile is a Go file of the module, except tests and test data.
type sourceFile struct {
	Path    string // relative to the root of the module, with slashes
	Package string // directory of the file, relative to the root; "." for the root
	Syntax  *ast.File
}

// imports returns the import paths of the file.
func (f sourceFile) imports() []string {
	var paths []string
	for _, spec := range f.Syntax.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err == nil {
			paths = append(paths, path)
		}
	}
	return paths
}

// sourceFiles parses the Go files of the module in the directory root. It skips other modules, hidden directories,
// testdata and node_modules.
func sourceFiles(fset *token.FileSet, root string) ([]sourceFile, error) {
	var files []sourceFile
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if path != root && skipped(path, entry.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		syntax, err := parser.ParseFile(fset, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("parsing the source: %w", err)
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return fmt.Errorf("making a path relative to the module: %w", err)
		}
		rel = filepath.ToSlash(rel)
		files = append(files, sourceFile{rel, filepath.ToSlash(filepath.Dir(rel)), syntax})
		return nil
	})
	return files, err
}

// skipped reports whether sourceFiles skips a directory.
func skipped(path, name string) bool {
	if strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules" {
		return true
	}
	_, err := os.Stat(filepath.Join(path, "go.mod"))
	return err == nil
}
