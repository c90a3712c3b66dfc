//go:build unix

package lsp

import (
	"path/filepath"
	"syscall"
	"testing"

	"go.lsp.dev/uri"
)

// TestShutdownBesideFIFOs opens a file in each of two directories that also have a FIFO. The server analyzes at most
// that many packages at once: if each analysis waited for a FIFO, the server would do nothing else, and not answer
// shutdown.
func TestShutdownBesideFIFOs(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "go.mod", "module example.com/app\n")
	c := connect(t, Options{}, `{"textDocument":{"diagnostic":{}}}`)
	for _, name := range []string{"a", "b"} {
		const text = "package p\n"
		put(t, dir, name+"/p.go", text)
		if err := syscall.Mkfifo(filepath.Join(dir, name, "fifo.go"), 0o666); err != nil {
			t.Fatal(err)
		}
		c.open(string(uri.File(filepath.Join(dir, name, "p.go"))), text)
	}
	c.must("shutdown", "")
}
