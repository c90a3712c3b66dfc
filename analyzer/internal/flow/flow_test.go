package flow_test

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/helpers"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/analyzer/sitestest"
	"github.com/errls/errls/catalog"
)

const header = `package p

import (
	"fmt"
	"log"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

var cache, seen = map[string]error{}, 0

func get() (string, error)

func repair() { seen = 1 }

var _, _ = fmt.Errorf, log.Print
`

var endings = map[flow.Ending]string{
	flow.EndsNothing: "nothing", flow.EndsNil: "nil", flow.EndsAnswer: "answer", flow.EndsError: "error",
	flow.EndsRetry: "retry", flow.EndsNextItem: "next item", flow.EndsUnknown: "unknown",
}

// matches lists how the paths from a match of codes.Unavailable end, and which outcome that is. MATCH stands for the
// comparison.
var matches = []struct {
	name, results, body string
	ends                []string
	outcome             sites.Outcome
}{
	{"returned", "error", `_, err := get(); if MATCH { return err }; return nil`, []string{"error"}, sites.Surfaces},
	{"dropped", "error", `_, err := get(); if MATCH { return nil }; return err`, []string{"nil"}, sites.Drops},
	{"logged", "error", `_, err := get(); if MATCH { log.Print(err); return nil }; return err`, []string{"nil"}, sites.LogsOnly},
	{"stored", "error", `_, err := get(); if MATCH { cache["x"] = err; return nil }; return err`, []string{"nil"}, sites.Surfaces},
	{"recovered", "error", `_, err := get(); if MATCH { repair(); return nil }; return err`, []string{"nil"}, sites.Recovers},
	{"wrapped", "error", `_, err := get(); if MATCH { err = fmt.Errorf("get: %w", err) }; return err`, []string{"error"}, sites.Surfaces},
	{"cleared", "error", `_, err := get(); if MATCH { err = nil }; return err`, []string{"nil"}, sites.Drops},
	{"answered", "(string, error)", `s, err := get(); if MATCH { return "default", nil }; return s, err`, []string{"answer"}, sites.ReturnsValue},
	{"zero value", "(string, error)", `s, err := get(); if MATCH { return "", nil }; return s, err`, []string{"nil"}, sites.Drops},
	{"another attempt", "error", `again: _, err := get(); if MATCH { goto again }; return err`, []string{"retry"}, sites.Retries},
	{"option", "error", `_, err := get(); if MATCH { if n > 3 { return err }; return nil }; return err`, []string{"error", "nil"}, sites.Mixed},
	{"flag", "error", `_, err := get(); ok := true; if MATCH { ok = false }; if ok { return nil }; return err`, []string{"error"}, sites.Surfaces},
	{"no result", "", `_, err := get(); if MATCH { return }; log.Print(err)`, []string{"nothing"}, sites.Drops},
}

func TestMatch(t *testing.T) {
	for _, c := range matches {
		t.Run(c.name, func(t *testing.T) {
			p := load(t, fmt.Sprintf("%s\nfunc f(n int) %s {\n%s\n}\n", header, c.results, strings.ReplaceAll(c.body, "MATCH", "status.Code(err) == codes.Unavailable")))
			w := p.follow(t)
			var ends []string
			for r := range w.Results {
				if !slices.Contains(ends, endings[r.End]) {
					ends = append(ends, endings[r.End])
				}
			}
			slices.Sort(ends)
			if !slices.Equal(ends, c.ends) {
				t.Errorf("the paths end with %q, want %q", ends, c.ends)
			}
			if got := p.flow.Outcome(w.Results, w.Func); got != c.outcome {
				t.Errorf("outcome %v, want %v", got, c.outcome)
			}
		})
	}
}

// A testPackage is a typed package with what is needed to follow paths in it.
type testPackage struct {
	in   sites.Input
	pkg  *index.Package
	flow *flow.Follower
}

// loader types the standard library once for all tests.
var loader = sitestest.New(catalog.Embedded())

func load(t *testing.T, source string) testPackage {
	t.Helper()
	in, err := loader.Files(map[string][]byte{"p.go": []byte(source)})
	if err != nil {
		t.Fatal(err)
	}
	pkg := index.New(&in)
	binder := bind.New(&in, pkg)
	pkg.CollectNodes(binder.Names())
	reader := helpers.New(pkg, binder)
	ev := eval.New(pkg, binder, reader)
	return testPackage{in, pkg, flow.New(pkg, binder, effects.New(pkg, binder), ev)}
}

// follow follows the paths from the match in the function f.
func (p testPackage) follow(t *testing.T) *flow.Walker {
	t.Helper()
	fn, match := p.match(t)
	b, i, ok := fn.Locate(match)
	if !ok {
		t.Fatal("the match is not in the graph")
	}
	e := eval.Assumption{Root: p.variable("err"), Code: p.code(t, "UNAVAILABLE")}
	w := p.flow.NewWalker(fn, &e)
	w.Attempts = p.flow.CallsReaching(fn, b, i, &e)
	w.Inputs = p.flow.Inputs(w.Attempts)
	if !w.Match(b, i, match) {
		t.Fatal("the match is not understood")
	}
	return w
}

// match returns the function f and the comparison in it that calls status.Code.
func (p testPackage) match(t *testing.T) (*index.Function, ast.Expr) {
	t.Helper()
	var fn *index.Function
	var match ast.Expr
	for _, d := range p.in.Files[0].Decls {
		if d, ok := d.(*ast.FuncDecl); ok && d.Name.Name == "f" {
			fn = p.pkg.Functions[d]
		}
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if b, ok := n.(*ast.BinaryExpr); ok {
			if _, ok := b.X.(*ast.CallExpr); ok {
				match = b
			}
		}
		return true
	})
	if match == nil {
		t.Fatal("no match in f")
	}
	return fn, match
}

// variable returns the first variable with a name.
func (p testPackage) variable(name string) types.Object {
	var first types.Object
	for id, o := range p.in.Info.Defs {
		if id.Name == name && (first == nil || o.Pos() < first.Pos()) {
			first = o
		}
	}
	return first
}

// code returns a code of the catalog of gRPC.
func (p testPackage) code(t *testing.T, id string) eval.Code {
	t.Helper()
	for _, ref := range p.in.Set.Lookup(id) {
		if ref.Catalog.ID == "grpc.code" {
			return eval.Code{Cat: ref.Catalog, Entry: ref.Code, Text: id, Number: ref.Code.Value, IsInt: true}
		}
	}
	t.Fatalf("no gRPC code %s", id)
	return eval.Code{}
}
