package project_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/project"
)

// unpack writes the files of an archive into a new directory, whose path has no symbolic links.
func unpack(t *testing.T, archive string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		write(t, filepath.Join(dir, f.Name), string(f.Data))
	}
	return dir
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// acme returns the catalog of a fictitious service with one code.
func acme(id, code string) string {
	return fmt.Sprintf(`id: %s
title: Acme
kind: string
sources:
  - key: page
    title: The page
codes:
  - {id: %s, description: It is gone., canonical: NOT_FOUND, handling: fix-request, retry: never, basis: inferred, by: caller}
`, id, code)
}

// relative formats problems as lines, with paths relative to a directory.
func relative(dir string, problems []project.Problem) []string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, strings.ReplaceAll(p.Error(), dir+string(filepath.Separator), ""))
	}
	return lines
}

func TestFind(t *testing.T) {
	dir := unpack(t, `
-- ws/go.work --
go 1.26
use (
	./one
	./two // the second
)
-- ws/errls.yaml --
-- ws/one/go.mod --
-- ws/one/errls.yaml --
-- ws/one/sub/x.go --
-- ws/one/own/errls.yaml --
-- ws/one/own/deep/x.go --
-- ws/two/go.mod --
-- ws/two/sub/x.go --
-- ws/unused/go.mod --
-- loose/errls.yaml --
-- loose/sub/x.go --
`)
	for in, want := range map[string]string{
		"ws":              "ws/errls.yaml",
		"ws/one":          "ws/one/errls.yaml",
		"ws/one/sub":      "ws/one/errls.yaml",
		"ws/one/own/deep": "ws/one/own/errls.yaml",
		"ws/one/not/here": "ws/one/errls.yaml",
		"ws/two/sub":      "ws/errls.yaml",
		"ws/unused":       "", // the workspace does not use it
		"loose":           "loose/errls.yaml",
		"loose/sub":       "", // outside a module, parent directories are not searched
	} {
		path, ok := project.Find(filepath.Join(dir, filepath.FromSlash(in)))
		if want != "" {
			want = filepath.Join(dir, filepath.FromSlash(want))
		}
		if path != want || ok != (want != "") {
			t.Errorf("%s: got %q, %t, want %q", in, path, ok, want)
		}
	}
}

func TestRead(t *testing.T) {
	dir := unpack(t, "-- go.mod --\nmodule example.com/app\n-- errls.yaml --\n"+`
catalogs:
  - errors/one.yaml
  - errors/**/*.yaml
  - "*.yaml" # errls.yaml itself is no catalog
rules:
  swallowedcode: error
  unknowncode: off
exclude: [gen, "*_old.go", internal/legacy/**/x.go]
-- errors/one.yaml --
`+acme("acme.one", "ONE")+"-- errors/deep/er/two.yaml --\n"+acme("acme.two", "TWO")+
		"-- errors/.hidden/three.yaml --\nnonsense\n-- four.yaml --\n"+acme("acme.four", "FOUR"))
	p, problems := project.Read(filepath.Join(dir, "errls.yaml"))
	if len(problems) > 0 {
		t.Error(problems)
	}
	for _, code := range []string{"ONE", "TWO", "FOUR"} {
		if refs := p.Set().Lookup(code); len(refs) != 1 {
			t.Errorf("%s is in %d catalogs", code, len(refs))
		}
	}
	if got, want := len(p.Set().Catalogs()), len(catalog.Embedded().Catalogs())+3; got != want {
		t.Errorf("%d catalogs, want %d", got, want)
	}
	files := []string{"errls.yaml", "errors/one.yaml", "errors/deep/er/two.yaml", "four.yaml"}
	for i := range files {
		files[i] = filepath.Join(dir, filepath.FromSlash(files[i]))
	}
	if diff := cmp.Diff(files, p.Files()); diff != "" {
		t.Error(diff)
	}
	config := p.Config(analyzer.Config{Tests: true})
	want := map[string]analyzer.Severity{"swallowedcode": analyzer.Error, "unknowncode": analyzer.Off}
	if diff := cmp.Diff(want, config.Severities); diff != "" || !config.Tests {
		t.Error(diff, config.Tests)
	}
	for path, want := range map[string]bool{
		"gen/x.go": true, "a/gen/b/x.go": true, "a/generated/x.go": false, "a/b_old.go": true,
		"internal/legacy/x.go": true, "internal/legacy/a/b/x.go": true, "internal/legacy/a/y.go": false,
		"a/internal/legacy/x.go": false, "../gen/x.go": false,
	} {
		if got := config.Exclude(filepath.Join(dir, filepath.FromSlash(path))); got != want {
			t.Errorf("%s: excluded: %t", path, got)
		}
	}
}

