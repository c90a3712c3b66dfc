package load

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load/internal/gofiles"
)

var wantCodes = regexp.MustCompile(`// want (.*)$`)

// TestLearned compares the findings of each loader with the comments in a module whose SDK declares its codes as
// constants.
func TestLearned(t *testing.T) {
	archive, err := os.ReadFile("testdata/learned.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := unpack(t, string(archive))
	want := map[string]bool{}
	paths, err := filepath.Glob(filepath.Join(dir, "*", "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no files", err)
	}
	for _, path := range paths {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(src), "\n") {
			if m := wantCodes.FindStringSubmatch(line); m != nil {
				for n, code := range strings.Fields(m[1]) {
					want[fmt.Sprintf("%s:%d %s %d", filepath.Base(path), i+1, code, n)] = true
				}
			}
		}
	}
	t.Setenv("GOFLAGS", "-mod=vendor")
	t.Setenv("GOPROXY", "off")
	for name, load := range map[string]loadFunc{"quick": Quick, "large": largeQuick, "editor": dirByDir, "exact": Exact} {
		t.Run(name, func(t *testing.T) {
			if name == "exact" {
				needGo(t)
			}
			got := findingsOf(t, dir, load)
			for _, line := range slices.Sorted(maps.Keys(want)) {
				if !got[line] {
					t.Errorf("missing: %s", line)
				}
			}
			for _, line := range slices.Sorted(maps.Keys(got)) {
				if !want[line] {
					t.Errorf("unexpected: %s", line)
				}
			}
		})
	}
}

// largeQuick is Quick, but loads each package as if it were too large to be parsed as a whole.
func largeQuick(ctx context.Context, config Config, visit func(*Package)) ([]Problem, error) {
	l := newLoader(&config)
	l.maxWhole = 0
	targets, problems := gofiles.Resolve(config.Dir, config.Patterns)
	more, err := l.quick(ctx, targets, visit)
	return append(problems, more...), err
}

// findingsOf returns the findings of a module, as "file:line code n": the code that is suggested, and the number of
// findings before it on the line.
func findingsOf(t *testing.T, dir string, load loadFunc) map[string]bool {
	t.Helper()
	set := catalog.Embedded()
	suite, err := analyzer.New(set, analyzer.Config{})
	if err != nil {
		t.Fatal(err)
	}
	got, on := map[string]bool{}, map[string]int{}
	problems, err := load(t.Context(), Config{Set: set, Dir: dir, Patterns: []string{"./..."}}, func(p *Package) {
		for _, f := range suite.Check(find.Find(p.Input)) {
			at := p.Fset.Position(f.Pos)
			line := fmt.Sprintf("%s:%d", filepath.Base(at.Filename), at.Line)
			_, code, _ := strings.Cut(f.Message, "did you mean ")
			got[fmt.Sprintf("%s %s %d", line, strings.TrimSuffix(code, "?"), on[line])] = true
			on[line]++
		}
	})
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return got
}

