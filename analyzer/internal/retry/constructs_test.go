package retry_test

import (
	"go/ast"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/internal/retry"
	"github.com/errls/errls/analyzer/sitestest"
	"github.com/errls/errls/catalog"
)

// constructs lists the bodies of a function with its constructs, and what follows in each of them if the attempt fails with
// codes.Unavailable, with another code, and if it succeeds.
var constructs = []struct{ name, body, want string }{
	{"no loop", `_, err := get("x"); if MATCH { return err }; return nil`, ""},
	{"retried by name", `for { _, err := get("x"); if MATCH { time.Sleep(1e9); continue }; return err }`, "loop: retries waits, ends, ends"},
	{"stops by name", `for { _, err := get("x"); if err == nil || MATCH { return err }; time.Sleep(1e9) }`, "loop: ends, retries waits, ends"},
	{"goto", `again: _, err := get("x"); if MATCH { goto again }; return err`, "label: retries, ends, ends"},
	{"recursion", `_, err := get("x"); if MATCH { return f(ctx, names) }; return err`, "recursion: retries, ends, ends"},
	{"recovery", `for { _, err := get("x"); if MATCH { login(); continue }; return err }`, "loop: recovers, ends, ends"},
	{"work", `for _, s := range names { _, err := get(s); if MATCH { continue }; if err != nil { return err } }; return nil`, ""},

	// What else ends the attempts does not count.
	{"count", `for i := 0; i < 3; i++ { _, err := get("x"); if MATCH { continue }; return err }; return nil`, "loop: retries, ends, ends"},
	{"count in the loop", `for i := 0; ; i++ { _, err := get("x"); if MATCH { if i > 3 { return err }; continue }; return err }`, "loop: retries, ends, ends"},
	{"count in the condition", `for i := 0; ; i++ { _, err := get("x"); if i > 3 || !(MATCH) { return err } }`, "loop: retries, ends, ends"},
	{"time", `end := time.Now(); for { _, err := get("x"); if !(MATCH) { return err }; if time.Now().After(end) { return err } }`, "loop: retries, ends, ends"},
	{"context", `for { err := getContext(ctx); if MATCH && ctx.Err() == nil { continue }; return err }`, "loop: retries, ends, ends"},
	{"select", `for { err := getContext(ctx); if !(MATCH) { return err }; select { case <-ctx.Done(): return err; case <-time.After(1e9): } }`, "loop: retries waits, ends, ends"},
	{"select with done last", `for { err := getContext(ctx); if !(MATCH) { return err }; select { case <-time.After(1e9): case <-ctx.Done(): return err } }`, "loop: retries waits, ends, ends"},
	{"wait that fails", `for { _, err := get("x"); if !(MATCH) { return err }; if err := getContext(ctx); err != nil { return err } }`, "loop: recovers, ends, ends"},
	{"text", `for { s, err := get("x"); if MATCH { if s == "" { return err }; continue }; return err }`, "loop: retries ends, ends, ends"},
}

func TestConstructs(t *testing.T) {
	loader := sitestest.New(catalog.Embedded())
	for _, c := range constructs {
		t.Run(c.name, func(t *testing.T) {
			source := header + "func f(ctx context.Context, names []string) error {\n" + strings.ReplaceAll(c.body, "MATCH", "status.Code(err) == codes.Unavailable") + "\n}\n"
			in, err := loader.Files(map[string][]byte{"p.go": []byte(source)})
			if err != nil {
				t.Fatal(err)
			}
			m := findMatch(t, &in)
			var got []string
			for _, construct := range m.detector.Constructs(m.fn, m.expr, &m.assumed) {
				match, other, success := m.assumed, m.assumed, m.assumed
				other.Entry = other.Cat.Lookup("ABORTED")
				other.Text, other.Number = other.Entry.ID, other.Entry.Value
				success.Success = true
				match.InBounds, other.InBounds, success.InBounds = true, true, true
				got = append(got, kindOf(construct.Node)+": "+
					words(m.detector.Again(&construct, &match))+", "+words(m.detector.Again(&construct, &other))+", "+words(m.detector.Again(&construct, &success)))
			}
			if got := strings.Join(got, "; "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// kindOf returns what kind of construct a node is.
func kindOf(n ast.Node) string {
	switch n.(type) {
	case *ast.CallExpr:
		return "recursion"
	case *ast.LabeledStmt:
		return "label"
	}
	return "loop"
}

// words returns what a continuation says.
func words(c retry.Continuation) string {
	var words []string
	for _, w := range []struct {
		is   bool
		word string
	}{{!c.Understood, "unknown"}, {c.Retries, "retries"}, {c.Waited, "waits"}, {c.Recovers, "recovers"}, {c.Ends, "ends"}} {
		if w.is {
			words = append(words, w.word)
		}
	}
	return strings.Join(words, " ")
}
