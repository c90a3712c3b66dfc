package retry_test

import (
	"testing"

	"github.com/errls/errls/analyzer/sitestest"
	"github.com/errls/errls/catalog"
)

const shapesHeader = `
type attempts struct{ n, max int }

func (a *attempts) next() bool { a.n++; return a.n <= a.max }

func (a *attempts) wait() bool { time.Sleep(time.Second); return true }

func times(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func pauses(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
			time.Sleep(time.Second)
		}
	}
}

type item struct{ name string }

func items() func(func(item) bool) { return nil }

type try struct{ n int }

func tries() func(func(try) bool) {
	return func(yield func(try) bool) {
		for i := 0; yield(try{i}); i++ {
		}
	}
}

func retryable(err error) bool { return status.Code(err) == codes.Unavailable }
`

// shapes lists functions f with the retries to which a match of codes.Unavailable leads; MATCH stands for the comparison.
var shapes = []struct{ name, source, want string }{
	// Loops.
	{"attempt in init and post", `func f() error { var err error; for _, err = get("x"); MATCH; _, err = get("x") { }; return err }`, "retry"},
	{"attempt in post, declared", `func f() (err error) { for _, err := get("x"); MATCH; _, err = get("x") { time.Sleep(1e9) }; return nil }`, "retry, waits, fixed 1e9"},
	{"attempt in the condition", `func f() { for status.Code(getContext(context.Background())) == codes.Unavailable { time.Sleep(time.Second) } }`, "retry, waits, fixed time.Second"},
	{"attempt before the loop and in it", `func f() error { _, err := get("x"); for MATCH { time.Sleep(time.Second); _, err = get("x") }; return err }`, "retry, waits, fixed time.Second"},
	{"flag", `func f() (err error) { for again := true; again; { _, err = get("x"); again = MATCH }; return err }`, "retry"},
	{"flag set in the branch", `func f() (err error) { again := true; for again { again = false; _, err = get("x"); if MATCH { again = true } }; return err }`, "retry"},
	{"flag for the end", `func f() (err error) { done := false; for !done { _, err = get("x"); done = !(MATCH) }; return err }`, "retry"},
	{"flag set to false", `func f() (err error) { done := false; for !done { _, err = get("x"); if MATCH { continue }; done = true }; return err }`, "retry, bounded"},
	{"break", `func f() (err error) { for { _, err = get("x"); if MATCH { continue }; break }; return err }`, "retry"},
	{"labeled continue", `func f() error { again: for { _, err := get("x"); for { if MATCH { continue again }; return err } } }`, "retry, bounded"},
	{"counter in a field", `func (a *attempts) f() error { for { _, err := get("x"); if MATCH { a.n++; if a.n > a.max { return err }; continue }; return err } }`, "retry, bounded"},
	{"method that counts", `func f(a *attempts) error { for a.next() { _, err := get("x"); if MATCH { continue }; return err }; return nil }`, "retry, bounded"},
	{"method that counts and waits", `func f(a *attempts) error { for a.wait() { _, err := get("x"); if MATCH { continue }; return err }; return nil }`, "retry, waits, bounded"},
	{"closure for the attempt", `func f() error { do := func() error { _, err := get("x"); return err }; for { err := do(); if MATCH { continue }; return err } }`, "retry"},
	{"select", `func f(ctx context.Context) error { for { _, err := get("x"); if !(MATCH) { return err }; select { case <-ctx.Done(): return err; case <-time.After(time.Second): } } }`, "retry, waits, bounded, fixed time.Second"},
	{"ticker", `func f() error { t := time.NewTicker(time.Second); for range t.C { _, err := get("x"); if MATCH { continue }; return err }; return nil }`, "retry, waits, bounded, fixed time.Second"},
	{"backward goto", `func f() error { n := 0
again: _, err := get("x"); if MATCH { n++; if n < 3 { goto again } }; return err }`, "retry, bounded"},
	{"backward goto after the test", `func f() error {
again: _, err := get("x"); if !(MATCH) { return err }; time.Sleep(time.Second); goto again }`, "retry, waits, fixed time.Second"},

	// Iterators.
	{"iterator of numbers", `func f() error { for range times(3) { _, err := get("x"); if MATCH { continue }; return err }; return nil }`, "retry, bounded"},
	{"iterator that waits", `func f() error { for range pauses(3) { _, err := get("x"); if MATCH { continue }; return err }; return nil }`, "retry, waits, bounded"},
	{"iterator of structs, not used", `func f() error { for range tries() { _, err := get("x"); if MATCH { continue }; return err }; return nil }`, "retry, bounded"},
	{"iterator of structs, logged", `func f() error { for t := range tries() { _, err := get("x"); if MATCH { println(t.n); continue }; return err }; return nil }`, "retry, bounded"},

	// Silent.
	{"goto for cleanup", `func f() error { _, err := get("x"); if MATCH { goto out }; return nil
out: login(); return err }`, ""},
	{"goto the next item", `func f(names []string) error { i := 0
next: if i == len(names) { return nil }; _, err := get(names[i]); i++; if MATCH { goto next }; return err }`, ""},
	{"iterator over items", `func f() error { for it := range items() { _, err := get(it.name); if MATCH { continue }; if err != nil { return err } }; return nil }`, ""},
	{"iterator over items until one works", `func f() error { for it := range items() { _, err := get(it.name); if MATCH { continue }; return err }; return nil }`, ""},
	{"iterator, item in a variable", `func f() error { for it := range items() { name := it.name + "x"; _, err := get(name); if MATCH { continue }; return err }; return nil }`, ""},
	{"worker with ticker", `func f(ctx context.Context) { t := time.NewTicker(time.Second); for { select { case <-ctx.Done(): return; case <-t.C: if _, err := get("x"); MATCH { continue } } } }`, ""},
	{"worker with queue", `func f(queue chan string) { for name := range queue { if _, err := get(name); MATCH { continue } } }`, ""},
	{"state machine", `func f() error { state := 0; for { switch state { case 0: _, err := get("x"); if MATCH { state = 1; continue }; return err; case 1: login(); state = 0 } } }`, ""},
	{"fallback", `func f() error { name := "x"; for { _, err := get(name); if MATCH && name == "x" { name = "y"; continue }; return err } }`, ""},
	{"deepening", `func f() error { for depth := 1; ; depth *= 2 { _, err := get(string(rune(depth))); if MATCH { continue }; return err } }`, ""},
	{"lock with re-read", `func f() error { for { v, err := get("x"); if err != nil { return err }; _, err = get(v); if MATCH { continue }; return err } }`, ""},
	{"two calls", `func f() error { _, err := get("x"); if MATCH { _, err = get("y") }; return err }`, ""},
	{"forward goto", `func f() error { _, err := get("x"); if MATCH { goto end }
end: return err }`, ""},
}

func TestShapes(t *testing.T) {
	loader := sitestest.New(catalog.Embedded())
	for _, c := range shapes {
		t.Run(c.name, func(t *testing.T) { checkRetries(t, loader, shapesHeader+c.source+"\n", c.want) })
	}
}