// TestComments checks that the comment of a constant becomes the description of its code.
func TestComments(t *testing.T) {
	archive, err := os.ReadFile("testdata/learned.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := unpack(t, string(archive))
	got := map[string]string{}
	packages, _ := quick(t, Config{Set: catalog.Embedded(), Dir: dir, Patterns: []string{"./both"}})
	for _, p := range packages {
		for _, s := range find.Find(p.Input).Sites {
			if s.Entry != nil {
				got[s.Entry.ID] = s.Entry.Name + ": " + s.Entry.Description.Text
			}
		}
	}
	want := map[string]string{
		"NoSuchBucket": "ErrCodeNoSuchBucket: ErrCodeNoSuchBucket for service response error code\n\"NoSuchBucket\".\n\n" +
			"The bucket does not exist.",
		"AddressUnknown":      "ADDRESS_UNKNOWN: The address does not exist.",
		"LetterTooLarge.Text": "LETTERTOOLARGE_TEXT: The text alone is too large.",
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestOutside checks where the source of other modules is looked for, with the replacements of go.mod and go.work.
func TestOutside(t *testing.T) {
	dir := unpack(t, `
-- a/go.mod --
module example.com/a

require (
	github.com/Acme/Cloud v1.4.0
	github.com/Acme/Cloud/service/mail v1.5.0 // indirect
	github.com/acme/old v1.0.0
	github.com/acme/fork v1.0.0+incompatible
	github.com/acme/near v0.0.0
)

replace github.com/acme/fork => github.com/you/fork v1.0.1

replace (
	github.com/acme/old v1.0.0 => github.com/you/old v1.0.2
	github.com/Acme/Cloud v9.9.9 => github.com/you/cloud v1.0.0
	github.com/acme/near => ../near
)
-- b/go.mod --
module example.com/b
-- b/vendor/modules.txt --
-- w/go.work --
use (
	./c
	./d
)
replace github.com/acme/old => github.com/you/old v1.0.3
replace github.com/acme/near => ./near
-- w/c/go.mod --
module example.com/c

require github.com/acme/old v1.0.0
require github.com/acme/cloud v1.9.0
require github.com/acme/fork v1.0.0

replace github.com/acme/fork => ../fork
-- w/c/vendor/modules.txt --
-- w/d/go.mod --
module example.com/d

require github.com/acme/cloud v1.10.0
require github.com/acme/near v1.0.0
-- v/go.work --
use ./e
-- v/vendor/modules.txt --
-- v/e/go.mod --
module example.com/e
`)
	t.Setenv("GOMODCACHE", filepath.Join(dir, "cache"))
	t.Setenv("GOWORK", "")
	workspace, vendoredWorkspace := gofiles.FindDependencies(filepath.Join(dir, "w", "c")), gofiles.FindDependencies(filepath.Join(dir, "v", "e"))
	o, vendored, none := gofiles.FindDependencies(filepath.Join(dir, "a")), gofiles.FindDependencies(filepath.Join(dir, "b")), gofiles.FindDependencies("")
	for _, test := range []struct {
		o          *gofiles.Dependencies
		path, want string
	}{
		{&o, "github.com/Acme/Cloud/common/fault", "cache/github.com/!acme/!cloud@v1.4.0/common/fault"},
		{&o, "github.com/Acme/Cloud/service/mail", "cache/github.com/!acme/!cloud/service/mail@v1.5.0"},
		{&o, "github.com/Acme/Cloud/service/mails", "cache/github.com/!acme/!cloud@v1.4.0/service/mails"},
		{&o, "github.com/acme/old/x", "cache/github.com/you/old@v1.0.2/x"},
		{&o, "github.com/acme/fork", "cache/github.com/you/fork@v1.0.1"},
		{&o, "github.com/acme/near/x", "near/x"},
		{&o, "github.com/acme/unknown", ""},
		{&vendored, "github.com/acme/unknown", "b/vendor/github.com/acme/unknown"},
		{&none, "github.com/acme/unknown", ""},
		{&workspace, "github.com/acme/old/x", "cache/github.com/you/old@v1.0.3/x"},
		{&workspace, "github.com/acme/cloud/x", "cache/github.com/acme/cloud@v1.10.0/x"},
		{&workspace, "github.com/acme/fork/x", "w/fork/x"},
		{&workspace, "github.com/acme/near/x", "w/near/x"},
		{&vendoredWorkspace, "github.com/acme/near/x", "v/vendor/github.com/acme/near/x"},
	} {
		got := test.o.Dir(test.path)
		if got != "" {
			rel, err := filepath.Rel(dir, got)
			if err != nil {
				t.Fatal(err)
			}
			got = filepath.ToSlash(rel)
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.path, got, test.want)
		}
	}
}

// TestModuleCache checks that the module cache is found as the go command finds it.
func TestModuleCache(t *testing.T) {
	dir := unpack(t, "\n-- env --\nGOPATH=/from/a/file\n")
	for _, test := range []struct{ cache, path, file, want string }{
		{"/cache", "/path", "env", "/cache"},
		{"", "/path" + string(filepath.ListSeparator) + "/other", "env", "/path/pkg/mod"},
		{"", "", "env", "/from/a/file/pkg/mod"},
		{"", "", "none", filepath.Join(dir, "go", "pkg", "mod")},
	} {
		t.Setenv("HOME", dir)
		t.Setenv("GOMODCACHE", test.cache)
		t.Setenv("GOPATH", test.path)
		t.Setenv("GOENV", filepath.Join(dir, test.file))
		if got := gofiles.ModuleCache(); got != filepath.FromSlash(test.want) {
			t.Errorf("%+v: %s", test, got)
		}
	}
}
