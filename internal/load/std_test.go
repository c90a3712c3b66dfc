package load

import (
	"bytes"
	"context"
	"go/types"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestStubsHaveTypes checks that each declaration of the stubs has a type, unless it refers to a package without a stub.
func TestStubsHaveTypes(t *testing.T) {
	config := Config{Set: demo(), Dir: t.TempDir()}
	im := newLoader(&config).importer(config.Dir)
	err := fs.WalkDir(stubs, "std", func(file string, d fs.DirEntry, err error) error {
		path, ok := strings.CutSuffix(strings.TrimPrefix(file, "std/"), ".txt")
		if err != nil || !ok {
			return err
		}
		pkg, err := im.Import(path)
		if err != nil {
			return err
		}
		for _, name := range pkg.Scope().Names() {
			if obj := pkg.Scope().Lookup(name); obj.Type() == types.Typ[types.Invalid] {
				t.Errorf("%s.%s has no type", path, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"errors.AsType", "slices.Contains", "context.DeadlineExceeded", "net/http.StatusTeapot",
		"syscall.ECONNRESET", "time.NewTicker", "log/slog.Error", "sync.Mutex"} {
		path, name := name[:strings.LastIndexByte(name, '.')], name[strings.LastIndexByte(name, '.')+1:]
		if pkg, _ := im.Import(path); pkg.Scope().Lookup(name) == nil {
			t.Errorf("package %s lacks %s", path, name)
		}
	}
}

// TestStubsAreFresh checks that the stubs are what go generate writes.
func TestStubsAreFresh(t *testing.T) {
	first, err := stubs.ReadFile("std/errors.txt")
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := bytes.Cut(first, []byte("\n"))
	if version := strings.SplitN(runtime.Version(), ".", 3); len(version) < 2 ||
		!bytes.Contains(line, []byte(" of "+version[0]+"."+version[1]+".")) {
		t.Skipf("the stubs are from another release than %s: %s", runtime.Version(), line)
	}
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip(err)
	}
	dir := t.TempDir()
	out, err := exec.CommandContext(context.Background(), "go", "run", "./internal/stdgen", "-o", dir).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		want, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if got, _ := stubs.ReadFile("std/" + filepath.ToSlash(rel)); !bytes.Equal(got, want) {
			t.Errorf("std/%s is stale: run go generate ./internal/load", rel)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
