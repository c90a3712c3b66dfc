package retry_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/helpers"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/retry"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/analyzer/sitestest"
	"github.com/errls/errls/catalog"
)

const header = `package p

import (
	"context"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func get(string) (string, error)

func getContext(context.Context) error

func login() { token = 1 }

var token int

var _ = time.Sleep
`

// loops lists the bodies of a function with the retries to which a match of codes.Unavailable leads; MATCH stands for the
// comparison.
var loops = []struct{ name, body, want string }{
	{"no loop", `_, err := get("x"); if MATCH { return err }; return nil`, ""},
	{"endless", `for { _, err := get("x"); if MATCH { continue }; return err }`, "retry"},
	{"wait", `for { _, err := get("x"); if MATCH { time.Sleep(time.Second); continue }; return err }`, "retry, waits, fixed time.Second"},
	{"backoff", `d := time.Second; for { _, err := get("x"); if MATCH { time.Sleep(d); d *= 2; continue }; return err }`, "retry, waits"},
	{"count", `for i := 0; i < 3; i++ { _, err := get("x"); if MATCH { continue }; return err }; return nil`, "retry, bounded"},
	{"context", `for { err := getContext(ctx); if MATCH { continue }; return err }`, "retry, bounded"},
	{"background", `for { err := getContext(context.Background()); if MATCH { continue }; return err }`, "retry"},
	{"goto", `again: _, err := get("x"); if MATCH { goto again }; return err`, "retry"},
	{"recovery", `for { _, err := get("x"); if MATCH { login(); continue }; return err }`, ""},
	{"work", `for _, name := range names { _, err := get(name); if MATCH { continue }; if err != nil { return err } }; return nil`, ""},
	{"other argument", `for i := 0; ; i++ { _, err := get(names[i]); if MATCH { continue }; return err }`, ""},
	{"polling", `for { s, err := get("x"); if MATCH { continue }; if err != nil { return err }; if s == "done" { return nil } }`, "polling"},
	{"polling with wait", `for { time.Sleep(time.Second); s, err := get("x"); if MATCH { continue }; if err != nil { return err }; if s == "done" { return nil } }`, ""},
}

func TestRetries(t *testing.T) {
	loader := sitestest.New(catalog.Embedded())
	for _, c := range loops {
		t.Run(c.name, func(t *testing.T) {
			checkRetries(t, loader, fmt.Sprintf("func f(ctx context.Context, names []string) error {\n%s\n}\n", c.body), c.want)
		})
	}
}

// checkRetries compares the retries of the function f in a source with a description.
func checkRetries(t *testing.T, loader *sitestest.Loader, source, want string) {
	t.Helper()
	source = header + strings.ReplaceAll(source, "MATCH", "status.Code(err) == codes.Unavailable")
	in, err := loader.Files(map[string][]byte{"p.go": []byte(source)})
	if err != nil {
		t.Fatal(err)
	}
	if got := describe(retries(t, &in)); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A match is the comparison in the function f, with what finds its retries.
type match struct {
	detector *retry.Detector
	fn       *index.Function
	expr     *ast.BinaryExpr
	assumed  eval.Assumption
}

// findMatch returns the comparison in the function f.
func findMatch(t *testing.T, in *sites.Input) match {
	t.Helper()
	pkg := index.New(in)
	binder := bind.New(in, pkg)
	pkg.CollectNodes(binder.Names())
	calls := effects.New(pkg, binder)
	ev := eval.New(pkg, binder, helpers.New(pkg, binder))
	m := match{detector: retry.New(pkg, calls, flow.New(pkg, binder, calls, ev)), fn: functionF(pkg)}
	ast.Inspect(m.fn.Body, func(n ast.Node) bool {
		if b, ok := n.(*ast.BinaryExpr); ok && b.Op == token.EQL && m.expr == nil && strings.HasPrefix(types.ExprString(b), "status.Code") {
			m.expr = b
		}
		return true
	})
	code, ok := binder.CodeExpr(m.expr.Y)
	if !ok || code.Known == nil {
		t.Fatal("the code is not known")
	}
	root, call := binder.RootOf(m.expr.X)
	m.assumed = eval.Assumption{Root: root, Call: call, Code: eval.Code{
		Cat: code.Known.Cat, Entry: code.Known.Entry, Text: code.Known.Entry.ID, Number: code.Number, IsInt: true,
	}}
	return m
}

// retries returns the retries to which the match in the function f leads.
func retries(t *testing.T, in *sites.Input) []sites.Retry {
	t.Helper()
	m := findMatch(t, in)
	ends, around := m.detector.FollowMatch(m.fn, m.expr, &m.assumed)
	if ends == nil {
		t.Fatal("the match is not understood")
	}
	return m.detector.Retries(m.fn, nil, m.assumed.Entry, ends, around)
}

// functionF returns the function or method with the name f.
func functionF(pkg *index.Package) *index.Function {
	for o, fn := range pkg.Decls {
		if o.Name() == "f" {
			return fn
		}
	}
	return nil
}

// describe returns the properties of retries.
func describe(retries []sites.Retry) string {
	var words []string
	for _, r := range retries {
		_, recursive := r.Construct.(*ast.CallExpr)
		switch {
		case r.Polling:
			words = append(words, "polling")
		case recursive:
			words = append(words, "recursion")
		default:
			words = append(words, "retry")
		}
		if r.Waited {
			words = append(words, "waits")
		}
		if r.Bounded {
			words = append(words, "bounded")
		}
		if r.FixedWait != nil {
			words = append(words, "fixed "+types.ExprString(r.FixedWait))
		}
	}
	return strings.Join(words, ", ")
}
