package analyzer_test

import (
	"strings"
	"testing"
)

// indentSource is a function that searches the text of an error, with the gap before its statement. The fix of errtext
// declares a variable before the statement and indents it.
const indentSource = `package p

import (
	"strings"

	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func expired(c tunnel.TunnelClient) bool {
	_, err := c.CreateTunnel(nil)
GAPreturn err != nil && strings.Contains(err.Error(), "OTSTunnelExpired")
}
`

// TestIndentation checks that the indentation in fixes is that of the file, and has a limit: a line can be long, and a
// line comment can claim any column.
func TestIndentation(t *testing.T) {
	for _, test := range []struct {
		name, gap string
		want      int // length of the longest edit, in tabs; -1 without a fix
	}{
		{"tab", "\t", 1},
		{"line comment", "/*line x.go:1:500000*/\t", 23},
		{"long line", "\t" + strings.Repeat(" ", 500000), -1},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, findings := check(t, sharedLoader, "errtext", "p.go", []byte(strings.Replace(indentSource, "GAP", test.gap, 1)))
			if len(findings) != 1 {
				t.Fatalf("%d findings", len(findings))
			}
			got := -1
			for _, fix := range findings[0].Fixes {
				for _, e := range fix.Edits {
					got = max(got, strings.Count(e.New, "\t"))
				}
			}
			if got != test.want {
				t.Errorf("%d tabs, want %d", got, test.want)
			}
		})
	}
}
