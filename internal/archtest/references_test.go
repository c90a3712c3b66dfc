package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// Limits for the packages below analyzer. A larger package or struct has more than one job.
const (
	maxPackageLines = 3200 // without tests
	maxFields       = 15   // of a struct; an embedded struct counts as one
)

// references lists, for each package that finds sites, the packages of this module that its code may refer to. The direction
// table allows everything further down; this table is stricter, and it counts every reference: also a method or a field
// that is reached through a value of another package, without an import. All may use lazyregexp.
var references = []struct{ pkg, uses string }{
	{"analyzer/sites", "catalog"},
	{"analyzer/internal/boolfunc", ""},
	{"analyzer/internal/compare", ""},
	{"analyzer/internal/index", "analyzer/sites analyzer/internal/boolfunc"},
	{"analyzer/internal/bind", "catalog analyzer/sites analyzer/internal/index"},
	{"analyzer/internal/effects", "catalog analyzer/sites analyzer/internal/compare analyzer/internal/index analyzer/internal/bind"},
	{"analyzer/facts", "catalog analyzer/sites analyzer/internal/index analyzer/internal/effects"},
	{"analyzer/internal/helpers", "catalog analyzer/sites analyzer/internal/index analyzer/internal/bind"},
	{"analyzer/internal/paths", "analyzer/internal/index"},
	{"analyzer/internal/eval", "catalog analyzer/sites analyzer/internal/compare analyzer/internal/index analyzer/internal/bind analyzer/internal/helpers analyzer/internal/paths"},
	{"analyzer/internal/flow", "catalog analyzer/sites analyzer/internal/compare analyzer/internal/index analyzer/internal/bind analyzer/internal/effects analyzer/internal/paths analyzer/internal/eval"},
	{"analyzer/internal/retry", "catalog analyzer/sites analyzer/internal/index analyzer/internal/effects analyzer/internal/eval analyzer/internal/flow"},
	{"analyzer/internal/found", "analyzer/sites"},
	{"analyzer/internal/errtext", "catalog analyzer/sites analyzer/internal/index analyzer/internal/bind analyzer/internal/found analyzer/internal/errflow"},
	{"analyzer/internal/policy", "catalog analyzer/sites analyzer/internal/index analyzer/internal/bind analyzer/internal/found"},
	{"analyzer/internal/remarks", "analyzer/internal/index"},
	{"analyzer/internal/branches", "analyzer/internal/index"},
	{"analyzer/internal/errflow", "catalog analyzer/sites analyzer/internal/index analyzer/internal/bind"},
	{"analyzer/internal/errtype", "catalog analyzer/sites analyzer/internal/index analyzer/internal/bind analyzer/internal/errflow"},
	{"analyzer/internal/numbers", "catalog analyzer/sites analyzer/internal/compare analyzer/internal/index analyzer/internal/bind"},
	{"analyzer/internal/errlost", "catalog analyzer/sites analyzer/internal/index analyzer/internal/bind analyzer/internal/errflow"},
	{"analyzer/find", "catalog analyzer/sites analyzer/facts analyzer/internal/compare analyzer/internal/index analyzer/internal/bind analyzer/internal/effects analyzer/internal/helpers analyzer/internal/eval analyzer/internal/flow analyzer/internal/retry analyzer/internal/found analyzer/internal/errtext analyzer/internal/policy analyzer/internal/errtype analyzer/internal/errflow analyzer/internal/errlost analyzer/internal/remarks analyzer/internal/branches analyzer/internal/numbers"},
	{"analyzer", "catalog analyzer/sites analyzer/find"},
}

// TestReferences checks the references between the packages that find sites, and that the table lists no package that is not
// used.
func TestReferences(t *testing.T) {
	uses := map[string][]string{}
	var patterns []string
	for _, r := range references {
		uses[r.pkg] = strings.Fields(r.uses)
		patterns = append(patterns, "./"+r.pkg)
	}
	loaded, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax, Dir: root}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range loaded {
		for _, e := range p.Errors {
			t.Fatal(e)
		}
		pkg := strings.TrimPrefix(p.PkgPath, module+"/")
		used := map[string]bool{}
		for id, o := range p.TypesInfo.Uses {
			if o.Pkg() == nil || o.Pkg() == p.Types {
				continue
			}
			to, ours := strings.CutPrefix(o.Pkg().Path(), module+"/")
			if _, isName := o.(*types.PkgName); !ours || isName {
				continue
			}
			used[to] = true
			if to != "analyzer/internal/lazyregexp" && !slices.Contains(uses[pkg], to) {
				t.Errorf("%s: package %s refers to %s of package %s, which the table in internal/archtest/references_test.go does not allow: move the code to a package that may refer to both, or pass the value as a parameter",
					p.Fset.Position(id.Pos()), pkg, o.Name(), to)
			}
		}
		for _, to := range uses[pkg] {
			if !used[to] {
				t.Errorf("the table in internal/archtest/references_test.go allows package %s to refer to %s, but it does not: remove the entry", pkg, to)
			}
		}
	}
}

// TestPackageSizes checks that every package below analyzer and every struct in it stays small enough for one job.
func TestPackageSizes(t *testing.T) {
	fset := token.NewFileSet()
	files, err := sourceFiles(fset, root)
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]int{}
	for _, f := range files {
		if !strings.HasPrefix(f.Package+"/", "analyzer/") || ast.IsGenerated(f.Syntax) {
			continue
		}
		lines[f.Package] += fset.File(f.Syntax.Package).LineCount()
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if s, ok := spec.Type.(*ast.StructType); ok {
				if n := fields(s); n > maxFields {
					t.Errorf("%s: struct %s has %d fields, more than %d: split it into structs with one purpose each", place(fset, spec), spec.Name.Name, n, maxFields)
				}
			}
			return true
		})
	}
	for pkg, n := range lines {
		// The rules are one package of many small files; see ARCHITECTURE.md.
		if pkg != "analyzer" && n > maxPackageLines {
			t.Errorf("package %s has %d lines, more than %d: split it into packages with one job each", pkg, n, maxPackageLines)
		}
	}
}

// fields returns the number of fields of a struct.
func fields(s *ast.StructType) int {
	n := 0
	for _, f := range s.Fields.List {
		n += max(1, len(f.Names))
	}
	return n
}

// place returns the position of a node as "file:line", with the file relative to the root of the module.
func place(fset *token.FileSet, n ast.Node) string {
	at := fset.Position(n.Pos())
	if rel, err := filepath.Rel(root, at.Filename); err == nil {
		at.Filename = filepath.ToSlash(rel)
	}
	return fmt.Sprintf("%s:%d", at.Filename, at.Line)
}
