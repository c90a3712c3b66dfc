package find_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/find"

	"github.com/errls/errls/analyzer/sites"
)

// sources is an importer of the packages of a test and of the standard library.
type sources struct {
	fset *token.FileSet
	text map[string]string // by import path, in a file errors.go
	done map[string]*types.Package
	std  types.Importer
}

func (s *sources) Import(path string) (*types.Package, error) {
	text, ok := s.text[path]
	if !ok {
		return s.std.Import(path)
	}
	if s.done[path] == nil {
		pkg, _, _, err := s.check(path, path+"/errors.go", text)
		if err != nil {
			return nil, err
		}
		s.done[path] = pkg
	}
	return s.done[path], nil
}

func (s *sources) check(path, file, text string) (*types.Package, *ast.File, *types.Info, error) {
	syntax, err := parser.ParseFile(s.fset, file, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, nil, err
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Implicits: map[ast.Node]types.Object{},
	}
	pkg, err := (&types.Config{Importer: s}).Check(path, s.fset, []*ast.File{syntax}, info)
	return pkg, syntax, info, err
}

// TestSearchLearned searches the text of an error for codes of a learned package. They have sites if no other service of the
// SDK is imported; the code can then be read from the SDK's error type.
func TestSearchLearned(t *testing.T) {
	const store = "package store\n" +
		"const (\n\tErrCodeNoSuchKey = \"NoSuchStoreKey\"\n\tErrCodeBusy = \"StoreTooBusyNow\"\n\tErrCodeGone = \"GoneAway\"\n)\n" +
		"type Error struct{ Code string }\nfunc (e *Error) Error() string { return e.Code }\nfunc Get() error { return nil }\n"
	for name, test := range map[string]struct {
		imports, body string
		want          string
	}{
		"whole":     {`"acme.test/cloud/sdk/store"`, `err := store.Get(); _ = strings.Contains(err.Error(), "NoSuchStoreKey")`, "*store.Error Code"},
		"lower":     {`"acme.test/cloud/sdk/store"`, `err := store.Get(); _ = strings.Contains(strings.ToLower(err.Error()), "nosuchstorekey")`, ""},
		"two words": {`"acme.test/cloud/sdk/store"`, `err := store.Get(); _ = strings.Contains(err.Error(), "GoneAway")`, ""},
		"unlisted":  {`"acme.test/cloud/sdk/store"`, `err := store.Get(); _ = strings.Contains(err.Error(), "NoSuchStoreBucket")`, ""},
		"rival": {`"acme.test/cloud/sdk/store"; "acme.test/cloud/sdk/queue"`,
			`err := store.Get(); _ = queue.Get; _ = strings.Contains(err.Error(), "NoSuchStoreKey")`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			fset := token.NewFileSet()
			s := &sources{fset: fset, done: map[string]*types.Package{}, std: importer.ForCompiler(fset, "source", nil), text: map[string]string{
				"acme.test/cloud/sdk/store": store,
				"acme.test/cloud/sdk/queue": "package queue\nfunc Get() error { return nil }\n",
			}}
			source := "package p\nimport (\"strings\"; " + test.imports + ")\nfunc f() { " + test.body + " }\n"
			pkg, file, info, err := s.check("example.com/p", "p.go", source)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, s := range find.Find(sites.Input{Fset: fset, Files: []*ast.File{file}, Pkg: pkg, Info: info, Set: set}).Sites {
				if s.Role == sites.Searched {
					got = "*" + s.CodeAccess.Type.Pkg().Name() + "." + s.CodeAccess.Type.Name() + " " + s.CodeAccess.Code
					if !s.CodeAccess.Pointer || !strings.Contains(source, s.Written) {
						t.Errorf("wrong site: %+v", s)
					}
				}
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
