package find_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/find"
)

// largeLists are functions with n codes in one list or condition.
var largeLists = []struct {
	name string
	body func(n int) string
}{
	{"one code", func(n int) string {
		return contains(n, func(int) string { return `"OTSParameterInvalid"` })
	}},
	{"many codes", func(n int) string {
		return contains(n, func(i int) string { return fmt.Sprintf(`"OTSBusy%d"`, i) })
	}},
	{"a condition", func(n int) string {
		var terms []string
		for i := range n / 2 {
			terms = append(terms, fmt.Sprintf("te.Code == tunnel.ErrCodeClientError || te.Code == \"OTSBusy%d\"", i))
		}
		return "if " + strings.Join(terms, " || ") + " { return true }; return false"
	}},
}

// contains returns a search in a list of n codes.
func contains(n int, code func(i int) string) string {
	var codes []string
	for i := range n {
		codes = append(codes, code(i))
	}
	return "return slices.Contains([]string{" + strings.Join(codes, ", ") + "}, te.Code)"
}

// largeList returns the source of a function after the package clause.
func largeList(body string) string {
	return "\nimport (\n\t\"slices\"\n\n\t\"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel\"\n)\n\nvar _ = slices.Contains[[]string]\n\n" +
		"func p(te *tunnel.TunnelError) bool { " + body + " }"
}

// TestLargeLists checks that lists and conditions with thousands of codes are found whole. A search whose time is quadratic
// in their length ends with the time limit of the test run; BenchmarkLargeLists measures it.
func TestLargeLists(t *testing.T) {
	const n = 3000
	for _, test := range largeLists {
		t.Run(test.name, func(t *testing.T) {
			found := find.Find(broken(t, largeList(test.body(n))))
			if len(found.Sites) != n || len(found.Lists) != 1 || len(found.Lists[0].Elements) != n {
				t.Errorf("%d sites, %d lists", len(found.Sites), len(found.Lists))
			}
		})
	}
}

// BenchmarkLargeLists measures the search at two lengths: four times the codes should take about four times as long.
func BenchmarkLargeLists(b *testing.B) {
	for _, test := range largeLists {
		for _, n := range []int{750, 3000} {
			in := broken(b, largeList(test.body(n)))
			b.Run(fmt.Sprintf("%s/%d", test.name, n), func(b *testing.B) {
				for b.Loop() {
					find.Find(in)
				}
			})
		}
	}
}
