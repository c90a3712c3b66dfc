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

// direction says which packages of the module may import each other: "a < b" lets b import a, and everything that a may
// import; "NONE < a" lets a import no package of the module. If the test fails, move the code to another package instead
// of changing the table.
const direction = `
	# Files of the tree that is checked, and catalogs of error codes.
	NONE < internal/regular < catalog;

	# Text that is safe to print.
	NONE < internal/printable < internal/report, internal/project, lsp, cmd/errls;
	catalog < catalog/docpage/internal/remedy < catalog/docpage;
	catalog < catalog/internal/gen, catalog/lint;
	NONE < catalog/services;

	# Finding sites in Go code, and the rules that check them.
	catalog < analyzer/sites < analyzer/sitestest;
	analyzer/sites < analyzer/internal/rewrite;
	NONE < analyzer/internal/lazyregexp, analyzer/internal/boolfunc, analyzer/internal/compare;
	analyzer/sites, analyzer/internal/lazyregexp, analyzer/internal/boolfunc < analyzer/internal/index < analyzer/internal/bind;
	analyzer/internal/bind < analyzer/internal/effects, analyzer/internal/helpers;
	analyzer/internal/compare < analyzer/internal/numbers, analyzer/internal/effects, analyzer/internal/eval;
	analyzer/internal/index < analyzer/internal/paths;
	analyzer/internal/index < analyzer/internal/remarks;
	analyzer/internal/index < analyzer/internal/branches;
	analyzer/internal/helpers, analyzer/internal/paths < analyzer/internal/eval;
	analyzer/internal/effects, analyzer/internal/eval < analyzer/internal/flow < analyzer/internal/retry;
	analyzer/internal/effects < analyzer/facts < analyzer/find;
	analyzer/sites < analyzer/internal/found;
	analyzer/internal/bind < analyzer/internal/errflow < analyzer/internal/errtype, analyzer/internal/errlost;
	analyzer/internal/errflow, analyzer/internal/found < analyzer/internal/errtext;
	analyzer/internal/bind < analyzer/internal/numbers;
	analyzer/internal/bind, analyzer/internal/found < analyzer/internal/policy;
	analyzer/internal/retry, analyzer/internal/errtext, analyzer/internal/errtype, analyzer/internal/errlost, analyzer/internal/numbers, analyzer/internal/policy, analyzer/internal/remarks, analyzer/internal/branches < analyzer/find < analyzer;

	# Building the real modules, for tests only.
	NONE < internal/realtest;

	# Loading packages, which needs the finder but no rules.
	analyzer/sites < internal/load/internal/skim < internal/load/internal/gofiles < internal/load/internal/syntax;
	internal/load/internal/gofiles < internal/load/internal/outline;
	analyzer/find, internal/load/internal/syntax, internal/load/internal/outline < internal/load;
	NONE < internal/load/internal/stdgen;

	# Output: the text about a code needs only the catalogs.
	catalog < internal/explain;
	analyzer < internal/report;

	# The errls.yaml of a module: catalogs, severities, exclusions.
	analyzer < internal/project < analyzer/golangci;

	# The language server.
	analyzer, internal/load, internal/project < lsp/session;
	lsp/session, internal/explain < lsp;

	# The command.
	lsp, internal/report, catalog/docpage, catalog/lint, catalog/services < cmd/errls;

	NONE < internal/archtest;
`

// forbidden lists packages outside the module that a package must not import, and says why and where such code belongs.
// A name that ends in /... stands for all packages below it.
var forbidden = []struct{ pkg, path, reason string }{
	{"catalog", "go/...", "catalogs are independent of Go syntax; code that reads Go source belongs in analyzer/find or below"},
	{"catalog", "net/...", "catalogs are compiled in or read from files; nothing is downloaded"},
	{"internal/explain", "go/...", "the text about a code comes from its catalog only; code that reads Go source belongs in analyzer/find or below"},
	{"analyzer", "os", "rules also run in sandboxes without files; code that reads files belongs in internal/load or internal/project"},
	{"analyzer/find", "os", "sites are found in packages that are already loaded; code that reads files belongs in internal/load"},
	{"analyzer/sites", "os", "sites are found in packages that are already loaded; code that reads files belongs in internal/load"},
	{"analyzer/internal/...", "os", "sites are found in packages that are already loaded; code that reads files belongs in internal/load"},
	{"analyzer", "go.lsp.dev/...", "code that uses the Language Server Protocol belongs in lsp"},
	{"analyzer/...", "go.lsp.dev/...", "code that uses the Language Server Protocol belongs in lsp"},
	{"internal/load", "go.lsp.dev/...", "code that uses the Language Server Protocol belongs in lsp"},
	{"internal/project", "os/exec", "a configuration file must not be able to run commands"},
	{"internal/project", "net/...", "a configuration file must not be able to open network connections"},
	{"internal/report", "go.lsp.dev/...", "code that uses the Language Server Protocol belongs in lsp"},
	{"lsp/session", "go.lsp.dev/...", "the session is independent of the protocol; convert between the two in lsp"},
	{"lsp/session", "encoding/json", "the session is independent of the protocol; encode and decode messages in lsp"},
	{"lsp/session", "unicode/utf16", "the session uses byte offsets; convert to UTF-16 columns in lsp"},
	{"cmd/errls", "go.lsp.dev/...", "code that uses the Language Server Protocol belongs in lsp"},
	{"cmd/errls", "go/ast", "the command only parses arguments and prints; code that reads syntax belongs in analyzer/find or below"},
	{"cmd/errls", "go/types", "the command only parses arguments and prints; code that uses types belongs in analyzer/find or below"},
	{"lsp", "flag", "the server is configured by lsp.Options; flags belong in cmd/errls"},
}

// parseDirection returns the packages that each package may import according to text, without transitive ones.
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
					t.Fatalf("direction: empty package name in %q", rule)
				}
				if i > 0 {
					below[name] = append(below[name], lower...)
				} else if _, known := below[name]; !known && name != "NONE" {
					t.Fatalf("direction: %q uses %s before the rule that says what %s may import; move that rule up", strings.TrimSpace(rule), name, name)
				}
				names = append(names, name)
			}
			lower = names
		}
	}
	return below
}

// mayImport reports whether a package may import another, directly or transitively.
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
			t.Errorf("%s: package %s is not in the import table; add it to direction in internal/archtest/direction_test.go", f.Path, f.Package)
			continue
		}
		for _, path := range f.imports() {
			if to, ours := strings.CutPrefix(path, module+"/"); ours && !mayImport(below, f.Package, to) {
				t.Errorf("%s: package %s must not import %s, which is not below it in the import table (see ARCHITECTURE.md); "+
					"move the code to a package that may import both: %s", f.Path, f.Package, to, above(below, f.Package, to))
			}
			for _, x := range forbidden {
				if matches(x.pkg, f.Package) && matches(x.path, path) {
					t.Errorf("%s: package %s must not import %s: %s", f.Path, f.Package, path, x.reason)
				}
			}
		}
	}
}

// above returns the packages that may import both a and b, or that are one of them and may import the other.
func above(below map[string][]string, a, b string) string {
	var names []string
	for name := range below {
		if (name == a || mayImport(below, name, a)) && (name == b || mayImport(below, name, b)) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "there is none"
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// matches reports whether a path matches a pattern of forbidden.
func matches(pattern, path string) bool {
	prefix, all := strings.CutSuffix(pattern, "...")
	return path == pattern || all && strings.HasPrefix(path, prefix)
}
