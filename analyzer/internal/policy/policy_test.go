package policy_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/found"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/policy"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/analyzer/sitestest"
	"github.com/errls/errls/catalog"
)

const source = `package p

import "google.golang.org/grpc"

var option = grpc.WithDefaultServiceConfig(%s)
`

// withPolicy returns a service config with a retry policy.
func withPolicy(maxAttempts, codes string) string {
	return `{"methodConfig":[{"name":[{}],"retryPolicy":{"maxAttempts":` + maxAttempts + `,"initialBackoff":"1s","maxBackoff":"5s",` +
		`"backoffMultiplier":2,"retryableStatusCodes":[` + codes + `]}}]}`
}

// TestServiceConfig checks the codes of service configs, where "?" follows one that gRPC does not have, and the text at each
// problem, where "ignored" precedes one for which gRPC ignores a key instead of rejecting the config.
func TestServiceConfig(t *testing.T) {
	loader := sitestest.New(catalog.Embedded())
	for _, c := range []struct {
		name, config    string
		codes, problems []string
	}{
		{"valid", withPolicy("4", `"UNAVAILABLE", 13`), []string{"UNAVAILABLE", "INTERNAL"}, nil},
		{"misspelled code", withPolicy("4", `"UNAVAILABEL"`), []string{"UNAVAILABEL?"}, nil},
		{"code of wrong type", withPolicy("4", `true`), nil, []string{"true"}},
		{"too few attempts", withPolicy("1", `"ABORTED"`), []string{"ABORTED"}, []string{"1"}},
		{"no codes", withPolicy("4", ``), nil, []string{"[]"}},
		{"not JSON", `{"methodConfig":[}`, nil, []string{"}"}},
		{"duplicate name", `{"methodConfig":[{"name":[{"service":"a"},{"service": "a"}]}]}`, nil, []string{`{"service": "a"}`}},
		{"hedging", `{"methodConfig":[{"name":[{}],"hedgingPolicy":{}}]}`, nil, []string{`ignored "hedgingPolicy"`}},
		{"too deep", strings.Repeat("[", 100) + strings.Repeat("]", 100), nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := fmt.Sprintf(source, "`"+c.config+"`")
			in, err := loader.Files(map[string][]byte{"p.go": []byte(text)})
			if err != nil {
				t.Fatal(err)
			}
			results := find(&in)
			var codes, problems []string
			for _, s := range results.Sites {
				if s.Entry == nil {
					codes = append(codes, s.Written+"?")
				} else {
					codes = append(codes, s.Entry.ID)
				}
			}
			for _, p := range results.Policies {
				for _, problem := range p.Problems {
					at := text[in.Fset.Position(problem.Pos).Offset:in.Fset.Position(problem.End).Offset]
					if !problem.Refused {
						at = "ignored " + at
					}
					problems = append(problems, at)
				}
			}
			if diff := cmp.Diff(c.codes, codes); diff != "" {
				t.Errorf("codes (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.problems, problems); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// TestServiceConfigsOfGRPC checks that the finder says of each service config in testdata whether gRPC accepts it.
func TestServiceConfigsOfGRPC(t *testing.T) {
	data, err := os.ReadFile("testdata/serviceconfigs.txt")
	if err != nil {
		t.Fatal(err)
	}
	loader := sitestest.New(catalog.Embedded())
	for line := range strings.Lines(string(data)) {
		verdict, config, _ := strings.Cut(strings.TrimSpace(line), " ")
		if verdict == "#" {
			continue
		}
		in, err := loader.Files(map[string][]byte{"p.go": fmt.Appendf(nil, source, "`"+strings.TrimSpace(config)+"`")})
		if err != nil {
			t.Fatal(err)
		}
		got, results := "accepted", find(&in)
		for _, p := range results.Policies {
			if slices.ContainsFunc(p.Problems, func(p sites.Problem) bool { return p.Refused }) {
				got = "refused"
			}
		}
		if slices.ContainsFunc(results.Sites, func(s *sites.Site) bool { return s.Entry == nil }) {
			got = "refused"
		}
		if got != verdict {
			t.Errorf("%s is %s, want %s", config, got, verdict)
		}
	}
}

// find returns what the finder adds for a package of one file.
func find(in *sites.Input) *found.Results {
	pkg := index.New(in)
	binder := bind.New(in, pkg)
	pkg.CollectNodes(binder.Names())
	results := found.New()
	policy.New(pkg, binder, results).Find(pkg.NodesByFile[0])
	return results
}
