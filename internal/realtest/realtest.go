// Package realtest prepares the modules of testdata/real for the tests that compile them.
package realtest

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// Dirs returns the absolute paths of the modules in root, the path of testdata/real, in the order of their names.
func Dirs(t testing.TB, root string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "*", "go.mod"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no modules in %s: %v", root, err)
	}
	var dirs []string
	for _, file := range files {
		dir, err := filepath.Abs(filepath.Dir(file))
		if err != nil {
			t.Fatal(err)
		}
		dirs = append(dirs, dir)
	}
	return dirs
}

// Setenv sets the environment of the go command: it downloads nothing, and compiles everything except the standard library
// without optimization and debug information. The types in the export data are the same, and compiling the dependencies
// takes a third less time.
func Setenv(t testing.TB) {
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOFLAGS", "-mod=readonly '-gcflags=all=-dwarf=false -N -l' -gcflags=std=")
}

// Build compiles the packages of the module in dir, and everything that they import, into the build cache. It skips the
// test if a dependency is missing from the module cache.
//
// Only one process builds at a time. The go command does not lock the build cache: if the tests of two packages built
// the same module at the same time, most dependencies would be compiled twice.
func Build(t testing.TB, dir string) {
	t.Helper()
	if message, err := list(dir); err != nil {
		t.Skipf("a dependency is missing from the module cache; 'go mod download' fetches it: %s", message)
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(Cache(t), "errls-real-modules.lock")).Lock()
	if err != nil {
		t.Fatalf("locking the build cache: %v", err)
	}
	defer unlock()
	if message, err := list(dir, "-export"); err != nil {
		t.Fatalf("building %s: %v\n%s", dir, err, message)
	}
}

// list runs go list for the packages of a module and what they import, and returns what it writes to standard error.
func list(dir string, flags ...string) (message string, err error) {
	args := append([]string{"list", "-deps"}, flags...)
	cmd := exec.Command("go", append(args, "./...")...)
	cmd.Dir = dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	err = cmd.Run()
	return stderr.String(), err
}

// Cache returns the build cache of the go command.
func Cache(t testing.TB) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatalf("asking the go command for its build cache: %v", err)
	}
	return strings.TrimSpace(string(out))
}
