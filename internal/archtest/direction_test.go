package archtest

import (
	"go/token"
	"slices"
	"strings"
	"testing"
)

const (
	module = "github.com/errls/errls"
	root   = "../.."
)

// direction says which package of the module may import which: "a < b" lets b import a and all that a may import.
// Do not change it to mend a build: an arrow that runs back is a thing in the wrong room.
const direction = `
	# What services say, and where it is read.
	NONE < catalog;
	catalog < catalog/internal/gen, catalog/docpage, catalog/lint;
	NONE < catalog/services;

	# Where programs meet it, and what is wrong there.
	catalog < analyzer/sites < analyzer;
	analyzer/sites < analyzer/sitestest;

	# How programs are read: sites, but no rules.
	analyzer/sites < internal/load;
	NONE < internal/load/internal/stdgen;

	# How it is told: a code's page needs only the catalogs.
	catalog < internal/explain;
	analyzer < internal/report;

	# What a module says of itself, its own catalogs, rules on and off: for every door.
	analyzer < internal/project < analyzer/golangci;

	# The editor.
	analyzer, internal/load, internal/project < lsp/session;
	lsp/session, internal/explain < lsp;

	# The command knows all of them.
	lsp, internal/report, catalog/docpage, catalog/lint, catalog/services < cmd/errls;

	NONE < internal/archtest;
`

// aliens says what a package must not import from outside the module, with the reason. A name ends in /... for all
// below it.
var aliens = []struct{ pkg, alien, reason string }{
	{"catalog", "go/...", "catalogs know nothing of Go syntax"},
	{"catalog", "net/...", "catalogs are compiled in, or files"},
	{"internal/explain", "go/...", "a code's page is made from the catalog alone"},
	{"analyzer/sites", "os", "sites are found in what is typed already"},
	{"analyzer", "os", "rules run in sandboxes too"},
	{"analyzer/sites", "go.lsp.dev/...", "only lsp knows the protocol"},
	{"analyzer", "go.lsp.dev/...", "only lsp knows the protocol"},
	{"internal/load", "go.lsp.dev/...", "only lsp knows the protocol"},
	{"internal/project", "os/exec", "no command is run for what a module says"},
	{"internal/project", "net/...", "what a module says leads nowhere else"},
	{"internal/report", "go.lsp.dev/...", "only lsp knows the protocol"},
	{"lsp/session", "go.lsp.dev/...", "the session knows nothing of the wire"},
	{"lsp/session", "encoding/json", "the session knows nothing of the wire"},
	{"lsp/session", "unicode/utf16", "the session knows nothing of the wire"},
	{"cmd/errls", "go.lsp.dev/...", "only lsp knows the protocol"},
	{"cmd/errls", "go/ast", "the command reads arguments, not syntax"},
	{"cmd/errls", "go/types", "the command reads arguments, not syntax"},
	{"lsp", "flag", "the server knows nothing of the command line"},
}

// parseDirection returns, for each package, those that it may import directly by the rules, without the transitive
// ones.
func parseDirection(t *testing.T, text string) map[string][]string {
	t.Helper()
	below := map[string][]string{}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		lines = append(lines, line)
	}
	for rule := range strings.SplitSeq(strings.Join(lines, " "), ";") {
		if strings.TrimSpace(rule) == "" {
			continue
		}
		var lower []string
		for i, list := range strings.Split(rule, "<") {
			var names []string
			for name := range strings.SplitSeq(list, ",") {
				name = strings.TrimSpace(name)
				if name == "" {
					t.Fatalf("empty name in the rule %q", rule)
				}
				if i > 0 {
					below[name] = append(below[name], lower...)
				} else if _, known := below[name]; !known && name != "NONE" {
					t.Fatalf("%s is used in %q before it is placed", name, rule)
				}
				names = append(names, name)
			}
			lower = names
		}
	}
	return below
}

// mayImport reports whether the rules lead from a package down to another.
func mayImport(below map[string][]string, from, to string) bool {
	return slices.ContainsFunc(below[from], func(lower string) bool {
		return lower == to || mayImport(below, lower, to)
	})
}

func TestDirection(t *testing.T) {
	below := parseDirection(t, direction)
	files, err := sourceFiles(token.NewFileSet(), root)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if _, known := below[f.Package]; !known {
			t.Errorf("%s: package %s has no place in the direction of imports", f.Path, f.Package)
		}
		for _, path := range f.imports() {
			if to, ours := strings.CutPrefix(path, module+"/"); ours && !mayImport(below, f.Package, to) {
				t.Errorf("%s: %s must not import %s", f.Path, f.Package, to)
			}
			for _, a := range aliens {
				if a.pkg == f.Package && matches(a.alien, path) {
					t.Errorf("%s: %s must not import %s: %s", f.Path, f.Package, path, a.reason)
				}
			}
		}
	}
}

// matches reports whether an import path is meant by a pattern.
func matches(pattern, path string) bool {
	prefix, all := strings.CutSuffix(pattern, "...")
	return path == pattern || all && strings.HasPrefix(path, prefix)
}
