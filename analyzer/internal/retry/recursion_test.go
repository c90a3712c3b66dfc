package retry_test

import (
	"testing"

	"github.com/errls/errls/analyzer/sitestest"
	"github.com/errls/errls/catalog"
)

const recursionHeader = `
type client struct {
	attempts int
	page     string
	token    string
	next     *client
}

func (c *client) do(string) error

func (c *client) ping() error { return getContext(context.Background()) }

func (c *client) login() { c.token = "new" }

type node struct {
	left, right *node
	children    []*node
}

func visit(*node) error

func send(string, int) (string, error)

var base = "x"
`

// recursions lists functions f with the retries to which a match of codes.Unavailable leads; MATCH stands for the comparison.
var recursions = []struct{ name, source, want string }{
	{"returned", `func f(s string) error { _, err := get(s); if MATCH { return f(s) }; return err }`, "recursion"},
	{"several results", `func f(s string) (string, error) { r, err := get(s); if MATCH { return f(s) }; return r, err }`, "recursion"},
	{"assigned", `func f(s string) error { _, err := get(s); if MATCH { err = f(s) }; return err }`, "recursion"},
	{"named result", `func f(s string) (err error) { _, err = get(s); if MATCH { err = f(s); return }; return }`, "recursion"},
	{"negated", `func f(s string) error { _, err := get(s); if !(MATCH) { return err }; return f(s) }`, "recursion"},
	{"waits", `func f(s string) error { _, err := get(s); if MATCH { time.Sleep(time.Second); return f(s) }; return err }`, "recursion, waits, fixed time.Second"},
	{"waits first", `func f(s string) error { time.Sleep(time.Second); _, err := get(s); if MATCH { return f(s) }; return err }`, "recursion, waits, fixed time.Second"},
	{"counter", `func f(s string, left int) error { _, err := get(s); if left > 0 && MATCH { return f(s, left-1) }; return err }`, "recursion, bounded"},
	{"counter first", `func f(s string, n int) error { if n > 3 { return nil }; _, err := get(s); if MATCH { return f(s, n+1) }; return err }`, "recursion, bounded"},
	{"counter that waits", `func f(s string, n int) error { if n > 0 { time.Sleep(time.Second) }; _, err := get(s); if MATCH { return f(s, n+1) }; return err }`, "recursion, waits, bounded, fixed time.Second"},
	{"wait of the counter", `func f(s string, n int) error { _, err := get(s); if MATCH { time.Sleep(time.Duration(n)*time.Second); return f(s, n+1) }; return err }`, "recursion, waits, bounded"},
	{"flag", `func f(s string, again bool) error { _, err := get(s); if again && MATCH { return f(s, false) }; return err }`, ""}, // the flag may be an option,
	{"context", `func f(ctx context.Context) error { err := getContext(ctx); if MATCH { return f(ctx) }; return err }`, "recursion, bounded"},
	{"other context", `func f(ctx context.Context, s string) error { _, err := get(s); if MATCH { return f(context.Background(), s) }; return err }`, "recursion"},
	{"method", `func (c *client) f() error { err := c.ping(); if MATCH { return c.f() }; return err }`, "recursion"},
	{"method value", `func (c *client) f() error { again := c.f; err := c.ping(); if MATCH { return again() }; return err }`, "recursion"},
	{"function value", `func f(s string) error { again := f; _, err := get(s); if MATCH { return again(s) }; return err }`, "recursion"},
	{"other function", `func f(s string) error { _, err := get(s); if MATCH { return later(s) }; return err }
		func later(s string) error { time.Sleep(time.Second); return f(s) }`, "recursion, waits"},
	{"other function at once", `func f(s string) error { _, err := get(s); if MATCH { return later(s) }; return err }
		func later(t string) error { return f(t) }`, "recursion"},
	{"other function with counter", `func f(s string, n int) error { _, err := get(s); if MATCH { return later(s, n) }; return err }
		func later(s string, n int) error { return f(s, n+1) }`, "recursion, bounded"},
	{"counter in a field", `func (c *client) f() error { err := c.ping(); if MATCH && c.attempts < 3 { c.attempts++; return c.f() }; return err }`, "recursion, bounded"},

	// Another item, page, server or request.
	{"no recursion", `func f(s string) error { _, err := get(s); if MATCH { return g(s) }; return err }
		func g(s string) error { _, err := get(s); return err }`, ""},
	{"parent", `func f(n *node) error { err := visit(n); if MATCH { return f(n.left) }; return err }`, ""},
	{"children", `func f(n *node) error { err := visit(n); if MATCH { return err }; for _, c := range n.children { if err := f(c); err != nil { return err } }; return nil }`, ""},
	{"error of the child", `func f(n *node) error { if n == nil { return nil }; err := f(n.left); if MATCH { return f(n.right) }; return err }`, ""},
	{"next page", `func f(s string, page int) error { next, err := send(s, page); if MATCH { return f(next, page+1) }; return err }`, ""},
	{"page used in a variable", `func f(page int) error { name := names(page); _, err := get(name); if MATCH { return f(page+1) }; return err }
		func names(n int) string { return string(rune(n)) }`, ""},
	{"page in a field", `func (c *client) f() error { err := c.do(c.page); if MATCH { c.page = "next"; return c.f() }; return err }`, ""},
	{"argument changed", `func f(s string) error { _, err := get(s); if MATCH { s = s + "x"; return f(s) }; return err }`, ""},
	{"argument computed", `func f(s string) error { _, err := get(s); if MATCH { return f(s + "x") }; return err }`, ""},
	{"other client", `func (c *client) f() error { err := c.ping(); if MATCH { return c.next.f() }; return err }`, ""},
	{"fallback by flag", `func f(s string, other bool) error { host := s; if other { host = base }; _, err := get(host); if MATCH && !other { return f(s, true) }; return err }`, ""},
	{"fallback call by flag", `func f(s string, other bool) error { var err error; if other { _, err = get(base) } else { _, err = get(s) }; if MATCH { return f(s, true) }; return err }`, ""},
	{"fallback in a switch", `func f(s string, kind int) error { host := ""; switch kind { case 0: host = s; default: host = base }; _, err := get(host); if MATCH { return f(s, 1) }; return err }`, ""},
	{"deepening", `func f(depth int) error { _, err := send("x", depth); if MATCH { return f(depth+1) }; return err }`, ""},

	// Something is done first.
	{"recovery", `func f(s string) error { _, err := get(s); if MATCH { login(); return f(s) }; return err }`, ""},
	{"token renewed", `func (c *client) f() error { err := c.ping(); if MATCH { c.login(); return c.f() }; return err }`, ""},
	{"token set", `func (c *client) f() error { err := c.do(c.token); if MATCH { c.token = base; return c.f() }; return err }`, ""},
	{"token by flag", `func f(s string, renew bool) error { if renew { login() }; _, err := get(s); if MATCH && !renew { return f(s, true) }; return err }`, ""},
	{"read again", `func f(s string) error { v, err := get(s); if err != nil { return err }; _, err = send(v, 1); if MATCH { return f(s) }; return err }`, ""},
	{"other function recovers", `func f(s string) error { _, err := get(s); if MATCH { return later(s) }; return err }
		func later(s string) error { login(); return f(s) }`, ""},

	// Success calls the function again too.
	{"polling", `func f(s string) error { v, err := get(s); if MATCH || v != "done" { return f(s) }; return err }`, ""},
	{"polling in two tests", `func f(s string) error { v, err := get(s); if MATCH { return f(s) }; if err != nil { return err }; if v != "done" { return f(s) }; return nil }`, ""},
	{"worker", `func f(s string) error { _, err := get(s); if MATCH { return f(s) }; if err != nil { return err }; return f(s) }`, ""},

	// The result is not the function's.
	{"goroutine", `func f(s string) error { _, err := get(s); if MATCH { go f(s); return nil }; return err }`, ""},
	{"deferred", `func f(s string) error { _, err := get(s); if MATCH { defer f(s) }; return err }`, ""},
	{"restart", `func f(s string) { _, err := get(s); if MATCH { f(s) } }`, ""},
	{"in a literal", `func f(s string) func() error { _, err := get(s); if MATCH { return func() error { f(s); return nil } }; return nil }`, ""},
	{"per item", `func f(names []string) error { for _, s := range names { if _, err := get(s); MATCH { return f(names) } }; return nil }`, ""},
}

func TestRecursion(t *testing.T) {
	loader := sitestest.New(catalog.Embedded())
	for _, c := range recursions {
		t.Run(c.name, func(t *testing.T) { checkRetries(t, loader, recursionHeader+c.source+"\n", c.want) })
	}
}
