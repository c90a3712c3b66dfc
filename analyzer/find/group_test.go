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

// TestGroups compares the groups of each file under testdata/groups with its comments: the number of codes, the outcome for
// other codes, and the error that the function could return.
//
//	2 drops err
func TestGroups(t *testing.T) {
	eachFile(t, "testdata/groups/*.go", func(t *testing.T, in sites.Input, text string) {
		got := map[int]string{}
		for _, g := range find.Find(in).Groups {
			group := fmt.Sprint(len(g.Sites), " ", outcomes[g.Else])
			if g.Error != nil {
				group += " " + types.ExprString(g.Error)
			}
			got[in.Fset.Position(g.Node.Pos()).Line] = group
		}
		if diff := cmp.Diff(comments(text, groupWants), got); diff != "" {
			t.Errorf("groups by line (-want +got):\n%s", diff)
		}
	})
}
