package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"github.com/errls/errls/internal/report"
)

// isTerminal reports whether what is written to w is looked at by a person.
func isTerminal(e *env, w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || e.getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// colorChoices are the values of -color.
var colorChoices = []string{"auto", "always", "never"}

// useColor decides on colour as no-color.org asks: the variable counts if it is not empty.
func useColor(e *env, choice string) bool {
	switch choice {
	case "always":
		return true
	case "never":
		return false
	}
	return e.getenv("NO_COLOR") == "" && isTerminal(e, e.stdout)
}

// tuneMemory trades memory for time: a check lives for seconds, and most of what it reads is let go by package. On
// 770,000 lines with 4,000 functions that hold codes this saves a quarter of the processor time and costs some 570 MB at most,
// not 400 MB. The limit makes the collector work harder before memory is short.
func tuneMemory() {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(900 << 20)
}

// progressDelay is how long a run may take before it says that it is at work.
const progressDelay = time.Second

// A progress is a line on the terminal that counts the seconds of a run that lasts. It and the handler's lines
// take turns.
type progress struct {
	w    io.Writer
	done chan struct{} // closed by stop

	mu      sync.Mutex
	shown   bool
	stopped bool
}

// startProgress shows the progress of a run if somebody looks at it; else it returns nil.
func startProgress(e *env) *progress {
	if !isTerminal(e, e.stderr) {
		return nil
	}
	return newProgress(e.stderr)
}

func newProgress(w io.Writer) *progress {
	p := &progress{w: w, done: make(chan struct{})}
	go p.run(time.Now())
	return p
}

func (p *progress) run(start time.Time) {
	tick := time.NewTicker(progressDelay)
	defer tick.Stop()
	for {
		select {
		case <-p.done:
			return
		case <-tick.C:
			p.show(time.Since(start))
		}
	}
}

func (p *progress) show(since time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.stopped {
		fmt.Fprintf(p.w, "\rchecking … %.0f s", since.Seconds())
		p.shown = true
	}
}

// stop wipes the line for good.
func (p *progress) stop() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.stopped {
		close(p.done)
		p.stopped = true
		p.wipe()
	}
}

// wipe wipes the line until the next second. The lock is held.
func (p *progress) wipe() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// guard wipes the line before a handler prints.
func (p *progress) guard(h report.Handler) report.Handler {
	if p == nil {
		return h
	}
	return &guarded{p, h}
}

type guarded struct {
	p *progress
	h report.Handler
}

func (g *guarded) Finding(f report.Finding) error {
	return g.p.alone(func() error { return g.h.Finding(f) })
}

func (g *guarded) Problem(p report.Problem) error {
	return g.p.alone(func() error { return g.h.Problem(p) })
}

func (g *guarded) Close() error { return g.p.alone(g.h.Close) }

func (p *progress) alone(write func() error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wipe()
	return write()
}
