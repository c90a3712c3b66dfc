package analyzer_test

import (
	"bytes"
	"cmp"
	"go/format"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sitestest"
	"github.com/errls/errls/catalog"
)

var set = catalog.Embedded()

// sharedLoader type-checks the standard library once for all tests.
var sharedLoader = sitestest.New(set)

// TestRules runs each rule over the files of its directory. Each file is a package. The findings must match the want
// comments on their lines, and a golden file contains the source after the fixes.
func TestRules(t *testing.T) {
	loader := sharedLoader
	for _, name := range analyzer.Names() {
		files, err := filepath.Glob("testdata/src/" + name + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("rule %s has no tests", name)
		}
		for _, file := range files {
			t.Run(name+"/"+filepath.Base(file), func(t *testing.T) {
				source, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				fset, findings := check(t, loader, name, file, source)
				compare(t, fset, findings, source)
				golden(t, loader, fset, findings, name, file, source)
			})
		}
	}
}

// check runs one rule over one file.
func check(t *testing.T, loader *sitestest.Loader, rule, file string, source []byte) (*token.FileSet, []analyzer.Finding) {
	t.Helper()
	in, err := loader.Files(map[string][]byte{file: source})
	if err != nil {
		t.Fatal(err)
	}
	suite, err := analyzer.New(set, analyzer.Config{Rules: []string{rule}})
	if err != nil {
		t.Fatal(err)
	}
	return in.Fset, suite.Check(find.Find(in))
}

var wants = regexp.MustCompile("// want ((?:\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`| )+)$")
var quoted = regexp.MustCompile("\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`")

// compare compares findings with the want comments, and checks the form of the messages.
func compare(t *testing.T, fset *token.FileSet, findings []analyzer.Finding, source []byte) {
	t.Helper()
	got := map[int][]string{}
	for _, f := range findings {
		line := fset.Position(f.Pos).Line
		got[line] = append(got[line], f.Message)
		if f.URL == "" || f.Severity == "" || !f.End.IsValid() {
			t.Errorf("line %d: the finding lacks a URL, a severity or an end: %+v", line, f)
		}
		checkMessage(t, f.Message)
	}
	for i, text := range strings.Split(string(source), "\n") {
		line := i + 1
		var want []string
		if m := wants.FindStringSubmatch(text); m != nil {
			want = quoted.FindAllString(m[1], -1)
		}
		for _, w := range want {
			pattern, err := strconv.Unquote(w)
			if err != nil {
				t.Fatal(err)
			}
			at := -1
			for j, message := range got[line] {
				if regexp.MustCompile(pattern).MatchString(message) {
					at = j
				}
			}
			if at < 0 {
				t.Errorf("line %d: no finding matches %s; there are %q", line, w, got[line])
				continue
			}
			got[line] = append(got[line][:at], got[line][at+1:]...)
		}
		for _, message := range got[line] {
			t.Errorf("line %d: unexpected finding: %s", line, message)
		}
	}
}

// checkMessage checks the form of a message: one sentence without a full stop, which names the service's documentation
// and writes gRPC codes as Go programs do.
func checkMessage(t *testing.T, message string) {
	t.Helper()
	if strings.HasSuffix(message, ".") || strings.Contains(message, "the page") || strings.Contains(message, "\n") {
		t.Errorf("the message %q is not in the form of a finding", message)
	}
	if code := enumerator.FindString(message); code != "" && !strings.Contains(message, "retryable") && !strings.Contains(message, "did you mean") {
		t.Errorf("the message %q names %s, not the constant for it", message, code)
	}
}

// enumerator matches the name of a gRPC code on the wire. Messages on the text of a service config quote it.
var enumerator = regexp.MustCompile(`\b(?:INVALID_ARGUMENT|PERMISSION_DENIED|NOT_FOUND|UNAVAILABLE|UNIMPLEMENTED|RESOURCE_EXHAUSTED|DATA_LOSS)\b`)

