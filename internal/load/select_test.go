package load

import (
	"go/ast"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
)

// TestParsedBodies checks which function bodies are parsed in a package that is too large to be parsed as a whole.
func TestParsedBodies(t *testing.T) {
	dir := unpack(t, `
-- go.mod --
module example.com/m
-- a.go --
package m

import "example.com/queue-go"

func gone(err error) bool { te, ok := err.(*queue.Error); return ok && te.Code == queue.CodeGone }
func idle(n int) int { return n }
-- b.go --
package m

import "example.com/again/v2"

func (c *client) push() error {
	return again.Do(func() error {
		if err := c.try(); !gone(err) { return err }
		pause()
		return nil
	})
}
func (c *client) unrelated() error { return nil }
-- c.go --
package m

type client struct{ name string }

func (c *client) try() error { return nil }
func pause() { deeper() }
-- d.go --
package m

func deeper() {}
-- e.go --
package m

var table = []any{gone, idle, pause}

func nothing() { other() }
func other() {}
-- f.go --
package m

func note(v *vault) bool { return v.Code == "VLT.0002" }
func upper() string { return "VAULT" }
type vault struct { Code string `+"`json:\"vault_error\"`"+` }
`)
	config := Config{Set: demo(), Dir: dir}
	l := newLoader(&config)
	l.maxWhole = 0
	var p *Package
	targets, _ := gofiles.Resolve(config.Dir, config.Patterns)
	if problems, err := l.quick(t.Context(), targets, func(q *Package) { p = q }); err != nil || len(problems) > 0 || p == nil {
		t.Fatal(problems, err)
	}
	var bodies []string
	for _, f := range p.Files {
		for _, d := range f.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				bodies = append(bodies, f.Name.Name)
			}
		}
	}
	slices.Sort(bodies)
	if got, want := strings.Join(bodies, " "), "gone note pause push try"; got != want {
		t.Errorf("bodies of %s, want %s", got, want)
	}
	if got := typeOf(p, "te"); !slices.Equal(got, []string{"*queue.Error"}) {
		t.Errorf("te has types %v", got)
	}
	if p.Pkg.Scope().Lookup("client") == nil {
		t.Error("client is not declared")
	}
	if p.Pkg.Scope().Lookup("nothing") != nil {
		t.Error("a file that nothing needs was parsed")
	}
}

func TestEvidence(t *testing.T) {
	n := skim.NewTerms(demo())
	for _, test := range []struct {
		src  string
		want skim.Evidence
	}{
		{`queue.New()`, skim.HasPackage},
		{`myqueue.New()`, 0},
		{`x.queue.New()`, skim.HasPackage}, // a wrong match only costs time
		{`e.Code`, skim.HasSelector},
		{`e.Codes`, 0},
		{`resp.StatusCode`, skim.HasSelector},
		{`http.StatusNotFound`, skim.HasSelector},
		{`http.MethodGet`, 0},
		{`"QueueGone"`, skim.HasCode},
		{`"QueueGone "`, 0},
		{"`QueueGone`", skim.HasCode},
		{`// "QueueGone" e.Code`, 0},
		{`"e.Code"`, 0},
		{`"VLT.0001"`, skim.HasCode | skim.HasPrefix},
		{`"vlt.0009"`, skim.HasPrefix},
		{`"vlt_0009"`, 0},
		{`"VLT.000100"`, 0},
		{`"404"`, 0},
		{`m["vault_error"]`, skim.HasKey},
		{`again.WithPolicy(text)`, skim.HasKey},
	} {
		h := skim.Header{Imports: []skim.Import{{Name: "", Path: "example.com/queue-go"}, {Name: "", Path: "net/http"}}}
		l := n.Matcher(&h, true)
		if got := l.Match([]byte(test.src)); got != test.want {
			t.Errorf("%s: evidence %b, want %b", test.src, got, test.want)
		}
	}
}
