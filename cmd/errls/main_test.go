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

	"github.com/errls/errls/internal/realtest"
)

var update = flag.Bool("update", false, "rewrite the expected output in the transcripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"errls": main})
}

// TestScript runs the transcripts in testdata/script, which show what users see. They need no network: the SDKs that
// they import are declared by the catalogs or contained in the transcript.
func TestScript(t *testing.T) {
	cache := realtest.Cache(t) // go vet need not compile the standard library for each transcript
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
			path, err := exec.LookPath("errls") // from the first directory of PATH, which testscript adds
			env.Setenv("ERRLS", path)
			return err
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"bigfile":  bigFile,
			"badutf8":  badUTF8,
			"frames":   frames,
			"longtest": longTest,
		},
	})
}

// longTest writes a Go file with a function that has a condition of the given number of parts: "longtest main.go 1000".
func longTest(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: longtest file parts")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	var b strings.Builder
	b.WriteString("package app\n\nimport (\n\t\"errors\"\n\t\"net/http\"\n)\n\nfunc long(resp *http.Response, a, b bool) error {\n\tif ")
	for i := range n {
		fmt.Fprintf(&b, "a && resp.StatusCode == %d || b ||\n\t\t", 400+i%20)
	}
	b.WriteString("false {\n\t\treturn nil\n\t}\n\treturn errors.New(resp.Status)\n}\n")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o666))
}

// bigFile appends comment lines of the given number of megabytes to a Go file: "bigfile main.go 10".
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

// badUTF8 replaces each BAD in a file with bytes that are not valid UTF-8: "badutf8 main.go".
func badUTF8(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: badutf8 file")
	}
	text := strings.ReplaceAll(ts.ReadFile(args[0]), "BAD", "\xff\xc3\x28")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// frames writes each line of a file as a message of the Language Server Protocol, with its header: "frames lines.txt
// messages".
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
