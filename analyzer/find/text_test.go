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

// sources is an importer of packages that are written in a test; what is not among them is of the standard library.
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

// TestSoughtLearned looks in the text of an error for codes that a package names itself: its SDK's error type is at
// hand where nothing else of the SDK is in reach.
func TestSoughtLearned(t *testing.T) {
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
						t.Errorf("a site that is not right: %+v", s)
					}
				}
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
