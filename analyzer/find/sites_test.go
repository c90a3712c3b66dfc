package find_test

import (
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/find"

	"github.com/google/go-cmp/cmp"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/analyzer/sitestest"
	"github.com/errls/errls/catalog"
)

var set = catalog.Embedded()

// loader type-checks the standard library once for all tests.
var loader = sitestest.New(set)

var roles = map[sites.Role]string{
	sites.Tested: "tested", sites.Listed: "listed", sites.Made: "made", sites.Mentioned: "mentioned",
	sites.Searched: "searched", sites.Configured: "configured",
}

var outcomes = map[sites.Outcome]string{
	sites.Unknown: "unknown", sites.Surfaces: "surfaces", sites.Retries: "retries", sites.Recovers: "recovers",
	sites.ReturnsValue: "returns-value", sites.LogsOnly: "logs", sites.LogsNoResult: "logs-no-result", sites.Drops: "drops", sites.Mixed: "mixed",
}

// describe formats a site like the comments in the test files:
//
//	tested alibaba.tablestore.tunnel OTSPermissionDenied: retries, retry at 12 waited
//
// A code that the catalog does not list ends in a question mark, the code of an indirect site is in parentheses, and a retry
// construct is given by its line.
func describe(in *sites.Result, s *sites.Site) string {
	code := s.Written
	if code == "" {
		code = `""`
	}
	if s.Entry == nil {
		code += "?"
	}
	if s.Indirect {
		code = "(" + code + ")"
	}
	text := fmt.Sprintf("%s %s %s: %s", roles[s.Role], s.Catalog.ID, code, outcomes[s.Outcome])
	for _, a := range s.Retries {
		text += fmt.Sprintf(", retry at %d", in.Fset.Position(a.Construct.Pos()).Line)
		if a.Library != nil {
			text += " by " + a.Library.Name
		}
		if a.Decision != nil {
			text += fmt.Sprintf(" decided at %d", in.Fset.Position(a.Decision.Pos()).Line)
		}
		if a.Waited {
			text += " waited"
		}
	}
	return text
}

var wants = regexp.MustCompile(`// site (.*)$`)

// TestFind compares the sites of each file under testdata with its comments. Several sites in one line are separated by
// semicolons, in source order.
func TestFind(t *testing.T) {
	eachFile(t, "testdata/*.go", func(t *testing.T, in sites.Input, text string) {
		found := find.Find(in)
		got := map[int]string{}
		for _, s := range found.Sites {
			line := in.Fset.Position(s.Expr.Pos()).Line
			if got[line] != "" {
				got[line] += "; "
			}
			got[line] += describe(found, s)
		}
		if diff := cmp.Diff(comments(text, wants), got); diff != "" {
			t.Errorf("sites by line (-want +got):\n%s", diff)
		}
	})
}

// eachFile type-checks each file that matches a pattern, and calls check with the result and the text of the file.
func eachFile(t *testing.T, pattern string, check func(t *testing.T, in sites.Input, text string)) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			in, err := loader.Files(map[string][]byte{file: text})
			if err != nil {
				t.Fatal(err)
			}
			check(t, in, string(text))
		})
	}
}

// comments returns the first submatch of form in each line that matches, by line number.
func comments(text string, form *regexp.Regexp) map[int]string {
	byLine := map[int]string{}
	for i, line := range strings.Split(text, "\n") {
		if m := form.FindStringSubmatch(line); m != nil {
			byLine[i+1] = m[1]
		}
	}
	return byLine
}

// TestOrder checks that the sites are in source order and that each expression has at most one.
func TestOrder(t *testing.T) {
	in, err := loader.Dir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	found := find.Find(in)
	if !sort.SliceIsSorted(found.Sites, func(i, j int) bool { return found.Sites[i].Expr.Pos() < found.Sites[j].Expr.Pos() }) {
		t.Error("the sites are not sorted")
	}
	seen := map[ast.Expr]bool{}
	for _, s := range found.Sites {
		if seen[s.Expr] {
			t.Errorf("%s: found twice", in.Fset.Position(s.Expr.Pos()))
		}
		seen[s.Expr] = true
	}
}

// BenchmarkFind measures Find on files with many sites.
func BenchmarkFind(b *testing.B) {
	for _, file := range []string{"../testdata/src/swallowedcode/drops.go", "../testdata/src/permanentretry/loops.go", "../testdata/src/permanentretry/silent_loops.go"} {
		text, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		in, err := loader.Files(map[string][]byte{file: text})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(filepath.Base(file), func(b *testing.B) {
			n := 0
			for b.Loop() {
				n = len(find.Find(in).Sites)
			}
			b.ReportMetric(float64(n), "sites")
		})
	}
}
