//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// hangs is the result of a run that does not end.
const hangs = "hangs"

// maxRun is how long a run may take. A run that hangs is killed then.
const maxRun = time.Minute

// irregularTree is a module with one finding. The cases of TestIrregularFiles add files that are not regular.
const irregularTree = `
-- go.mod --
module example.com/app

go 1.26

require (
	example.com/lib v1.0.0
	github.com/aliyun/aliyun-tablestore-go-sdk v4.1.3+incompatible
)

replace example.com/lib => ./lib
-- found/found.go --
package found

import (
	"example.com/app/used"
	"example.com/lib"
	_ "github.com/acme/sdk"
	"github.com/aliyun/aliyun-tablestore-go-sdk/tunnel"
)

func expired(te *tunnel.TunnelError) bool {
	return used.Yes && lib.Yes && te.Code == "OTSTunnelExpird"
}
-- used/used.go --
package used

const Yes = true
-- lib/go.mod --
module example.com/lib
-- lib/lib.go --
package lib

const Yes = true
`

const oneFinding = "found/found.go:11:43: \"OTSTunnelExpird\"\n"

// TestIrregularFiles checks that no irregular file blocks errls, as a FIFO without a writer blocks a process that opens
// it. Each case puts FIFOs, or links to them, into the module, runs errls and compares the exit code and, of check, the
// findings and what is printed on standard error.
func TestIrregularFiles(t *testing.T) {
	for _, test := range []struct {
		name   string
		fifos  []string
		args   []string // of errls; check ./... if there are none
		code   int
		stdout string
		stderr string
	}{
		{"Go file", []string{"found/fifo.go"}, nil, 2, oneFinding, "found/fifo.go: not a regular file\n"},
		{"go.mod", []string{"go.mod"}, nil, 2, oneFinding, "go.mod: not a regular file\n"},
		{"go.mod above the packages", []string{"go.mod"}, []string{"check", "./found"}, 2, oneFinding, "go.mod: not a regular file\n"},
		{"go.work", []string{"go.work"}, nil, 2, oneFinding, "go.work: not a regular file\n"},
		{"go.mod of a replacement", []string{"lib/go.mod"}, nil, 1, oneFinding, "lib/go.mod: not a regular file\n"},
		{"file of an imported package", []string{"used/fifo.go"}, []string{"check", "./found"}, 1, oneFinding, ""},
		{"file of a replacement", []string{"lib/fifo.go"}, []string{"check", "./found"}, 1, oneFinding, ""},
		{"vendored package", []string{"vendor/modules.txt", "vendor/github.com/acme/sdk"}, nil, 1, oneFinding, ""},
		{"errls.yaml", []string{"errls.yaml"}, nil, 2, oneFinding,
			"errls.yaml: not a regular file\n"},
		{"exact", []string{"found/fifo.go"}, []string{"check", "-exact", "./..."}, 2, "",
			"found/fifo.go: not a regular file\n"},
		{"exact, go.mod of a replacement", []string{"lib/go.mod"}, []string{"check", "-exact", "./found"}, 2, "",
			"lib/go.mod: not a regular file\n"},
		{"exact, go.sum", []string{"go.sum"}, []string{"check", "-exact", "./found"}, 2, "", "go.sum: not a regular file\n"},
		{"exact, vendor/modules.txt", []string{"vendor/modules.txt"}, []string{"check", "-exact", "./found"}, 2, "",
			"vendor/modules.txt: not a regular file\n"},
		{"exact, C file", []string{"found/x.c"}, []string{"check", "-exact", "./found"}, 2, "", "found/x.c: not a regular file\n"},
		{"catalog lint", []string{"go.mod"}, []string{"catalog", "lint", "-embedded"}, 2, "", ""},
		{"init", []string{"errls.yaml"}, []string{"init", "-f"}, 2, "", ""},
		{"vet", []string{"go.mod"}, []string{"-V=full"}, 0, "", ""},
		{"vet with go.work", []string{"go.work"}, []string{"-V=full"}, 0, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			writeTree(t, dir, irregularTree)
			for _, name := range test.fifos {
				path := filepath.Join(dir, filepath.FromSlash(name))
				if err := errors.Join(os.RemoveAll(path), os.MkdirAll(filepath.Dir(path), 0o777), syscall.Mkfifo(path, 0o666)); err != nil {
					t.Fatal(err)
				}
			}
			args := test.args
			if args == nil {
				args = []string{"check", "./..."}
			}
			code, stdout, stderr := runBounded(t, dir, args...)
			if args[0] == "check" {
				stdout = findingPlaces(stdout)
			} else {
				stdout, stderr = "", ""
			}
			if code != test.code || stdout != test.stdout || stderr != test.stderr {
				t.Errorf("exit code %d\n%s%s\nwant exit code %d\n%s%s", code, stdout, stderr, test.code, test.stdout, test.stderr)
			}
		})
	}
}

// findingPlaces returns the position of each finding and the code in its message.
func findingPlaces(stdout string) string {
	var b strings.Builder
	for line := range strings.Lines(stdout) {
		if place, message, ok := strings.Cut(line, ": "); ok && !strings.HasPrefix(line, " ") {
			code, _, _ := strings.Cut(message, " ")
			fmt.Fprintf(&b, "%s: %s\n", place, code)
		}
	}
	return b.String()
}

// writeTree writes the files of a txtar archive below dir.
func writeTree(t *testing.T, dir, archive string) {
	t.Helper()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, f.Data, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
}

// runBounded runs the command in a directory and returns its output without the closing summary. A run that hangs has the exit code -1, and "hangs" for its standard error.
func runBounded(t *testing.T, dir string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), maxRun)
	defer cancel()
	var out, errOut strings.Builder
	cmd := exec.CommandContext(ctx, "errls", args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errOut
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=", "CGO_ENABLED=0")
	cmd.WaitDelay = time.Second // the go command may have started others
	err := cmd.Run()
	if ctx.Err() != nil {
		return -1, "", hangs
	}
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		t.Fatal(err)
	}
	for line := range strings.Lines(errOut.String()) {
		if !strings.HasPrefix(line, "errls: ") || !strings.Contains(line, " finding") && !strings.Contains(line, "could not be") {
			stderr += line
		}
	}
	return cmd.ProcessState.ExitCode(), out.String(), stderr
}
