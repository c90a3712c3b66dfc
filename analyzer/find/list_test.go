package find_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/find"

	"github.com/google/go-cmp/cmp"

	"github.com/errls/errls/analyzer/sites"
)

// listText formats a list: "line 12 has exact open: A OTSTunnelExpired* "; an element with a site ends in a star.
func listText(in *sites.Result, l *sites.List) string {
	text := fmt.Sprintf("%d", in.Fset.Position(l.Node.Pos()).Line)
	if l.Helper != nil {
		text += " " + l.Helper.Name()
	}
	text += " " + matchText(l.Match)
	if l.Open {
		text += " open"
	}
	if l.Swapped {
		text += " swapped"
	}
	text += ":"
	for _, el := range l.Elements {
		text += fmt.Sprintf(" %q", el.Written)
		if el.Site != nil {
			text += "*"
		}
	}
	return text
}

// TestLists checks the lists of codes that snippets compare with an error.
func TestLists(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"a literal, variadic codes, a package-level list", `
import "github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
var busy = []string{"OTSTunnelServerUnavailable", "OTSBusy"}
func has(err error, codes ...string) bool {
	te, ok := err.(*tunnel.TunnelError)
	for _, c := range codes {
		if ok && te.Code == c {
			return true
		}
	}
	return false
}
func uses(err error) bool {
	return has(err, "OTSTunnelExpired") || has(err, []string{"OTSTunnelExpird", ""}...) || has(err, busy...) || has(err, busy...) || has(err)
}`, `4 has exact: "OTSTunnelServerUnavailable"* "OTSBusy"*
15 has exact: "OTSTunnelExpired"*
15 has exact: "OTSTunnelExpird"* ""*`},
		{"a loose helper ties what is listed", `
import (
	"strings"
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)
func has(err error, codes []string) bool {
	te, ok := err.(*tunnel.TunnelError)
	for _, c := range codes {
		if ok && te.Code == c || strings.Contains(err.Error(), c) {
			return true
		}
	}
	return false
}
func uses(err error) bool {
	return has(err, []string{"OTSTunnelExpired", "no such host", "OTSTunnelExpird", "OTSTunnelExpired"})
}`, `17 has exact+text: "OTSTunnelExpired"* "no such host" "OTSTunnelExpird" "OTSTunnelExpired"*`},
		{"local lists", `
import (
	"errors"
	"example.org/sdk"
)
func has(err error, codes []string) bool {
	e, ok := err.(*sdk.Error)
	for _, c := range codes {
		if ok && e.Code == c {
			return true
		}
	}
	return false
}
func given(err error, codes []string) bool { return has(err, codes) }
func more() []string { return nil }
func uses(err error, late bool) bool {
	codes := []string{"A"}
	if late {
		codes = append(codes, "B", "C")
	}
	other := more()
	other = []string{"D"}
	return has(err, codes) || has(err, other) || has(err, append([]string{"E"}, more()...)) || has(err, []string{})
}
func unused() error { return errors.New("A") }`, `19 has exact open: "A"
21 has exact open: "B" "C"
25 has exact:`},
		{"filled elsewhere", `
import (
	"slices"
	"example.org/sdk"
)
var grown, set = []string{"A"}, map[string]bool{"B": true}
func init() {
	grown = append(grown, "C")
	set["D"] = true
}
func uses(e *sdk.Error) bool { return slices.Contains(grown, e.Code) || set[e.ErrorCode()] }`,
			`7 exact open: "A"
7 exact open: "B"`},
		{"searched in place", `
import (
	"slices"
	"strings"
	"example.org/sdk"
)
func uses(err error, word string) bool {
	e, ok := err.(*sdk.Error)
	for _, c := range []string{"A", "B"} {
		if ok && e.Code == c || strings.Contains(err.Error(), c) {
			return true
		}
	}
	if _, ok := map[string]int{"C": 1}[e.Code]; ok {
		return true
	}
	return slices.Contains([]string{"D"}, word) || slices.Contains([]string{"E"}, e.Code)
}`, `10 exact+text: "A" "B"
15 exact: "C"
18 exact: "E"`},
		{"conditions", `
import "example.org/sdk"
func uses(e *sdk.Error, f *sdk.Error, word string) bool {
	if e.Code != "A" && e.Code != "B" && f.Code != "C" {
		return false
	}
	return e.Code == "D" || "E" == e.Code || word == "F" || word == "G" || e.Code == word
}`, `5 exact: "A" "B"
8 exact: "D" "E"`},
		{"swapped", `
import (
	"reflect"
	"strings"
	"example.org/sdk"
)
func contains(array interface{}, value interface{}) bool {
	vv := reflect.ValueOf(array)
	for i := 0; i < vv.Len(); i++ {
		if reflect.DeepEqual(value, vv.Index(i).Interface()) {
			return true
		}
	}
	return false
}
func begins(code, want string) bool { return strings.HasPrefix(code, want) }
func is(code string, want ...string) bool {
	for _, w := range want {
		if code == w {
			return true
		}
	}
	return false
}
func uses(e *sdk.Error, name string) bool {
	return contains(e.Code, []string{"A"}) || begins("B", e.Code) || begins(e.Code, "C") || begins(name, "D") || is(e.Code, "E") || is("F", e.Code)
}`, `27 contains exact swapped: "A"
27 begins prefix swapped: "B"
27 begins prefix: "C"
27 is exact: "E"
27 is exact: "F"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			found := find.Find(broken(t, test.body))
			var got []string
			for _, l := range found.Lists {
				got = append(got, listText(found, l))
			}
			if diff := cmp.Diff(test.want, strings.Join(got, "\n")); diff != "" {
				t.Errorf("lists (-want +got):\n%s", diff)
			}
		})
	}
}
