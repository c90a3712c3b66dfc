package load

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/errls/errls/internal/load/internal/gofiles"
)

func TestNeighbouringModules(t *testing.T) {
	const app = `
-- app/go.mod --
// the module
module "example.com/app" // quoted

go 1.26

require (
	example.com/lib v1.2.3
)

%s
-- app/main.go --
package main

import "example.com/lib/wrap"

var last = wrap.Last()

func f() bool { return last.Code == "QueueGone" }
-- lib/go.mod --
module example.com/lib
-- lib/wrap/wrap.go --
package wrap

import "example.com/queue-go"

func Last() *queue.Error
%s`
	for _, test := range []struct{ name, replace, work, want, missing string }{
		{"alone", "", "", "[invalid type]", "example.com/lib/wrap"},
		{"replaced", "replace example.com/lib => ../lib", "", "[*queue.Error]", ""},
		{"replaced in a block", "replace (\n\texample.com/lib v1.2.3 => ../lib // why\n)", "", "[*queue.Error]", ""},
		{"workspace", "", "-- go.work --\ngo 1.26\n\nuse (\n\t./app\n\t./lib\n)\n", "[*queue.Error]", ""},
		{"workspace in lines", "", "-- go.work --\nuse ./app\nuse ./lib\n", "[*queue.Error]", ""},
		{"replaced in the workspace", "", "-- go.work --\nuse ./app\nreplace example.com/lib => ./lib\n", "[*queue.Error]", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("GOWORK", "")
			dir := unpack(t, fmt.Sprintf(app, test.replace, test.work))
			packages, problems := quick(t, Config{Set: demo(), Dir: filepath.Join(dir, "app"), Patterns: []string{"./..."}})
			var missing []string
			for _, p := range problems {
				missing = append(missing, p.Missing...)
			}
			if got := strings.Join(missing, " "); got != test.missing || len(problems) > 1 {
				t.Fatalf("missing %q, want %q: %v", got, test.missing, problems)
			}
			var got string
			if len(packages) == 1 {
				got = fmt.Sprint(typeOf(packages[0], "last"))
			}
			if got != test.want {
				t.Errorf("last has types %s, want %s", got, test.want)
			}
		})
	}
}

func TestLongestModulePath(t *testing.T) {
	m := gofiles.Modules{{Root: "/a", Path: "example.com/a", Main: true}, {Root: "/b", Path: "example.com/a/b", Main: false}, {Root: "", Path: "", Main: false}}
	for path, want := range map[string]string{
		"example.com/a": "/a", "example.com/a/x": "/a/x", "example.com/a/b": "/b", "example.com/a/b/c": "/b/c",
		"example.com/ab": "", "other": "",
	} {
		if got, _ := m.Dir(path); filepath.ToSlash(got) != want {
			t.Errorf("%s is in %q, want %q", path, got, want)
		}
	}
	if got := m.ImportPath(filepath.FromSlash("/a/x")); got != "example.com/a/x" {
		t.Error(got)
	}
}

func TestWithoutAModule(t *testing.T) {
	dir := unpack(t, "-- a/a.go --\npackage a\nimport (\"example.com/queue-go\"; \"fmt\")\nvar e = queue.New().Push(fmt.Sprint())\n")
	packages, problems := quick(t, Config{Set: demo(), Dir: dir, Patterns: []string{"./..."}})
	if got := summary(dir, packages, problems); got != "a:1" {
		t.Fatal(got)
	}
	if got := fmt.Sprint(typeOf(packages[0], "e")); got != "[error]" {
		t.Errorf("e has types %s", got)
	}
}

// TestManyNeighbours checks that there is a limit for the modules that a go.work file names: each costs time.
func TestManyNeighbours(t *testing.T) {
	var work strings.Builder
	work.WriteString("go 1.26\n\nuse (\n\t.\n")
	for i := range gofiles.MaxNeighbors + 1 {
		fmt.Fprintf(&work, "\t./a%d\n\t./a%[1]d\n", i)
	}
	dir := unpack(t, "-- go.mod --\nmodule example.com/m\n-- a.go --\npackage a\n-- go.work --\n"+work.String()+")\n")
	t.Setenv("GOWORK", "")
	_, problems := quick(t, Config{Set: demo(), Dir: dir})
	if len(problems) != 1 || problems[0].Path != dir || problems[0].Fatal || !strings.Contains(problems[0].Message, "more than 10000 modules") {
		t.Error(problems)
	}
}
