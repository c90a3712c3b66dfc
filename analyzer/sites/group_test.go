package sites_test

import (
	"fmt"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errls/errls/analyzer/sites"
)

var groupWants = regexp.MustCompile(`// group (.*)$`)

// TestGroups holds the groups of each file under testdata/groups to its comments: how many codes, what becomes of the
// others, and the error that could be returned.
//
//	2 drops err
func TestGroups(t *testing.T) {
	files, err := filepath.Glob("testdata/groups/*.go")
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
			got, want := map[int]string{}, map[int]string{}
			for _, g := range sites.Find(in).Groups {
				says := fmt.Sprint(len(g.Sites), " ", outcomes[g.Else])
				if g.Error != nil {
					says += " " + types.ExprString(g.Error)
				}
				got[in.Fset.Position(g.Node.Pos()).Line] = says
			}
			for i, line := range strings.Split(string(text), "\n") {
				if m := groupWants.FindStringSubmatch(line); m != nil {
					want[i+1] = m[1]
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("groups by line (-want +got):\n%s", diff)
			}
		})
	}
}
