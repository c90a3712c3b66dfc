package archtest

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// maxLines is the maximum length of ARCHITECTURE.md, so that people read all of it.
const maxLines = 200

var (
	quoted     = regexp.MustCompile("`([^`\n]+)`")
	pathLike   = regexp.MustCompile(`^[\w.-]*[/][\w./-]*$|^[\w-]+\.(go|md|yaml|json|mod)$`)
	identifier = regexp.MustCompile(`^(\w+)\.([A-Z]\w*)$`)
)

// TestArchitectureDocument checks that the paths and exported identifiers that ARCHITECTURE.md names in backquotes
// exist.
func TestArchitectureDocument(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, "ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(data), "\n"); n > maxLines {
		t.Errorf("ARCHITECTURE.md has %d lines, more than %d; shorten it", n, maxLines)
	}
	names := exported(t)
	for _, m := range quoted.FindAllStringSubmatch(string(data), -1) {
		word := m[1]
		if id := identifier.FindStringSubmatch(word); id != nil && names[id[1]] != nil {
			if !names[id[1]][id[2]] {
				t.Errorf("ARCHITECTURE.md names %s, but package %s does not export that; correct the name", word, id[1])
			}
			continue
		}
		if pathLike.MatchString(word) {
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(word))); err != nil {
				t.Errorf("ARCHITECTURE.md names the file or directory %s, which does not exist; correct the path", word)
			}
		}
	}
}

// exported returns the top-level names of the module's packages, by package name.
func exported(t *testing.T) map[string]map[string]bool {
	t.Helper()
	files, err := sourceFiles(token.NewFileSet(), root)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]map[string]bool{}
	for _, f := range files {
		pkg := f.Syntax.Name.Name
		if names[pkg] == nil {
			names[pkg] = map[string]bool{}
		}
		for _, decl := range f.Syntax.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil {
					names[pkg][d.Name.Name] = true
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					addSpec(names[pkg], spec)
				}
			}
		}
	}
	return names
}

// addSpec adds the names that spec declares.
func addSpec(names map[string]bool, spec ast.Spec) {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		names[s.Name.Name] = true
	case *ast.ValueSpec:
		for _, name := range s.Names {
			names[name.Name] = true
		}
	}
}
