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

// services gives the words that belong into catalogs: their ids, the codes that are words of one service, and the
// import paths of SDKs. The standard library is no service, and a code that is one plain English word is no name.
func services() (words, paths map[string]string) {
	words, paths = map[string]string{}, map[string]string{}
	for _, c := range catalog.Embedded().Catalogs() {
		words[c.ID] = "the id of a catalog"
		words[c.Title] = "the name of a service"
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
	return words, paths
}

// A service has a name in YAML, never in Go: that is what keeps a new service one file.
func TestNoServiceInGo(t *testing.T) {
	words, paths := services()
	if len(words) == 0 {
		t.Fatal("no catalogs are compiled in")
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
				t.Errorf("%s: %s is %s: it belongs into a catalog", fset.Position(lit.Pos()), lit.Value, what)
			}
			for path, what := range paths {
				if strings.Contains(text, path) {
					t.Errorf("%s: %s is %s: it belongs into a catalog", fset.Position(lit.Pos()), path, what)
				}
			}
			return true
		})
	}
}

// canonical reports whether a word is a canonical class: the common tongue that catalogs and rules are written in.
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
