package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what the transcripts compare with anew")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"errls": main})
}

// The transcripts of testdata/script are what users see. They need no network: the SDKs that they import are known
// from the catalogs, or stand in the transcript.
func TestScript(t *testing.T) {
	cache := goCache(t)
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.FromSlash("../../testdata/script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("GOCACHE", cache)
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOFLAGS", "-mod=mod")
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("GOWORK", "off")
			env.Setenv("CGO_ENABLED", "0")
			env.Setenv("NO_COLOR", "")
			env.Setenv("COLUMNS", "")
			path, err := exec.LookPath("errls") // testscript has put it first in PATH
			env.Setenv("ERRLS", path)
			return err
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"bigfile": bigFile,
			"badutf8": badUTF8,
			"frames":  frames,
		},
	})
}

// goCache is the build cache of the test run: a transcript that runs go vet need not compile the standard library.
func goCache(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatalf("asking for the build cache: %v", err)
	}
	return strings.TrimSpace(string(out))
}

// bigFile appends lines of comment to a Go file until it has so many MB: "bigfile main.go 10".
func bigFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bigfile file megabytes")
	}
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_WRONLY, 0)
	ts.Check(err)
	defer f.Close()
	megabytes, err := strconv.Atoi(args[1])
	ts.Check(err)
	line := "// " + strings.Repeat("x", 1020) + "\n" // 1 KiB
	_, err = f.WriteString(strings.Repeat(line, megabytes<<10))
	ts.Check(err)
}

// badUTF8 replaces the letters BAD of a file by bytes that are no UTF-8: "badutf8 main.go".
func badUTF8(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: badutf8 file")
	}
	text := strings.ReplaceAll(ts.ReadFile(args[0]), "BAD", "\xff\xc3\x28")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// frames writes each line of a file as a message of the Language Server Protocol: "frames lines.txt messages".
func frames(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: frames lines messages")
	}
	var b strings.Builder
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		line = strings.TrimSpace(line)
		fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n%s", len(line), line)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(b.String()), 0o644))
}
