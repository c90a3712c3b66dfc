package archtest

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
)

// services returns the strings that may appear in catalogs only, each with a description: words are ids and titles of
// catalogs and codes, paths are import paths of SDKs. Packages of the standard library and the names in them are not
// included.
func services() (words, paths map[string]string) {
	words, paths = map[string]string{}, map[string]string{}
	var standard []string
	for _, c := range catalog.Embedded().Catalogs() {
		if isStandard(c) {
			for _, code := range c.Codes {
				standard = append(standard, code.ID[strings.LastIndexByte(code.ID, '.')+1:])
			}
			continue
		}
		words[c.ID] = "the id of a catalog"
		words[c.Title] = "the title of a catalog"
		for _, code := range c.Codes {
			if c.Kind == catalog.KindString || c.Kind == catalog.KindEnum {
				words[code.ID] = "a code of " + c.ID
			}
		}
		for _, b := range c.Go {
			if b.Module != "" {
				paths[b.Package] = "an SDK of " + c.ID
			}
		}
	}
	for _, name := range standard {
		delete(words, name)
	}
	return words, paths
}

// isStandard reports whether a catalog describes names of Go's standard library only: its codes are sentinels there.
func isStandard(c *catalog.Catalog) bool {
	return c.Kind == catalog.KindString && len(c.Go) > 0 && !slices.ContainsFunc(c.Go, func(b catalog.Binding) bool { return b.Module != "" })
}

// TestNoServiceInGo checks that Go code names no service, code or SDK, so that a new service needs only a catalog file.
func TestNoServiceInGo(t *testing.T) {
	words, paths := services()
	if len(words) == 0 {
		t.Fatal("there are no built-in catalogs; run go generate ./catalog")
	}
	fset := token.NewFileSet()
	files, err := sourceFiles(fset, root)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if ast.IsGenerated(f.Syntax) {
			continue
		}
		imports := map[*ast.BasicLit]bool{}
		for _, spec := range f.Syntax.Imports {
			imports[spec.Path] = true
		}
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING || imports[lit] {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				return true
			}
			if what, bad := words[text]; bad && !canonical(text) {
				t.Errorf("%s: %s is %s, and Go code must not name services; move it to the catalog in catalog/services",
					fset.Position(lit.Pos()), lit.Value, what)
			}
			for path, what := range paths {
				if strings.Contains(text, path) {
					t.Errorf("%s: %s is %s, and Go code must not name services; move it to the catalog in catalog/services",
						fset.Position(lit.Pos()), path, what)
				}
			}
			return true
		})
	}
}

// canonical reports whether a word is the name of a canonical gRPC code, such as NOT_FOUND. Catalogs and rules share these names.
func canonical(word string) bool {
	for _, c := range catalog.Embedded().Catalogs() {
		for _, code := range c.Codes {
			if slices.Contains(code.Canonical, word) {
				return true
			}
		}
	}
	return false
}
