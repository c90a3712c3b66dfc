package project_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/errls/errls/internal/project"
)

// TestHash wants another hash for everything that can change what errls says of a package, and the same otherwise.
func TestHash(t *testing.T) {
	dir := unpack(t, `
-- ws/go.work --
use (
	./one
	"./two"
)
-- ws/one/go.mod --
module example.com/one
replace example.com/other v1.0.0 => ../../other
-- ws/one/errls.yaml --
catalogs: [errors/*.yaml, missing.yaml]
-- ws/one/errors/a.yaml --
id: a
-- ws/one/sub/x.go --
-- ws/two/go.mod --
-- ws/two/deep/errls.yaml --
-- ws/two/deep/go/x.go --
-- other/go.mod --
-- foreign/go.mod --
-- foreign/errls.yaml --
-- bare/go.mod --
`)
	at := func(path string) string { return filepath.Join(dir, filepath.FromSlash(path)) }
	last := ""
	changed := func(what string) {
		t.Helper()
		now := project.Hash(at("ws/one"), "")
		if now == last {
			t.Errorf("%s changes nothing", what)
		}
		last = now
	}
	changed("the beginning")
	if got := project.Hash(at("ws/two/deep/go"), ""); got == "" || project.Hash(at("ws/one/sub"), "") != last {
		t.Errorf("another directory of the module has another hash, or none: %q", got)
	}
	write(t, at("ws/one/errors/a.yaml"), "id: b\n")
	changed("a catalog")
	write(t, at("ws/one/errors/b.yaml"), "id: b\n")
	changed("a new catalog")
	if err := os.Rename(at("ws/one/errors/b.yaml"), at("ws/one/errors/c.yaml")); err != nil {
		t.Fatal(err)
	}
	changed("another name")
	write(t, at("ws/one/missing.yaml"), "")
	changed("a file that was missing")
	write(t, at("ws/one/sub/errls.yaml"), "")
	changed("an errls.yaml below the root")
	write(t, at("ws/two/deep/errls.yaml"), "rules: {}\n")
	changed("an errls.yaml of another module of the workspace")
	write(t, at("ws/errls.yaml"), "")
	changed("an errls.yaml of the workspace")
	write(t, at("other/errls.yaml"), "")
	changed("an errls.yaml of a module that stands in for another")

	write(t, at("foreign/errls.yaml"), "rules: {}\n")
	write(t, at("ws/one/errors/a.txt"), "")
	if now := project.Hash(at("ws/one"), ""); now != last {
		t.Error("what does not count changes the hash")
	}
	if got := project.Hash(at("bare"), ""); got != "" {
		t.Errorf("without an errls.yaml: %q", got)
	}
	if project.Hash(at("bare"), at("ws/go.work")) == "" {
		t.Error("a workspace elsewhere does not count")
	}
}

func TestProjects(t *testing.T) {
	dir := unpack(t, "-- one/go.mod --\n-- one/errls.yaml --\ncatalogs: [a.yaml]\n-- one/a.yaml --\n"+acme("acme.a", "ONE")+"-- two/go.mod --\n")
	one, two := filepath.Join(dir, "one"), filepath.Join(dir, "two")
	ps := project.NewProjects("")
	p := ps.For(one)
	if ps.For(filepath.Join(one, "sub")) != p {
		t.Error("a directory of the same module has another project")
	}
	if none := ps.For(two); none == p || none.Path() != "" || ps.For(dir) != none {
		t.Error("a module without errls.yaml has a project of another")
	}
	if all := ps.Read(); len(all) != 1 || all[0] != p {
		t.Errorf("%d projects are read", len(all))
	}
	ps.Refresh()
	if ps.For(one) != p {
		t.Error("the project is another although nothing has changed")
	}
	write(t, filepath.Join(one, "a.yaml"), acme("acme.a", "TWO"))
	if ps.For(one) != p {
		t.Error("the project is another before it is asked for")
	}
	ps.Refresh()
	if now := ps.For(one); now == p || len(now.Set().Lookup("TWO")) != 1 {
		t.Error("a changed catalog makes no other project")
	}
	if fixed := project.NewProjects(filepath.Join(one, "errls.yaml")); len(fixed.For(two).Set().Lookup("TWO")) != 1 {
		t.Error("a file that was named does not count")
	}
}
