package lsp

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/errls/errls/lsp/session"
)

// The benchmarks use a file with 3,000 lines and 300 sites. The code of the site in the middle of the file belongs to a
// catalog of 20,000 codes. Server benchmarks measure a request from its params to the encoded result, RoundTrip
// benchmarks measure it in the client, over a pipe. All report the median and the 99th percentile.

type benchWorld struct {
	c        *testClient
	uri      string
	doc      *session.Document
	position int // offset in a literal
}

func newBenchWorld(b *testing.B) *benchWorld {
	b.Helper()
	var text strings.Builder
	text.WriteString("package main\n\nimport (\n\t\"acme.example/large\"\n\t\"acme.example/queue\"\n)\n")
	for i := range 300 {
		fmt.Fprintf(&text, `
// handle%d returns a text.
func handle%d(e *queue.Error, l large.Error) string {
	if e.Code == "Q-Gone" {
		return "世界 \"%d\""
	}
	return "" // nothing
}
`, i, i, i)
		if i == 150 {
			text.WriteString("\nvar middle = func(l large.Error) bool { return l.Code == \"L.0«»0042\" }\n")
		}
	}
	marked := text.String()
	dir := b.TempDir()
	w := &benchWorld{position: strings.Index(marked, "«»")}
	path := filepath.Join(dir, "main.go")
	w.doc = session.NewDocument(path, 1, strings.Replace(marked, "«»", "", 1))
	w.uri = string(uri.File(path))
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/bench\n\ngo 1.26\n"), 0o666); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(w.doc.Text), 0o666); err != nil {
		b.Fatal(err)
	}
	w.c = start(b, Options{Set: acme()})
	w.c.initialize(`{"textDocument":{"diagnostic":{},"hover":{"contentFormat":["markdown"]}}}`)
	w.c.open(w.uri, w.doc.Text)
	w.diagnose()
	return w
}

func (w *benchWorld) diagnose() {
	w.c.must("textDocument/diagnostic", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, w.uri))
}

func (w *benchWorld) params() string {
	return paramsAt(w.uri, w.doc, w.position)
}

// percentiles runs f b.N times and reports the median and the 99th percentile of its duration.
func percentiles(b *testing.B, f func()) {
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		f()
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	at := func(q float64) float64 { return float64(took[int(q*float64(len(took)-1))].Nanoseconds()) }
	b.ReportMetric(at(0.5), "p50-ns")
	b.ReportMetric(at(0.99), "p99-ns")
}

func benchServer(b *testing.B, w *benchWorld, method string, want string) {
	s := w.c.server
	params := jsonrpc2.RawMessage(w.params())
	percentiles(b, func() {
		r := &request{params: params, snapshot: s.session.Snapshot(), client: s.client.Load()}
		result, err := s.methods[method].request(s, context.Background(), r)
		if err != nil {
			b.Fatal(err)
		}
		encoded, err := codec{}.Marshal(result)
		if err != nil || !strings.Contains(string(encoded), want) {
			b.Fatalf("%s %v", encoded, err)
		}
	})
}

func BenchmarkHoverServer(b *testing.B) {
	benchServer(b, newBenchWorld(b), protocol.MethodTextDocumentHover, "L.00042")
}

func BenchmarkCompletionServer(b *testing.B) {
	benchServer(b, newBenchWorld(b), protocol.MethodTextDocumentCompletion, "L.00042")
}

func BenchmarkHoverRoundTrip(b *testing.B) {
	w := newBenchWorld(b)
	params := w.params()
	percentiles(b, func() { w.c.must(protocol.MethodTextDocumentHover, params) })
}

func BenchmarkCompletionRoundTrip(b *testing.B) {
	w := newBenchWorld(b)
	params := w.params()
	percentiles(b, func() { w.c.must(protocol.MethodTextDocumentCompletion, params) })
}

// typeOne replaces one character in the literal, so that there is no analysis of the text.
func (w *benchWorld) typeOne(version int) {
	p := utf16.position(w.doc, w.position)
	w.c.notify("textDocument/didChange", fmt.Sprintf(
		`{"textDocument":{"uri":%q,"version":%d},"contentChanges":[{"range":{"start":{"line":%d,"character":%d},"end":{"line":%d,"character":%d}},"text":"%d"}]}`,
		w.uri, version, p.Line, p.Character, p.Line, p.Character+1, version%2))
}

// BenchmarkCompletionAfterKey measures a change of one character, followed immediately by completion, in the client.
func BenchmarkCompletionAfterKey(b *testing.B) {
	w := newBenchWorld(b)
	params := w.params()
	version := 1
	percentiles(b, func() {
		version++
		w.typeOne(version)
		w.c.must(protocol.MethodTextDocumentCompletion, params)
	})
}

// BenchmarkDiagnosticsAfterKey measures a change of one character and the diagnostics of the new text, in the client.
func BenchmarkDiagnosticsAfterKey(b *testing.B) {
	w := newBenchWorld(b)
	version := 1
	percentiles(b, func() {
		version++
		w.typeOne(version)
		w.diagnose()
	})
}
