package main

import (
	"bytes"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/errls/errls/internal/report"
)

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	p := &progress{w: &out, done: make(chan struct{})} // without the goroutine that calls show each second
	h := p.wrap(report.Text(report.Config{Out: &out, Err: &out}))
	p.show(time.Second)
	expect(t, &out, "\rchecking … 1 s")
	if err := h.Problem(report.Problem{Path: "x.go", Message: "gone"}); err != nil {
		t.Fatal(err)
	}
	expect(t, &out, "\r\x1b[Kx.go: gone\n")
	p.show(2 * time.Second)
	expect(t, &out, "\rchecking … 2 s")
	p.stop()
	p.stop()
	expect(t, &out, "\r\x1b[K")
	p.show(3 * time.Second) // a tick from before the stop
	expect(t, &out, "")
}

// TestProgressClock checks when the progress is printed.
func TestProgressClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		p := newProgress(&out)
		check := func(want string) {
			t.Helper()
			synctest.Wait()
			p.mu.Lock() // the next tick writes to out
			defer p.mu.Unlock()
			expect(t, &out, want)
		}
		time.Sleep(progressDelay - time.Millisecond)
		check("")
		for _, want := range []string{"\rchecking … 1 s", "\rchecking … 2 s"} {
			time.Sleep(progressDelay)
			check(want)
		}
		p.stop()
		check("\r\x1b[K")
	})
}

// expect compares what was written since the last call with want.
func expect(t *testing.T, out *bytes.Buffer, want string) {
	t.Helper()
	if got := out.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	out.Reset()
}

func TestNoTerminal(t *testing.T) {
	var out bytes.Buffer
	e := &env{stdout: &out, stderr: &out, getenv: func(string) string { return "" }}
	if isTerminal(e, &out) || useColor(e, "auto") {
		t.Error("a buffer counts as a terminal")
	}
	if p := startProgress(e); p != nil {
		t.Error("progress is written to a buffer")
	}
	file, err := os.Create(t.TempDir() + "/out")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if isTerminal(e, file) {
		t.Error("a file counts as a terminal")
	}
	if !useColor(e, "always") || useColor(e, "never") {
		t.Error("-color=always or -color=never has no effect")
	}
}
