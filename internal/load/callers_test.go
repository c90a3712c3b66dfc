package load

import (
	"go/ast"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load/internal/gofiles"
)

// parsedBodies loads the package in dir as if it were too large to be parsed as a whole, and returns the names of the
// functions whose bodies were parsed, sorted. The function find returns the helpers of a package.
func parsedBodies(t *testing.T, dir, pkg string, find func(sites.Input) map[string]*sites.Helper) string {
	t.Helper()
	config := Config{Set: demo(), Dir: dir, Patterns: []string{pkg}}
	l := newLoader(&config)
	l.maxWhole = 0
	l.findHelpers = find
	var bodies []string
	targets, _ := gofiles.Resolve(config.Dir, config.Patterns)
	_, err := l.quick(t.Context(), targets, func(p *Package) {
		for _, f := range p.Files {
			for _, d := range f.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
					bodies = append(bodies, f.Name.Name)
				}
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(bodies)
	return strings.Join(bodies, " ")
}

const helped = `
-- go.mod --
module example.com/m
-- a/errors.go --
package a

import "example.com/queue-go"

func expected(err error, codes []string) bool {
	te, ok := err.(*queue.Error)
	return ok && in(codes, te.Code)
}
func in(list []string, s string) bool { return list[0] == s }
func gone(err error) bool { te, ok := err.(*queue.Error); return ok && te.Code == queue.CodeGone }
func absent(err error) bool { te, ok := err.(*queue.Error); return ok && te.Status == 404 }
func expectedly(err error, names []string) bool { return len(names) > 0 && names[0] == "x" }
-- a/calls.go --
package a

import "example.com/again/v2"

var busy = []string{"QueueFull"}

func list(err error) bool { pause(); return expected(err, []string{"QueueGone"}) }
func named(err error) bool { return expected(err, busy) }
func passed(err error, more []string) bool { return expected(err, more) }
func other(err error) bool { return expectedly(err, []string{"QueueGone"}) }
func once(err error) error { if gone(err) { return nil }; return err }
func loop() { for !gone(try()) { } }
func retry() error { return again.Do(func() error { if gone(try()) { return nil }; return try() }) }
func poll() { for { if absent(pause()) { return } } }
func absently() error { return again.Do(func() error { if absent(pause()) { return nil }; return pause() }) }
func search(name string) bool { return in(busy, name) }
func searchCode(code string) bool { return in(busy, code) }
-- a/calls2.go --
package a

func pause() {}
func try() error { return nil }
`

// TestCallersOfHelpers checks which functions are parsed because they call a helper. There are so many calls of predicates
// that their names alone do not select a function.
func TestCallersOfHelpers(t *testing.T) {
	dir := unpack(t, helped+"-- a/many.go --\npackage a\n"+strings.Repeat("func _(err error) { gone(err); absent(err) }\n", maxMentions))
	got := parsedBodies(t, dir, "./a", func(sites.Input) map[string]*sites.Helper {
		return map[string]*sites.Helper{
			"expected": {Error: 0, Codes: 1},
			"in":       {Error: 1, Codes: 0},
			"absent":   {Error: 0, Codes: -1, TestsStatus: true},
			"gone":     {Error: 0, Codes: -1, Own: map[string][]string{"demo.queue": {"QueueGone"}}},
		}
	})
	want := "absent expected gone in list loop named passed pause poll retry searchCode try"
	if got != want {
		t.Errorf("bodies of\n%s, want\n%s", got, want)
	}
}

// TestCallersAcrossPackages calls a helper of a package that uses nothing of the catalogs.
func TestCallersAcrossPackages(t *testing.T) {
	dir := unpack(t, `
-- go.mod --
module example.com/m
-- errs/errs.go --
package errs

func Is(err error, codes ...string) bool { return deeper(err, codes) }
func deeper(err error, codes []string) bool { return codes[0] == err.Error() }
-- b/b.go --
package b

import (
	"example.com/m/errs"
	_ "example.com/queue-go"
)

func one(err error) bool { return errs.Is(err, "QueueGone") }
func none(err error) bool { return errs.Is(err) }
func far(err error) bool { return other.Is(err, "QueueGone") }
`)
	read := 0
	got := parsedBodies(t, dir, "./b", func(in sites.Input) map[string]*sites.Helper {
		if in.Pkg.Path() != "example.com/m/errs" {
			return nil
		}
		read++
		for _, d := range in.Files[0].Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body == nil {
				t.Errorf("%s has no body", f.Name.Name)
			}
		}
		return map[string]*sites.Helper{"Is": {Error: 0, Codes: 1}}
	})
	if got != "one" || read != 1 {
		t.Errorf("bodies of %s; the helpers were found %d times", got, read)
	}
}

func TestCountArgs(t *testing.T) {
	for args, want := range map[string]int{
		"": 0, " ": 0, "err": 1, "err, \"a,b\"": 2, "err, []string{\"A\", \"B\"}": 2, "f(a, b), c, // d, e\n": 2, "a, func() { b(c, d) }": 2,
	} {
		if got := countArgs([]byte(args)); got != want {
			t.Errorf("%q: %d, want %d", args, got, want)
		}
	}
}
