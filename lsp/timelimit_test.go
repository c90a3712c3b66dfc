package lsp

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/errls/errls/internal/load"
	"github.com/errls/errls/lsp/session"
)

// delayed returns a loader that takes so much time in addition to the work itself.
func delayed(delay time.Duration) session.Loader {
	return func(ctx context.Context, config load.Config, dir string, full func(string) bool) ([]*load.Package, []load.Problem, error) {
		time.Sleep(delay)
		return load.Dir(ctx, config, dir, full)
	}
}

const slowSource = `package main

import "acme.example/queue"

var list = []string{"Q-listed"}

func handle(e *queue.Error) bool { return e.Code == "Q-Gone" }

func quiet(s string) { println("Q-plain") }
`

// TestTimeLimits requests hover and completion in a text that has not been analyzed yet. The answer waits for the
// analysis, but only for the limit that depends on how the literal is used.
func TestTimeLimits(t *testing.T) {
	for _, test := range []struct {
		name, method, mark string
		limit              time.Duration
	}{
		{"hover", "hover", "Q-Gone", 250 * time.Millisecond},
		{"completion of an operand", "completion", "Q-Gone", 250 * time.Millisecond},
		{"completion of an element", "completion", "Q-listed", 60 * time.Millisecond},
	} {
		t.Run(test.name, func(t *testing.T) {
			early, late := test.limit-time.Millisecond, test.limit+time.Millisecond
			answer, took := slowAnswer(t, early, test.method, test.mark)
			if took != early {
				t.Errorf("analyzed after %v: answered after %v", early, took)
			}
			if found := answer != "null"; found != (test.mark == "Q-Gone") {
				t.Errorf("analyzed after %v: answer %s", early, answer)
			}
			if answer, took = slowAnswer(t, late, test.method, test.mark); answer != "null" || took != test.limit {
				t.Errorf("analyzed after %v: answer %s after %v, want null after %v", late, answer, took, test.limit)
			}
		})
	}
}

// slowAnswer opens slowSource, sends a request at once, and returns the answer and how long it took. The analysis
// takes delay.
func slowAnswer(t *testing.T, delay time.Duration, method, mark string) (answer string, took time.Duration) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Options{Set: acme(), Load: delayed(delay)}, pullClient)
		doc := session.NewDocument(filepath.Join(dir, "main.go"), 1, slowSource)
		u := fileURI(t, doc.Path)
		c.open(u, doc.Text)
		begun := time.Now()
		answer = string(c.must("textDocument/"+method, paramsAt(u, doc, strings.Index(slowSource, mark)+1)))
		took = time.Since(begun)
	})
	return answer, took
}

// TestUnrelatedLiteralIsNotWaitedFor requests completion in a literal that cannot be a code.
func TestUnrelatedLiteralIsNotWaitedFor(t *testing.T) {
	source := strings.Replace(slowSource, `println("Q-plain")`, `s += "Q-plain"`, 1)
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Options{Set: acme(), Load: delayed(time.Hour)}, pullClient)
		doc := session.NewDocument(filepath.Join(dir, "main.go"), 1, source)
		u := fileURI(t, doc.Path)
		c.open(u, doc.Text)
		begun := time.Now()
		answer := c.must("textDocument/completion", paramsAt(u, doc, strings.Index(source, "Q-plain")+1))
		if took := time.Since(begun); string(answer) != "null" || took != 0 {
			t.Errorf("answer %s after %v", answer, took)
		}
		time.Sleep(time.Hour) // until the analysis has ended: the bubble waits for it
	})
}

// TestEndDoesNotWaitForAnalysis ends the input while an analysis is running that does not stop when it is cancelled.
func TestEndDoesNotWaitForAnalysis(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Options{Set: acme(), Load: delayed(time.Hour)}, pullClient)
		c.open("file:///w/a.go", "package a\n")
		synctest.Wait() // until the analysis has begun
		begun := time.Now()
		c.in.Close()
		c.exitCode()
		if took := time.Since(begun); took != closeTimeout {
			t.Errorf("the server ended after %v, want %v", took, closeTimeout)
		}
		time.Sleep(time.Hour) // until the analysis has ended: the bubble waits for it
	})
}
