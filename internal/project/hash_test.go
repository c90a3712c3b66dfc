package project_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/errls/errls/internal/project"
)

// TestHash checks that the hash changes with every file that can affect the findings of a package, and only with those.
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
			t.Errorf("%s: the hash has not changed", what)
		}
		last = now
	}
	changed("first hash")
	if got := project.Hash(at("ws/two/deep/go"), ""); got == "" || project.Hash(at("ws/one/sub"), "") != last {
		t.Errorf("the hash of another directory of the module differs, or that of the other module is empty: %q", got)
	}
	write(t, at("ws/one/errors/a.yaml"), "id: b\n")
	changed("changed catalog")
	write(t, at("ws/one/errors/b.yaml"), "id: b\n")
	changed("new catalog")
	if err := os.Rename(at("ws/one/errors/b.yaml"), at("ws/one/errors/c.yaml")); err != nil {
		t.Fatal(err)
	}
	changed("renamed catalog")
	write(t, at("ws/one/missing.yaml"), "")
	changed("new file that was missing")
	write(t, at("ws/one/sub/errls.yaml"), "")
	changed("new errls.yaml below the root")
	write(t, at("ws/two/deep/errls.yaml"), "rules: {}\n")
	changed("changed errls.yaml of another module of the workspace")
	write(t, at("ws/errls.yaml"), "")
	changed("new errls.yaml of the workspace")
	write(t, at("other/errls.yaml"), "")
	changed("new errls.yaml of a replacement module")

	write(t, at("foreign/errls.yaml"), "rules: {}\n")
	write(t, at("ws/one/errors/a.txt"), "")
	if now := project.Hash(at("ws/one"), ""); now != last {
		t.Error("files that do not apply change the hash")
	}
	if got := project.Hash(at("bare"), ""); got != "" {
		t.Errorf("hash without an errls.yaml: got %q, want none", got)
	}
	if project.Hash(at("bare"), at("ws/go.work")) == "" {
		t.Error("the go.work of GOWORK is ignored")
	}
}

func TestProjects(t *testing.T) {
	dir := unpack(t, "-- one/go.mod --\n-- one/errls.yaml --\ncatalogs: [a.yaml]\n-- one/a.yaml --\n"+acme("acme.a", "ONE")+"-- two/go.mod --\n")
	one, two := filepath.Join(dir, "one"), filepath.Join(dir, "two")
	ps := project.NewProjects("")
	p := ps.For(one)
	if ps.For(filepath.Join(one, "sub")) != p {
		t.Error("two directories of a module have different projects")
	}
	if none := ps.For(two); none == p || none.Path() != "" || ps.For(dir) != none {
		t.Error("a module without errls.yaml has the project of another module")
	}
	if all := ps.Read(); len(all) != 1 || all[0] != p {
		t.Errorf("got %d projects, want 1", len(all))
	}
	ps.Refresh()
	if ps.For(one) != p {
		t.Error("Refresh changed the project although no file has changed")
	}
	write(t, filepath.Join(one, "a.yaml"), acme("acme.a", "TWO"))
	if ps.For(one) != p {
		t.Error("the project changed before Refresh")
	}
	ps.Refresh()
	if now := ps.For(one); now == p || len(now.Set().Lookup("TWO")) != 1 {
		t.Error("Refresh did not read the changed catalog")
	}
	if fixed := project.NewProjects(filepath.Join(one, "errls.yaml")); len(fixed.For(two).Set().Lookup("TWO")) != 1 {
		t.Error("the file given to NewProjects is not used")
	}
}
