package load

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load/internal/skim"
)

const statusModule = `
-- go.mod --
module example.com/m

go 1.26
-- m.go --
package m

import (
	"net/http"

	"example.com/m/fetch"
)

func gone(url string) bool {
	resp, err := fetch.Get(url)
	return err == nil && resp.StatusCode == http.StatusNotFound
}
-- fetch/fetch.go --
package fetch

import "net/http"

func Get(url string) (*http.Response, error) { return http.Get(url) }
-- plain/plain.go --
package plain

import "strings"

func f(s string) string { return strings.ToUpper(s) }
-- broken/broken.go --
package broken

import "net/http"

func f(r *http.Response) bool { return r.StatusCode == 404 && undefined }
`

// listModule unpacks a module and returns its packages and their dependencies, with export data.
func listModule(t *testing.T, archive string) []*listedPackage {
	t.Helper()
	config := Config{Dir: unpack(t, archive), Patterns: []string{"./..."}}
	list, err := goList(t.Context(), &config)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// writeUnit writes the configuration that the go command would write for the package importPath of list, after change
// has edited it.
func writeUnit(t *testing.T, list []*listedPackage, importPath string, change func(*UnitConfig)) string {
	t.Helper()
	unit := UnitConfig{
		Compiler:    "gc",
		GoVersion:   "go1.26",
		ImportMap:   map[string]string{},
		PackageFile: map[string]string{},
		VetxOutput:  filepath.Join(t.TempDir(), "facts"),
	}
	for _, p := range list {
		unit.PackageFile[p.ImportPath] = p.Export
		if p.ImportPath != importPath {
			continue
		}
		unit.Dir, unit.ImportPath = p.Dir, p.ImportPath
		for _, name := range p.GoFiles {
			path := filepath.Join(p.Dir, name)
			unit.GoFiles = append(unit.GoFiles, path)
			src, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			h, _ := skim.ReadHeader(src)
			for _, i := range h.Imports {
				unit.ImportMap[i.Path] = i.Path
			}
		}
	}
	change(&unit)
	data, err := json.Marshal(unit)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "vet.cfg")
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// needGo skips the test if there is no go command, and makes the environment of the go command the same everywhere.
func needGo(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip(err)
	}
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOFLAGS", "")
	t.Setenv("GOWORK", "off")
}

func TestUnits(t *testing.T) {
	needGo(t)
	list := listModule(t, statusModule)
	nothing := func(*UnitConfig) {}
	for _, test := range []struct {
		name, path string
		change     func(*UnitConfig)
		skip       bool
		problem    string
	}{
		{"a unit with a site", "example.com/m", nothing, false, ""},
		{"a unit with its tests", "example.com/m", func(c *UnitConfig) { c.ImportPath += " [example.com/m.test]" }, false, ""},
		{"a unit for its facts only", "example.com/m", func(c *UnitConfig) { c.VetxOnly, c.GoFiles = true, []string{"none.go"} }, true, ""},
		{"no bound package", "example.com/m/plain", nothing, true, ""},
		{"bound, but no site", "example.com/m/fetch", nothing, true, ""},
		{"type error", "example.com/m/broken", nothing, false, "undefined: undefined"},
		{"type error that the compiler reports", "example.com/m/broken",
			func(c *UnitConfig) { c.SucceedOnTypecheckFailure = true }, false, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			u, err := ReadUnit(writeUnit(t, list, test.path, test.change), func(string) *catalog.Set { return demo() })
			if err != nil {
				t.Fatal(err)
			}
			if u.Skip != test.skip || (u.Package == nil) != test.skip {
				t.Errorf("skip %t, package %v", u.Skip, u.Package)
			}
			if test.skip == false && u.Package.Path != test.path {
				t.Errorf("path %s, want %s", u.Package.Path, test.path)
			}
			var problem string
			for _, p := range u.Problems {
				problem += p.Message
			}
			if problem != test.problem {
				t.Errorf("problems %q, want %q", problem, test.problem)
			}
			if err := u.Done(); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(u.Config.VetxOutput); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestUnreadableUnits(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.cfg")
	if err := os.WriteFile(bad, []byte("{"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{bad, filepath.Join(dir, "none.cfg")} {
		if _, err := ReadUnit(path, func(string) *catalog.Set { return demo() }); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("error %v", err)
		}
	}
}

func TestExactLoadsTests(t *testing.T) {
	needGo(t)
	dir := unpack(t, statusModule+`
-- inside_test.go --
package m

var inside = gone("x")
-- outside_test.go --
package m_test

import "example.com/m/fetch"

var outside, _ = fetch.Get("x")
`)
	var packages []*Package
	config := Config{Set: demo(), Dir: dir, Patterns: []string{"."}, Tests: true}
	problems, err := Exact(t.Context(), config, func(p *Package) { packages = append(packages, p) })
	if err != nil {
		t.Fatal(err)
	}
	if got, want := summary(dir, packages, problems), "example.com/m:2\nexample.com/m_test:1"; got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
	if got := typeOf(packages[1], "outside"); !slices.Equal(got, []string{"*http.Response"}) {
		t.Errorf("outside has types %v", got)
	}
}

func TestExactReportsProblems(t *testing.T) {
	needGo(t)
	dir := unpack(t, statusModule+`
-- syntax/syntax.go --
package syntax

func f( {
-- missing/missing.go --
package missing

import "example.com/absent"

var _ = absent.X
`)
	var packages []*Package
	config := Config{Set: demo(), Dir: dir, Patterns: []string{"./..."}}
	problems, err := Exact(t.Context(), config, func(p *Package) { packages = append(packages, p) })
	if err != nil {
		t.Fatal(err)
	}
	reported := map[string]bool{} // by file name
	for _, p := range problems {
		if !p.Fatal || p.Line == 0 || p.Message == "" || strings.Contains(p.Message, "\n") {
			t.Errorf("%+v", p)
		}
		reported[filepath.Base(p.Path)] = true
	}
	for _, file := range []string{"syntax.go", "missing.go", "broken.go"} {
		if !reported[file] {
			t.Errorf("no problem in %s is reported: %v", file, problems)
		}
	}
	overlay := map[string][]byte{filepath.Join(dir, "broken", "broken.go"): []byte("package broken\n\nvar ok = 1\n")}
	config = Config{Set: demo(), Dir: dir, Patterns: []string{"./broken"}, Overlay: overlay}
	if problems, err := Exact(t.Context(), config, func(*Package) {}); err != nil || len(problems) > 0 {
		t.Errorf("with an overlay: %v, %v", problems, err)
	}
}

func TestExactNeedsTheGoCommand(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := Exact(t.Context(), Config{Set: demo(), Dir: t.TempDir()}, func(*Package) {})
	if err == nil || !strings.Contains(err.Error(), "no go command") {
		t.Errorf("error %v", err)
	}
}
