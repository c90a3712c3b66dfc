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

// judgement shows the outcome of a site and the retry constructs as the comments of testdata/paths do:
//
//	retries, again waited bounded fixed time.Second
func judgement(s *sites.Site) string {
	text := outcomes[s.Outcome]
	for _, a := range s.Retries {
		text += ", again"
		for _, is := range []struct {
			so   bool
			word string
		}{{a.Polling, " polling"}, {a.Waited, " waited"}, {a.Bounded, " bounded"}, {a.InHelper, " helped"}} {
			if is.so {
				text += is.word
			}
		}
		if a.FixedWait != nil {
			text += " fixed " + types.ExprString(a.FixedWait)
		}
	}
	return text
}

var judgements = regexp.MustCompile(`// = (.*)$`)

// TestPaths holds what becomes of the codes in each file under testdata/paths to its comments.
func TestPaths(t *testing.T) {
	eachFile(t, "testdata/paths/*.go", func(t *testing.T, in sites.Input, text string) {
		got := map[int]string{}
		for _, s := range find.Find(in).Sites {
			if s.Role == sites.Tested || s.Role == sites.Listed {
				got[in.Fset.Position(s.Expr.Pos()).Line] = judgement(s)
			}
		}
		if diff := cmp.Diff(comments(text, judgements), got); diff != "" {
			t.Errorf("judgements by line (-want +got):\n%s", diff)
		}
	})
}

// TestBroken wants no crash over code that does not compile, cut short anywhere and whole.
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
		t.Error("no sites are found in it")
	}
}
