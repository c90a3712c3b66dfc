//go:build unix

package regular_test

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/errls/errls/internal/regular"
)

// TestIrregular checks that none of these files blocks the test. A symbolic link out of a root is an error of
// another kind.
func TestIrregular(t *testing.T) {
	dir, err := os.MkdirTemp("", "regular") // the path of a socket must be short
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := func(name string) string { return filepath.Join(dir, name) }
	listener, err := net.Listen("unix", path("socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	if err := errors.Join(
		syscall.Mkfifo(path("fifo"), 0o666),
		os.Symlink("fifo", path("link")),
		os.Symlink("loop", path("loop")),
		os.Symlink("/dev/zero", path("zero")),
		os.Symlink("/dev/tty", path("tty")),
		os.Symlink("/dev/stdin", path("stdin")),
	); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for _, test := range []struct {
		name   string
		inside bool // all of it lies in the root
	}{{"fifo", true}, {"link", true}, {"socket", true}, {"zero", false}, {"tty", false}} {
		t.Run(test.name, func(t *testing.T) {
			data, err := regular.ReadFile(path(test.name), 10)
			compare(t, data, err, "", "not a regular file")
			if test.inside {
				data, err := regular.ReadFileIn(root, test.name, 10)
				compare(t, data, err, "", "not a regular file")
			} else if data, err := regular.ReadFileIn(root, test.name, 10); err == nil || data != nil {
				t.Errorf("read %q through a link out of the root", data)
			}
		})
	}
	if _, err := regular.ReadFile(path("loop"), 10); !errors.Is(err, syscall.ELOOP) {
		t.Errorf("a link to itself: %v", err)
	}
	if _, err := regular.ReadFile(path("stdin"), 10); err == nil {
		t.Log("standard input of the test is a regular file")
	}
}

// TestKernelFile reads a file of the kernel that claims to be regular and empty, but contains text. ReadFile
// returns no more than the size of the file, so it must return nothing.
func TestKernelFile(t *testing.T) {
	const path = "/proc/self/environ"
	if _, err := os.Stat(path); err != nil {
		t.Skip(err)
	}
	if data, err := regular.ReadFile(path, 1<<20); err != nil || len(data) > 0 {
		t.Errorf("read %d bytes, %v", len(data), err)
	}
}
