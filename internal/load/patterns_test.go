package load

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

const tree0 = `
-- go.mod --
module "example.com/m" // quoted
-- root.go --
package m
import "example.com/queue-go"
var _ = queue.CodeGone
-- a/a.go --
package a
import "example.com/queue-go"
var _ = queue.CodeGone
-- a/a_test.go --
package a
import "example.com/queue-go"
func check(e *queue.Error) bool { return e.Code == "QueueGone" }
-- a/x_test.go --
package a_test
import ("example.com/m/a"; "example.com/queue-go")
var _, _ = queue.CodeGone, a.A
-- a/other.go --
//go:build ignore

package main
import "example.com/queue-go"
var _ = queue.CodeGone
-- a/tagged.go --
//go:build special

package a
import "example.com/queue-go"
var A = queue.CodeGone
-- a/only_plan9.go --
package a
import "example.com/queue-go"
var _ = queue.CodeGone
-- a/testdata/t/t.go --
package t
import "example.com/queue-go"
var _ = queue.CodeGone
-- a/vendor/v/v.go --
package v
import "example.com/queue-go"
var _ = queue.CodeGone
-- a/_under/u.go --
package u
import "example.com/queue-go"
var _ = queue.CodeGone
-- a/.dot/d.go --
package d
import "example.com/queue-go"
var _ = queue.CodeGone
-- a/nested/go.mod --
module example.com/nested
-- a/nested/n.go --
package n
import "example.com/queue-go"
var _ = queue.CodeGone
-- tested/t_test.go --
package t
import "example.com/queue-go"
var _ = queue.CodeGone
-- none/readme.txt --
nothing
-- plan9/p_plan9.go --
package p
`

// summary returns the loaded packages, each with its number of files, and the problems.
func summary(dir string, packages []*Package, problems []Problem) string {
	var out []string
	for _, p := range packages {
		out = append(out, fmt.Sprintf("%s:%d", p.Path, len(p.Files)))
	}
	for _, p := range problems {
		path := strings.TrimPrefix(filepath.ToSlash(p.Path), filepath.ToSlash(dir)+"/")
		out = append(out, fmt.Sprintf("%s:%d:%d %s fatal=%t", path, p.Line, p.Column, p.Message, p.Fatal))
	}
	return strings.Join(out, "\n")
}

func TestPatterns(t *testing.T) {
	dir := unpack(t, tree0)
	for _, test := range []struct {
		patterns string
		config   Config
		want     string
	}{
		{"", Config{}, "example.com/m:1"},
		{"./...", Config{}, "example.com/m:1\nexample.com/m/a:1"},
		{"...", Config{}, "example.com/m:1\nexample.com/m/a:1"},
		{"example.com/m/...", Config{}, "example.com/m:1\nexample.com/m/a:1"},
		{"example.com/m/a", Config{}, "example.com/m/a:1"},
		{"a a/a.go ./a", Config{}, "example.com/m/a:1"},
		{"./a", Config{Tags: []string{"special"}}, "example.com/m/a:2"},
		{"./a", Config{Tests: true, Tags: []string{"special"}}, "example.com/m/a:3\nexample.com/m/a_test:1"},
		{"a/other.go", Config{}, "example.com/m/a:1"},
		{"a/testdata/t", Config{}, "example.com/m/a/testdata/t:1"},
		{"a/testdata/...", Config{}, "example.com/m/a/testdata/t:1"},
		{"a/nested", Config{}, "example.com/nested:1"},
		{"a/nested/...", Config{}, "example.com/nested:1"},
		{"none", Config{}, "none:0:0 no Go files fatal=true"},
		{"tested", Config{}, "tested:0:0 only test files; use -tests to check them fatal=true"},
		{"tested/...", Config{}, ""},
		{"tested", Config{Tests: true}, "example.com/m/tested:1"},
		{"none/...", Config{}, "none/...:0:0 matches no packages fatal=false"},
		{"plan9", Config{}, "plan9:0:0 build constraints exclude all Go files fatal=true"},
		{"plan9/...", Config{}, ""},
		{"missing root.go", Config{}, "example.com/m:1\n" +
			"missing:0:0 no such file, directory or package of the module fatal=true"},
		{"go.mod", Config{}, "go.mod:0:0 not a Go file fatal=true"},
	} {
		t.Run(test.patterns, func(t *testing.T) {
			config := test.config
			config.Set, config.Dir, config.Patterns = demo(), dir, strings.Fields(test.patterns)
			packages, problems := quick(t, config)
			if got := summary(dir, packages, problems); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestOverlayReplacesAndAddsFiles(t *testing.T) {
	dir := unpack(t, tree0)
	added := filepath.Join(dir, "a", "new.go")
	replaced := filepath.Join(dir, "root.go")
	packages, problems := quick(t, Config{Set: demo(), Dir: dir, Patterns: []string{"./..."}, Overlay: map[string][]byte{
		added:    []byte("package a\nimport \"example.com/queue-go\"\nfunc f(e *queue.Error) bool { return e.Code == \"x\" }\n"),
		replaced: []byte("package m\n"),
	}})
	if got, want := summary(dir, packages, problems), "example.com/m/a:2"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestUnreadableFiles checks that unreadable files are reported and the others loaded.
func TestUnreadableFiles(t *testing.T) {
	if os.Getuid() == 0 || runtime.GOOS == "windows" {
		// Root can read every file, but a link to a directory is not a regular file for any user.
		t.Log("this user can read every file: only the link to a directory is tested")
	}
	dir := unpack(t, tree0)
	if err := os.Symlink(dir, filepath.Join(dir, "a", "dir.go")); err != nil {
		t.Skip(err)
	}
	want := "example.com/m/a:1\na/dir.go:0:0 is a directory fatal=true"
	if os.Getuid() != 0 {
		if err := os.Chmod(filepath.Join(dir, "a", "tagged.go"), 0); err != nil {
			t.Fatal(err)
		}
		want += "\na/tagged.go:0:0 permission denied fatal=true"
	}
	packages, problems := quick(t, Config{Set: demo(), Dir: dir, Patterns: []string{"./a"}})
	if got, want := summary(dir, packages, problems), want; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
