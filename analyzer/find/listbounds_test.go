package find_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/errls/errls/analyzer/find"
)

// TestLargeLists checks that the time for lists and conditions with thousands of codes is not quadratic in their length.
func TestLargeLists(t *testing.T) {
	var same, several, condition []string
	for i := range 3000 {
		same = append(same, `"OTSParameterInvalid"`)
		several = append(several, fmt.Sprintf(`"OTSBusy%d"`, i))
		condition = append(condition, fmt.Sprintf("te.Code == tunnel.ErrCodeClientError || te.Code == \"OTSBusy%d\"", i))
	}
	head := "package p\n\nimport (\n\t\"slices\"\n\n\t\"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel\"\n)\n\nvar _ = slices.Contains[[]string]\n\n"
	for _, test := range []struct {
		name, body string
		sites      int
	}{
		{"one code", "func p(te *tunnel.TunnelError) bool { return slices.Contains([]string{" + strings.Join(same, ", ") + "}, te.Code) }", 3000},
		{"many codes", "func p(te *tunnel.TunnelError) bool { return slices.Contains([]string{" + strings.Join(several, ", ") + "}, te.Code) }", 3000},
		{"a condition", "func p(te *tunnel.TunnelError) bool { if " + strings.Join(condition[:1000], " || ") + " { return true }; return false }", 2000},
	} {
		t.Run(test.name, func(t *testing.T) {
			in := broken(t, strings.TrimPrefix(head, "package p\n")+test.body)
			began := time.Now()
			found := find.Find(in)
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("%v", took)
			}
			if len(found.Sites) != test.sites || len(found.Lists) != 1 || len(found.Lists[0].Elements) != test.sites {
				t.Errorf("%d sites, %d lists", len(found.Sites), len(found.Lists))
			}
		})
	}
}
