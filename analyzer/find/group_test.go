package find_test

import (
	"fmt"
	"go/types"
	"regexp"
	"testing"

	"github.com/errls/errls/analyzer/find"

	"github.com/google/go-cmp/cmp"

	"github.com/errls/errls/analyzer/sites"
)

var groupWants = regexp.MustCompile(`// group (.*)$`)

// TestGroups holds the groups of each file under testdata/groups to its comments: how many codes, what becomes of the
// others, and the error that could be returned.
//
//	2 drops err
func TestGroups(t *testing.T) {
	eachFile(t, "testdata/groups/*.go", func(t *testing.T, in sites.Input, text string) {
		got := map[int]string{}
		for _, g := range find.Find(in).Groups {
			says := fmt.Sprint(len(g.Sites), " ", outcomes[g.Else])
			if g.Error != nil {
				says += " " + types.ExprString(g.Error)
			}
			got[in.Fset.Position(g.Node.Pos()).Line] = says
		}
		if diff := cmp.Diff(comments(text, groupWants), got); diff != "" {
			t.Errorf("groups by line (-want +got):\n%s", diff)
		}
	})
}
