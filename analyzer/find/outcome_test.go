package find_test

import (
	"go/types"
	"os"
	"regexp"
	"testing"

	"github.com/errls/errls/analyzer/find"

	"github.com/google/go-cmp/cmp"

	"github.com/errls/errls/analyzer/sites"
)

// outcomeText formats the outcome of a site and its retry constructs like the comments in testdata/paths:
//
//	retries, retry waited bounded fixed time.Second
func outcomeText(s *sites.Site) string {
	text := outcomes[s.Outcome]
	for _, r := range s.Retries {
		text += ", retry"
		for _, property := range []struct {
			set  bool
			word string
		}{{r.Polling, " polling"}, {r.Waited, " waited"}, {r.Bounded, " bounded"}, {r.InHelper, " in-helper"}} {
			if property.set {
				text += property.word
			}
		}
		if r.FixedWait != nil {
			text += " fixed " + types.ExprString(r.FixedWait)
		}
	}
	return text
}

var outcomeComments = regexp.MustCompile(`// outcome (.*)$`)

// TestPaths compares the outcomes in each file under testdata/paths with its comments.
func TestPaths(t *testing.T) {
	eachFile(t, "testdata/paths/*.go", func(t *testing.T, in sites.Input, text string) {
		got := map[int]string{}
		for _, s := range find.Find(in).Sites {
			if s.Role == sites.Tested || s.Role == sites.Listed {
				got[in.Fset.Position(s.Expr.Pos()).Line] = outcomeText(s)
			}
		}
		if diff := cmp.Diff(comments(text, outcomeComments), got); diff != "" {
			t.Errorf("outcomes by line (-want +got):\n%s", diff)
		}
	})
}

// TestBroken checks that Find does not panic on code that does not compile, complete and cut off at any place.
func TestBroken(t *testing.T) {
	const file = "testdata/broken.txt"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for end := len(text); end > 200; end -= 29 {
		if in, ok := loader.Broken("broken.go", text[:end:end]); ok {
			seen += len(find.Find(in).Sites)
		}
	}
	if seen == 0 {
		t.Error("no sites are found")
	}
}
