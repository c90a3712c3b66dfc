package load

import (
	"context"
	"fmt"
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/errls/errls/catalog"
)

// demo returns the catalogs of made-up services: one with its own SDK, one with a prefix and a JSON body, and one with the
// status codes of net/http.
func demo() *catalog.Set {
	return catalog.NewSet([]*catalog.Catalog{{
		ID:    "demo.queue",
		Kind:  catalog.KindString,
		Codes: []catalog.Code{{ID: "QueueGone"}, {ID: "QueueFull"}},
		Go: []catalog.Binding{{
			Package:   "example.com/queue-go",
			Name:      "queue",
			Module:    "example.com/queue-go",
			Errors:    []catalog.ErrorType{{Type: "Error", Pointer: true}},
			Carriers:  []catalog.Carrier{{At: "Error.Code"}},
			Constants: []catalog.Constant{{Name: "CodeGone", Code: "QueueGone", Value: `"QueueGone"`}},
			Clients:   []string{"Client"},
			Declares: `type Error struct { Code, Message string; Status int }
func (e *Error) Error() string
type Client struct{}
func New() *Client
func (c *Client) Push(s string) error
`,
		}},
	}, {
		ID:     "demo.vault",
		Kind:   catalog.KindString,
		Prefix: "VLT.",
		Codes:  []catalog.Code{{ID: "VLT.0001"}},
		Wire:   &catalog.Wire{Format: "json", Code: "vault_error"},
	}, {
		ID:    "demo.status",
		HTTP:  true,
		Kind:  catalog.KindInt,
		Codes: []catalog.Code{{ID: "404", Value: 404, HasValue: true}},
		Go: []catalog.Binding{{
			Package:   "net/http",
			Name:      "http",
			Carriers:  []catalog.Carrier{{At: "Response.StatusCode"}},
			Constants: []catalog.Constant{{Name: "StatusNotFound", Code: "404", Value: "404"}, {Name: "StatusOK", Code: "200", Value: "200"}},
		}},
	}}, []catalog.Library{{
		Package:  "example.com/again/v2",
		Name:     "again",
		Lists:    []catalog.CodeList{{Func: "WithPolicy", Catalog: "demo.queue", ServiceConfig: true}},
		Declares: "func Do(f func() error) error\n",
	}})
}

// unpack writes a txtar archive into a new directory.
func unpack(t testing.TB, archive string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// quick calls Quick and returns the packages and problems.
func quick(t testing.TB, config Config) ([]*Package, []Problem) {
	t.Helper()
	var packages []*Package
	problems, err := Quick(context.Background(), config, func(p *Package) { packages = append(packages, p) })
	if err != nil {
		t.Fatal(err)
	}
	return packages, problems
}

// typeOf returns the types of all variables in p that have the name, sorted and without duplicates.
func typeOf(p *Package, name string) []string {
	var found []string
	for _, f := range p.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && id.Name == name {
				if v, ok := p.Info.Defs[id].(*types.Var); ok {
					found = append(found, types.TypeString(v.Type(), func(p *types.Package) string { return p.Name() }))
				}
			}
			return true
		})
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func TestQuickFindsTypes(t *testing.T) {
	dir := unpack(t, `
-- go.mod --
module example.com/m
-- a/a.go --
package a

import (
	"errors"
	"example.com/m/wrap"
	"example.com/other/sdk"
	"example.com/queue-go"
)

func f(c *sdk.Client) error {
	resp, err := c.Do(&queue.Error{Code: "x"}, func(code string) error { return nil })
	if te, ok := err.(*queue.Error); ok && te.Code == queue.CodeGone {
		return nil
	}
	_ = resp
	last := wrap.Last()
	if last.Code == "QueueFull" {
		return nil
	}
	if as, ok := errors.AsType[*queue.Error](err); ok {
		return as
	}
	return err
}
-- wrap/wrap.go --
package wrap

import "example.com/queue-go"

func Last() *queue.Error { return undefined }
-- none/none.go --
package none

func f() {}
`)
	packages, problems := quick(t, Config{Set: demo(), Dir: dir, Patterns: []string{"./..."}})
	if problems = withSource(problems); len(problems) != 0 {
		t.Errorf("problems: %v", problems)
	}
	var paths []string
	for _, p := range packages {
		paths = append(paths, p.Path)
	}
	if want := []string{"example.com/m/a", "example.com/m/wrap"}; !slices.Equal(paths, want) {
		t.Fatalf("packages %v, want %v", paths, want)
	}
	for name, want := range map[string]string{
		"err": "error", "te": "*queue.Error", "last": "*queue.Error", "as": "*queue.Error", "code": "string",
		"resp": "invalid type",
	} {
		if got := typeOf(packages[0], name); fmt.Sprint(got) != "["+want+"]" {
			t.Errorf("%s has types %v, want %s", name, got, want)
		}
	}
}
