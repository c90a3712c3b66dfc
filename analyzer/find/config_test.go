package find_test

import (
	"fmt"
	"go/ast"
	"strconv"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/find"

	"github.com/google/go-cmp/cmp"

	"github.com/errls/errls/analyzer/sites"
)

// configSource is a package that passes a service config to gRPC; %s stands for the Go expression of the config.
const configSource = `package p

import "google.golang.org/grpc"

const code = "ABORTED"

var option = grpc.WithDefaultServiceConfig(%s)
`

// TestConfigPlaces checks the position of each code of a service config, for all forms of Go string expressions.
func TestConfigPlaces(t *testing.T) {
	policy := func(codes string) string {
		return `{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":4,"initialBackoff":"1s","maxBackoff":"5s",` +
			`"backoffMultiplier":2,"retryableStatusCodes":[` + codes + `]}}]}`
	}
	for name, test := range map[string]struct {
		text string
		want []string // the source text at the positions of the codes
	}{
		"raw":       {"`" + policy(`"UNAVAILABLE", 13 ,"ABORTED"`) + "`", []string{"UNAVAILABLE", "13", "ABORTED"}},
		"lines":     {"`\n" + strings.ReplaceAll(policy("\n\t\"UNAVAILABLE\",\n\t\"ABORTED\"\n"), ",", ",\n") + "`", []string{"UNAVAILABLE", "ABORTED"}},
		"quoted":    {strconv.Quote(policy(`"UNAVAILABLE",14`)), []string{"UNAVAILABLE", "14"}},
		"letters":   {strings.Replace(strconv.Quote(policy(`"UNAVAILABLE"`)), "UNAVAILABLE", `UN\x41V\u0041ILABLE`, 1), []string{`UN\x41V\u0041ILABLE`}},
		"multibyte": {strconv.Quote(strings.Replace(policy(`"INTERNAL"`), `[{}]`, `[{"service":"büchér"}]`, 1)), []string{"INTERNAL"}},
		"joined":    {"`" + policy("`+\"\\\"UNAVAILABLE\\\"\"+`"+`,"`+"`+code+`"+`"`) + "`", []string{"ABORTED", "UNAVAILABLE"}}, // in the order of the source
		"split":     {"`" + policy("\"UN`+`AVAILABLE\"") + "`", []string{"UN`+`AVAILABLE"}},
		"json":      {"`" + policy(`"UN\u0041VAILABLE"`) + "`", []string{`UN\u0041VAILABLE`}},
		"empty":     {"`" + policy(`""`) + "`", []string{""}},
	} {
		t.Run(name, func(t *testing.T) {
			source := fmt.Sprintf(configSource, test.text)
			in, ok := loader.Broken("config.go", []byte(source))
			if !ok {
				t.Fatal("the source is not read")
			}
			var got []string
			for _, s := range find.Find(in).Sites {
				if s.Role != sites.Configured {
					continue
				}
				got = append(got, source[in.Fset.Position(s.Expr.Pos()).Offset:in.Fset.Position(s.Expr.End()).Offset])
				if (s.Entry == nil) != (name == "json" || name == "empty") {
					t.Errorf("%s: entry %v", s.Written, s.Entry)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("codes (-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzServiceConfig checks that the positions of all codes and problems in a service config are inside its literal.
func FuzzServiceConfig(f *testing.F) {
	for _, seed := range []string{
		`{"methodConfig":[{"name":[{"service":"a","method":"b"}],"timeout":"1s","retryPolicy":{"maxAttempts":4,"initialBackoff":"0.1s","maxBackoff":"1s","backoffMultiplier":1.5,"retryableStatusCodes":["UNAVAILABLE",14,"x\u0041"]}}],"retryThrottling":{"maxTokens":1,"tokenRatio":0.1}}`,
		`{"methodConfig":[{"retryPolicy":{}}],"retryPolicy":{"retryableStatusCodes":[null,"",1e3,[],{}]}}`,
		`{"methodConfig":[null,7,{"name":[null,{}],"hedgingPolicy":{}}]`, `"methodConfig"`, `{`, `[]`, `null`, "{\"\\\"methodConfig\\\"\":\xff\r\n}", ``,
	} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	if _, ok := loader.Broken("config.go", fmt.Appendf(nil, configSource, `""`)); !ok {
		f.Fatal("the source is not read")
	}
	f.Fuzz(func(t *testing.T, text string, raw bool) {
		literal := strconv.Quote(text)
		if raw {
			literal = "`" + strings.ReplaceAll(text, "`", "'") + "`"
		}
		in, ok := loader.Broken("config.go", fmt.Appendf(nil, configSource, literal))
		if !ok {
			return
		}
		found := find.Find(in)
		for _, c := range found.Policies {
			inside := func(what string, pos, end int) {
				if from, to := int(c.Node.Pos()), int(c.Node.End()); pos < from || end < pos || to < end {
					t.Errorf("%s is at %d to %d, but the literal at %d to %d", what, pos, end, from, to)
				}
			}
			for _, p := range c.Problems {
				inside(p.Message, int(p.Pos), int(p.End))
			}
			for _, s := range found.Sites {
				if s.Policy == c {
					inside(s.Written, int(s.Expr.Pos()), int(s.Expr.End()))
				}
			}
			if _, ok := c.Node.(ast.Expr); !ok {
				t.Errorf("the config is a %T", c.Node)
			}
		}
	})
}