// golden applies the fixes and compares the result with the golden file, which must exist if there is a fix. After the
// fixes the source still has its types, and no finding has a fix.
func golden(t *testing.T, loader *sitestest.Loader, fset *token.FileSet, findings []analyzer.Finding, rule, file string, source []byte) {
	t.Helper()
	fixed, n := apply(t, fset, findings, source)
	want, err := os.ReadFile(file + ".golden")
	if n == 0 {
		if err == nil {
			t.Error("there is a golden file, but no finding has a fix")
		}
		return
	}
	if err != nil {
		t.Fatalf("%d fixes, but no golden file: %v\n%s", n, err, fixed)
	}
	if !bytes.Equal(fixed, want) {
		t.Errorf("the fixes give\n%s", fixed)
	}
	fset, left := check(t, loader, rule, file, fixed)
	for _, f := range left {
		if len(f.Fixes) > 0 {
			t.Errorf("%s: still reported after its fix: %s", fset.Position(f.Pos), f.Message)
		}
	}
}

func apply(t *testing.T, fset *token.FileSet, findings []analyzer.Finding, source []byte) ([]byte, int) {
	t.Helper()
	var edits []analyzer.Edit
	for _, f := range findings {
		if len(f.Fixes) == 1 {
			edits = append(edits, f.Fixes[0].Edits...)
		}
	}
	slices.SortStableFunc(edits, func(a, b analyzer.Edit) int { // from the end; an insertion comes before a removal
		return cmp.Or(cmp.Compare(b.Pos, a.Pos), cmp.Compare(b.End, a.End))
	})
	edits = slices.Compact(edits) // two fixes may add the same import
	out := bytes.Clone(source)
	for _, e := range edits {
		from, to := fset.Position(e.Pos).Offset, fset.Position(e.End).Offset
		out = append(out[:from:from], append([]byte(e.New), out[to:]...)...)
	}
	if _, err := format.Source(out); err != nil {
		t.Fatalf("a fix breaks the source: %v", err)
	}
	return out, len(edits)
}

// TestPages checks the sections of each rule's page and its examples: the rule reports the bad one, no rule reports the
// good one, and a fix changes the bad one to the good one.
func TestPages(t *testing.T) {
	loader := sharedLoader
	suite, err := analyzer.New(set, analyzer.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range suite.Rules() {
		t.Run(rule.Name, func(t *testing.T) {
			for _, heading := range []string{"# " + rule.Name + "\n", "\n## Why\n", "\n## What it looks at\n", "\n## When it stays silent\n", "\n## Fix\n", "\n## Basis\n"} {
				if !strings.Contains(rule.Page, heading) {
					t.Errorf("the page has no %q", strings.TrimSpace(heading))
				}
			}
			bad, good := pageExample(t, rule.Page, "Bad"), pageExample(t, rule.Page, "Good")
			fset, findings := check(t, loader, rule.Name, "bad.go", bad)
			if len(findings) == 0 {
				t.Error("the bad example is not reported")
			}
			if fixed, n := apply(t, fset, findings, bad); n > 0 && !bytes.Equal(fixed, good) {
				t.Errorf("the fix of the bad example gives\n%s", fixed)
			}
			for _, name := range analyzer.Names() {
				if _, findings := check(t, loader, name, "good.go", good); len(findings) > 0 {
					t.Errorf("the good example is reported by %s: %s", name, findings[0].Message)
				}
			}
		})
	}
}

// pageExample returns the Go block under a heading.
func pageExample(t *testing.T, page, heading string) []byte {
	t.Helper()
	_, rest, ok := strings.Cut(page, "\n## "+heading+"\n")
	_, rest, ok2 := strings.Cut(rest, "```go\n")
	block, _, ok3 := strings.Cut(rest, "```")
	if !ok || !ok2 || !ok3 {
		t.Fatalf("the page has no example under %s", heading)
	}
	return []byte(block)
}

// TestUnknownRule checks the error for a rule that does not exist.
func TestUnknownRule(t *testing.T) {
	_, err := analyzer.New(set, analyzer.Config{Rules: []string{"swallowedcode", "swallowed"}})
	if err == nil || !strings.Contains(err.Error(), `"swallowed"`) {
		t.Errorf("got %v", err)
	}
}
