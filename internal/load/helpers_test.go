package load

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sites"
)

// TestHelpersFollowEdits edits helpers of other packages while a file that calls them is open.
func TestHelpersFollowEdits(t *testing.T) {
	archive, err := os.ReadFile("testdata/helpers.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(unpack(t, string(archive)), "app")
	shop := filepath.Join(dir, "shop", "shop.go")
	config := Config{Set: demo(), Dir: dir, Cache: NewCache()}
	const errs = "package errs\nimport (\"errors\"; \"example.com/app/codes\"; \"example.com/queue-go\")\n" +
		"func Expected(err error, wanted ...string) bool {\n\tvar e *queue.Error\n\treturn errors.As(err, &e) && "
	for i, step := range []struct {
		file, src string
		want      []sites.Match // of the lists that are passed to Expected
	}{
		{"", "", []sites.Match{sites.Exact | sites.DotPrefix, sites.Exact | sites.DotPrefix}},
		{"codes/codes.go", "package codes\nfunc In(list []string, code string) bool { return list[0] == code }\n", []sites.Match{sites.Exact, sites.Exact}},
		{"errs/errs.go", errs + "len(wanted) > 0\n}\n", nil},
		{"errs/errs.go", errs + "codes.In(wanted, e.Code)\n}\n", []sites.Match{sites.Exact, sites.Exact}},
		{"errs/errs.go", errs, nil}, // half typed
		{"errs/errs.go", errs + "codes.In(wanted, e.Code)\n}\n", []sites.Match{sites.Exact, sites.Exact}},
		{"codes/codes.go", "package codes\nfunc In(list []string, code string) bool { return true }\n", nil},
	} {
		overlay := map[string][]byte{}
		for name, src := range config.Overlay {
			overlay[name] = src
		}
		if step.file != "" {
			overlay[filepath.Join(dir, filepath.FromSlash(step.file))] = []byte(step.src)
		}
		config.Overlay = overlay
		packages, _, err := Dir(t.Context(), config, filepath.Dir(shop), func(path string) bool { return path == shop })
		if err != nil || len(packages) != 1 {
			t.Fatal(err, packages)
		}
		var got []sites.Match
		for _, l := range find.Find(packages[0].Input).Lists {
			if l.Helper != nil && l.Helper.Name() == "Expected" {
				got = append(got, l.Match)
			}
		}
		if !slices.Equal(got, step.want) {
			t.Errorf("step %d: matches %v, want %v", i, got, step.want)
		}
	}
}

// TestHelpersAreReadOnce loads a package three times with one cache: the helpers of its imports are found only once.
func TestHelpersAreReadOnce(t *testing.T) {
	archive, err := os.ReadFile("testdata/helpers.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(unpack(t, string(archive)), "app")
	shop := filepath.Join(dir, "shop", "shop.go")
	cache := NewCache()
	sets := map[*helperSet]bool{}
	for range 3 {
		config := Config{Set: demo(), Dir: dir, Cache: cache}
		packages, _, err := Dir(t.Context(), config, filepath.Dir(shop), func(path string) bool { return path == shop })
		if err != nil || len(packages) != 1 {
			t.Fatal(err, packages)
		}
		find.Find(packages[0].Input)
		for _, set := range cache.helpers {
			sets[set] = true
		}
	}
	if len(sets) != 2 { // errs and codes
		t.Errorf("the helpers of %d packages were found, want 2", len(sets))
	}
}

// TestHelpersInImportCycle loads packages that import each other, as half-written code may.
func TestHelpersInImportCycle(t *testing.T) {
	dir := unpack(t, `
-- go.mod --
module example.com/m
-- a/a.go --
package a

import ("example.com/m/b"; "example.com/queue-go")

func Is(err error, code string) bool { return b.Is(err, code) || err.(*queue.Error).Code == code }
-- b/b.go --
package b

import ("example.com/m/a"; "example.com/queue-go")

func Is(err error, code string) bool { return a.Is(err, code) || err.(*queue.Error).Code == "QueueGone" }
`)
	packages, problems := quick(t, Config{Set: demo(), Dir: dir, Patterns: []string{"./..."}})
	if len(packages) != 2 || len(problems) > 0 {
		t.Fatal(packages, problems)
	}
	for _, p := range packages {
		find.Find(p.Input)
	}
}
