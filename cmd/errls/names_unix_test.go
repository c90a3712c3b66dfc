//go:build unix

package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// hostileName is the name of a directory. If it is printed as it is, it produces fake lines of output. It contains
// characters that a terminal interprets: an escape sequence, a C1 control character, a change of the writing direction
// and invalid UTF-8.
const hostileName = "a\n::error file=go.mod,line=1::forged\r\nb\x1b]0;title\a\u202e\u009b\x7f\u2028\xff"

const hostileTree = `
-- go.mod --
module example.com/app

go 1.26
-- errls.yaml --
catalogs: [orders.yaml]
-- orders.yaml --
id: acme.orders
title: Orders
kind: string
prefix: orders.
sources:
  - {key: wiki, title: The wiki}
go:
  - package: example.com/app/orders
    name: orders
    module: example.com/app
    errors: ['*Error']
    carriers: [Error.Code]
codes:
  - {id: orders.Unknown, description: There is no such order., canonical: NOT_FOUND, handling: fix-request, retry: never, basis: inferred, by: caller}
-- orders/orders.go --
package orders

type Error struct{ Code string }
-- DIR/p.go --
package p

import "example.com/app/orders"

func f(err *orders.Error) bool { return err.Code == "orders.Unknwon" }
-- DIR/broken.go --
package p

func g( { }
-- DIR/none/README --
-- DIR/bad.yaml --
id: [
-- DIR/errls.yaml --
catalogs: [missing.yaml, ../orders.yaml]
`

// TestHostileNames checks that names of files are printed as text: without control characters, and on one line.
func TestHostileNames(t *testing.T) {
	dir := t.TempDir()
	writeTree(t, dir, hostileTree)
	if err := os.Rename(filepath.Join(dir, "DIR"), filepath.Join(dir, hostileName)); err != nil {
		t.Skip(err) // the file system accepts only UTF-8, for example
	}
	writeUnit(t, dir)
	for _, test := range []struct {
		name string
		args []string
	}{
		{"text", []string{"check", "./..."}},
		{"color", []string{"check", "-color=always", "./..."}},
		{"JSON", []string{"check", "-format=json", "./..."}},
		{"no Go files", []string{"check", "./" + hostileName + "/none"}},
		{"no such package", []string{"check", "./" + hostileName + "/nowhere"}},
		{"exact", []string{"check", "-exact", "./..."}},
		{"no directory", []string{"check", "-C", hostileName + "/nowhere"}},
		{"catalog lint", []string{"catalog", "lint", hostileName + "/bad.yaml", hostileName + "/none"}},
		{"catalog show", []string{"catalog", "show", hostileName + "/bad.yaml"}},
		{"catalog list", []string{"catalog", "list", "-format=json", hostileName + "/bad.yaml"}},
		{"catalog import", []string{"catalog", "import", hostileName + "/none/README"}},
		{"unit", []string{"-c=1", "unit.cfg"}},
		{"unit as JSON", []string{"-json", "unit.cfg"}},
		{"command", []string{hostileName}},
		{"flag", []string{"check", "-" + hostileName}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, stdout, stderr := runBounded(t, dir, test.args...)
			if stderr == hangs {
				t.Fatalf("stdout %q, stderr %q", stdout, stderr)
			}
			if strings.Contains(test.name, "JSON") && !json.Valid([]byte(stdout)) {
				t.Errorf("not JSON: %s", stdout)
			}
			if test.args[0] == "check" {
				stdout, stderr = withoutColor(stdout), withoutColor(stderr)
			}
			if isRaw(stdout) || isRaw(stderr) {
				t.Errorf("control characters or forged lines\n%q\n%q", stdout, stderr)
			}
		})
	}
}

// isRaw reports whether output has control characters or a fake line that comes from a directory's name.
func isRaw(output string) bool {
	for line := range strings.Lines(output) {
		if strings.HasPrefix(strings.TrimSpace(line), "::") {
			return true
		}
	}
	return !utf8.ValidString(output) || strings.ContainsFunc(output, func(r rune) bool {
		return r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp))
	})
}

// withoutColor removes the escape sequences that errls itself prints.
func withoutColor(output string) string {
	return strings.NewReplacer("\x1b[1m", "", "\x1b[2m", "", "\x1b[1;32m", "", "\x1b[0m", "").Replace(output)
}

// writeUnit writes unit.cfg, which describes a package as the go command does. Its directory has a hostile name, as far as
// JSON can express it.
func writeUnit(t *testing.T, dir string) {
	t.Helper()
	pkg := filepath.Join(dir, strings.ToValidUTF8(hostileName, ""))
	file := filepath.Join(pkg, "unit.go")
	const source = "package orders\n\ntype Error struct{ Code string }\n\n// \x1b[2J \u202e\n" +
		"func f(err *Error) bool { return err.Code == \"orders.Unknwon\" }\n"
	unit, err := json.Marshal(map[string]any{
		"ID": "p", "Compiler": "gc", "Dir": dir, "ImportPath": "example.com/app/orders",
		"GoFiles": []string{file}, "ModulePath": "example.com/app",
	})
	if err = errors.Join(err, os.MkdirAll(pkg, 0o777), os.WriteFile(file, []byte(source), 0o666),
		os.WriteFile(filepath.Join(dir, "unit.cfg"), unit, 0o666)); err != nil {
		t.Fatal(err)
	}
}
