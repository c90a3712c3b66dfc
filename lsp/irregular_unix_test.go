//go:build unix

package lsp

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"go.lsp.dev/uri"
)

// TestShutdownBesideFIFOs opens a file in each of two directories that also have a FIFO. As many packages are analysed
// at once: where each analysis waits for a FIFO, the server does nothing else, and does not answer shutdown.
func TestShutdownBesideFIFOs(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "go.mod", "module example.com/app\n")
	c := connect(t, Options{}, `{"textDocument":{"diagnostic":{}}}`)
	var fifos []string
	for _, name := range []string{"a", "b"} {
		const text = "package p\n"
		put(t, dir, name+"/p.go", text)
		fifo := filepath.Join(dir, name, "fifo.go")
		if err := syscall.Mkfifo(fifo, 0o666); err != nil {
			t.Fatal(err)
		}
		fifos = append(fifos, fifo)
		c.open(string(uri.File(filepath.Join(dir, name, "p.go"))), text)
	}
	_, answer := c.begin("shutdown", "")
	select {
	case <-answer:
		t.Error("shutdown is answered")
	case <-time.After(2 * time.Second):
	}
	for _, fifo := range fifos { // a writer ends the wait
		f, err := os.OpenFile(fifo, os.O_WRONLY|syscall.O_NONBLOCK, 0)
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	c.wait(answer, "shutdown")
}
