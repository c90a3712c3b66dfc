package load

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
)

// TestSetOf loads three modules at once. One of them has its own catalog, for one of its packages: the binding has no
// declarations, so the types come from the source of the package.
func TestSetOf(t *testing.T) {
	dir := unpack(t, `
-- one/go.mod --
module one.example/app
-- one/a/a.go --
package a

import "one.example/app/house"

func f(err *house.Error) bool { door := err.Door; return err.Code == "Closed" && door == 1 }
-- one/house/house.go --
package house

type Error struct { Code string; Door int }
func (e *Error) Error() string { return e.Code }
-- one/old/old.go --
package old

import "one.example/app/house"

func f(err *house.Error) bool { return err.Code == "Closed" }
-- one/old/broken/broken.go --
package broken

func {
-- two/go.mod --
module two.example/app
-- two/b/b.go --
package b

import "example.com/queue-go"

func f(err *queue.Error) bool { return err.Code == "QueueGone" }
-- two/c/c.go --
package c

import "one.example/app/house"

func f(err *house.Error) bool { return err.Code == "Closed" }
-- three/go.mod --
module three.example/app
-- three/b/b.go --
package b

import "example.com/queue-go"

func f(err *queue.Error) bool { return err.Code == "QueueGone" }
`)
	common := demo()
	own := catalog.NewSet(append(slices.Clone(common.Catalogs()), &catalog.Catalog{
		ID: "own.house", Kind: catalog.KindString, Codes: []catalog.Code{{ID: "Closed"}},
		Go: []catalog.Binding{{
			Package: "one.example/app/house", Name: "house",
			Errors: []catalog.ErrorType{{Type: "Error", Pointer: true}}, Carriers: []catalog.Carrier{{At: "Error.Code"}},
		}},
	}), common.Libraries())
	config := Config{
		Dir:      dir,
		Patterns: []string{"one/...", "two/...", "three/..."},
		SetOf: func(at string) *catalog.Set {
			if strings.HasPrefix(at, filepath.Join(dir, "one")) {
				return own
			}
			return common
		},
		Exclude: func(at string) bool { return strings.HasPrefix(at, filepath.Join(dir, "one", "old")) },
	}
	packages, problems := quick(t, config)
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "no source of one.example/app/house;") {
		t.Errorf("problems: %v; want only that module two cannot read the package of module one", problems)
	}
	got := map[string]*Package{}
	for _, p := range packages {
		got[p.Path] = p
	}
	for path, set := range map[string]*catalog.Set{
		"one.example/app/a": own, "one.example/app/house": own, "two.example/app/b": common, "two.example/app/c": common, "three.example/app/b": common,
	} {
		if p := got[path]; p == nil || p.Set != set {
			t.Errorf("%s was not loaded, or has the catalogs of another module", path)
		}
		delete(got, path)
	}
	if len(got) > 0 {
		t.Errorf("unexpected packages: %v", got)
	}
	for _, p := range packages {
		if p.Path == "one.example/app/a" && !slices.Contains(typeOf(p, "door"), "int") {
			t.Errorf("door has the types %q, not those in the source of the bound package", typeOf(p, "door"))
		}
	}

	// Exclude applies to patterns with "...", not to directories that are named.
	config.Patterns = []string{"one/old"}
	if packages, problems := quick(t, config); len(packages) != 1 || len(problems) > 0 {
		t.Error(packages, problems)
	}
}