func TestProblems(t *testing.T) {
	dir := unpack(t, "-- go.mod --\nmodule example.com/app\n-- errls.yaml --\n"+`catalogs:
  - errors/one.yaml
  - errors/missing.yaml
  - nothing/*.yaml
  - [nested]
  - ../outside.yaml
  - /etc/passwd
  - "errors/[.yaml"
  - errors/broken.yaml
  - errors/unreadable.yaml
rules:
  swallowedcode: error
  nosuchrule: off
  unknowncode: loud
  ünknown: off
  permanentretry: {severity: info}
  swallowedcode: info
exclude:
  - "!keep"
  - /abs
  - ../up
  - "[x"
  - {é: [y, [z]]}
  - .
  - ok
catalog: [x]
-- errors/one.yaml --
`+acme("acme.one", "ONE")+"-- errors/broken.yaml --\nid: acme.broken\ntitle: Broken\nkind: strong\ncolour: red\nsources: []\ncodes: []\n"+
		"-- errors/unreadable.yaml/x --\n")
	p, problems := project.Read(filepath.Join(dir, "errls.yaml"))
	want := `
errls.yaml:3:5: errors/missing.yaml: no such file or directory
errls.yaml:4:5: no file matches nothing/*.yaml
errls.yaml:5:5: an item of catalogs must be a path or a pattern, not a list
errls.yaml:6:5: ../outside.yaml is outside the module DIR
errls.yaml:7:5: /etc/passwd: a path must be relative to the directory of errls.yaml
errls.yaml:8:5: invalid pattern "errors/[.yaml": syntax error
errls.yaml:10:5: errors/unreadable.yaml: is a directory
errls.yaml:13:3: unknown rule "nosuchrule"; the rules are RULES
errls.yaml:14:16: invalid severity of rule unknowncode: want off, info, warning or error, got "loud"
errls.yaml:15:3: unknown rule "ünknown"; the rules are RULES
errls.yaml:16:19: invalid severity of rule permanentretry: want off, info, warning or error, got a mapping
errls.yaml:17:3: duplicate key "swallowedcode" in rules
errls.yaml:19:5: a pattern cannot begin with "!"
errls.yaml:20:5: a pattern must be relative to the directory of errls.yaml
errls.yaml:21:5: a pattern must not contain ".."
errls.yaml:22:5: invalid pattern "[x": syntax error
errls.yaml:23:5: an item of exclude must be a path or a pattern, not a mapping
errls.yaml:24:5: a pattern must name files or directories
errls.yaml:26:1: unknown key "catalog": want catalogs, rules or exclude
`
	want = strings.NewReplacer("DIR", dir, "RULES", strings.Join(analyzer.Names(), ", ")).Replace(want)
	var own []project.Problem
	broken := 0
	for _, problem := range problems {
		if filepath.Base(problem.Path) == "broken.yaml" && problem.Line > 0 && problem.Column > 0 {
			broken++
			continue
		}
		own = append(own, problem)
	}
	if diff := cmp.Diff(strings.Split(strings.TrimSpace(want), "\n"), relative(dir, own)); diff != "" {
		t.Error(diff)
	}
	if broken < 2 {
		t.Errorf("%d problems in the broken catalog: %v", broken, problems)
	}
	// The correct parts are used.
	if len(p.Set().Lookup("ONE")) != 1 || p.Set().Catalog("grpc.code") == nil || !p.Excludes(filepath.Join(dir, "ok", "x.go")) ||
		p.Config(analyzer.Config{}).Severities["swallowedcode"] != analyzer.Error {
		t.Error("the correct parts are not used")
	}
}

func TestBrokenYAML(t *testing.T) {
	for text, want := range map[string]string{
		"catalogs: [":              "errls.yaml:1:1: ",
		"rules:\n  a: b\n c: d\n":  "errls.yaml:3:1: ",
		"rules:\n  - [a\nexclude:": "errls.yaml:2:1: ",
		"rules:\n\ta: b\n":         "errls.yaml:2:1: ",
		"- a list":                 "errls.yaml:1:1: errls.yaml must be a mapping, not a list",
		"just text":                `errls.yaml:1:1: errls.yaml must be a mapping, not "just text"`,
		"catalogs: one.yaml":       `errls.yaml:1:11: catalogs must be a list, not "one.yaml"`,
		"rules: &a {unknowncode: off}\nexclude: *a": "errls.yaml:2:10: exclude must be a list, not an alias",
		"\"é\": {}":              `errls.yaml:1:1: unknown key "é"`,
		"{é: 1, x: 2}":           "errls.yaml:1:2: unknown key",
		`catalogs: ["a\e31m\n"]`: "errls.yaml:1:12: a\ufffd31m : no such file or directory",
	} {
		dir := unpack(t, "-- go.mod --\n")
		write(t, filepath.Join(dir, "errls.yaml"), text)
		p, problems := project.Read(filepath.Join(dir, "errls.yaml"))
		if got := strings.Join(relative(dir, problems), "\n"); !strings.HasPrefix(got, want) {
			t.Errorf("%q: got\n%s\nwant\n%s", text, got, want)
		}
		if p.Set().Catalog("grpc.code") == nil {
			t.Errorf("%q: the built-in catalogs are missing", text)
		}
	}
}

// TestOverlay applies overlays to a built-in catalog and to one of the module, and adds a code.
func TestOverlay(t *testing.T) {
	dir := unpack(t, "-- go.mod --\n-- errls.yaml --\ncatalogs: [one.yaml, over.yaml, grpc.yaml, none.yaml, one2.yaml]\n-- one.yaml --\n"+acme("acme.one", "ONE")+`
-- over.yaml --
extends: acme.one
sources:
  - {key: team, title: What the team knows}
codes:
  - {id: ONE, handling: retry-backoff, retry: backoff, basis: inferred}
  - {id: TWO, description: Added., canonical: INTERNAL, handling: contact-support, retry: never, basis: inferred, by: caller}
-- grpc.yaml --
extends: grpc.code
sources:
  - {key: team, title: What the team knows}
codes:
  - {id: UNIMPLEMENTED, remedy: Ask in the channel of the team., source: team}
-- none.yaml --
extends: acme.nothing
sources:
  - {key: team, title: What the team knows}
codes: []
-- one2.yaml --
`+acme("acme.one", "ONE"))
	p, problems := project.Read(filepath.Join(dir, "errls.yaml"))
	c := p.Set().Catalog("acme.one")
	if one := c.Lookup("ONE"); one == nil || one.Retry != catalog.RetryWithBackoff || one.Description.Text != "It is gone." {
		t.Errorf("%+v", one)
	}
	if c.Lookup("TWO") == nil {
		t.Error("the code that the overlay adds is missing")
	}
	if got := p.Set().Catalog("grpc.code").Lookup("UNIMPLEMENTED").Remedy.Text; got != "Ask in the channel of the team." {
		t.Errorf("remedy %q", got)
	}
	if got := catalog.Embedded().Catalog("grpc.code").Lookup("UNIMPLEMENTED").Remedy.Text; got == "Ask in the channel of the team." {
		t.Error("the overlay has changed the built-in catalog")
	}
	got := relative(dir, problems)
	if len(got) != 2 || !strings.HasPrefix(got[0], "none.yaml:1:") || !strings.HasPrefix(got[1], "one2.yaml:1:") {
		t.Error(strings.Join(got, "\n"))
	}
}

// TestEmpty checks that empty files have no mistakes.
func TestEmpty(t *testing.T) {
	for _, text := range []string{"", "# nothing\n", "catalogs:\nrules:\nexclude:\n", "catalogs: []\nrules: {}\nexclude: []\n", "---\n"} {
		dir := unpack(t, "-- go.mod --\n")
		write(t, filepath.Join(dir, "errls.yaml"), text)
		if _, problems := project.Read(filepath.Join(dir, "errls.yaml")); len(problems) > 0 {
			t.Errorf("%q: %v", text, problems)
		}
	}
}

// TestSample parses the template, as it is and with all examples enabled.
func TestSample(t *testing.T) {
	suite, err := analyzer.New(catalog.Embedded(), analyzer.Config{})
	if err != nil {
		t.Fatal(err)
	}
	sample := project.Sample(suite.Rules())
	dir := unpack(t, "-- go.mod --\n-- errors/billing.yaml --\n"+acme("acme.billing", "ONE"))
	path := filepath.Join(dir, "errls.yaml")
	write(t, path, sample)
	if _, problems := project.Read(path); len(problems) > 0 {
		t.Error(problems)
	}
	write(t, path, strings.ReplaceAll(sample, "\n#  ", "\n  "))
	p, problems := project.Read(path)
	if len(problems) > 0 {
		t.Error(problems)
	}
	if len(p.Set().Lookup("ONE")) != 1 || !p.Excludes(filepath.Join(dir, "a", "b.pb.go")) {
		t.Error("the examples have no effect")
	}
	for _, r := range suite.Rules() {
		if p.Config(analyzer.Config{}).Severities[r.Name] != r.Severity {
			t.Errorf("no example sets rule %s to its default severity", r.Name)
		}
	}
}
