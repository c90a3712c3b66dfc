package load

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/internal/regular"
)

func TestBrokenFiles(t *testing.T) {
	const head = "package a\nimport \"example.com/queue-go\"\n"
	for _, test := range []struct{ name, src, want string }{
		{"type errors are ignored", head + "func f(e *queue.Error) bool { return e.Code == undefined }\n", "example.com/m/a:2"},
		{"syntax error", head + "func f(e *queue.Error) bool { return e.Code == }\n",
			"example.com/m/a:2\na/a.go:3:48 expected operand, found '}' fatal=true"},
		{"missing brace", head + "func f(e *queue.Error) {\n\tif e != nil {\n}\n\nfunc g(x *queue.Error) {}\n",
			"example.com/m/a:2\na/a.go:7:6 expected '(', found g fatal=true"},
		{"no package clause", "func f() {}\n", "example.com/m/a:1\na/a.go:1:1 expected 'package', found 'func' fatal=true"},
		{"empty", "", "example.com/m/a:1\na/a.go:1:1 expected 'package', found 'EOF' fatal=true"},
		{"invalid UTF-8", head + "// \xff\nvar s = \"\xfe\"\nvar _ = queue.CodeGone\n",
			"example.com/m/a:2\na/a.go:3:1 the file is not valid UTF-8 fatal=false"},
		{"zero bytes", head + "var s = \"\x00\"\nvar _ = queue.CodeGone\n",
			"example.com/m/a:2\na/a.go:3:10 illegal character NUL fatal=true"},
		{"another package", "package b\nimport \"example.com/queue-go\"\nvar _ = queue.CodeGone\n",
			"example.com/m/a:1\nexample.com/m/a:1"},
		{"imports itself", "package a\nimport \"example.com/m/a\"\nvar _ = a.A\n", "example.com/m/a:2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := unpack(t, "-- go.mod --\nmodule example.com/m\n-- a/b.go --\npackage a\nimport \"example.com/queue-go\"\nvar A = queue.CodeGone\n")
			if err := os.WriteFile(filepath.Join(dir, "a", "a.go"), []byte(test.src), 0o666); err != nil {
				t.Fatal(err)
			}
			packages, problems := quick(t, Config{Set: demo(), Dir: dir, Patterns: []string{"./..."}})
			if got := summary(dir, packages, problems); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// TestSyntaxErrorsInUnrelatedFiles checks that syntax errors are reported also in packages that use nothing of the
// catalogs.
func TestSyntaxErrorsInUnrelatedFiles(t *testing.T) {
	dir := unpack(t, `
-- go.mod --
module example.com/m
-- open/a.go --
package open

func f() {
-- odd/a.go --
package odd

var x = = 1
-- near/a.go --
package near

import "net/http"

var x http.Header = = 1
-- fine/a.go --
package fine

func f() int { return undefined }
`)
	for _, test := range []struct{ pattern, want string }{
		{"./...", "open/a.go:3:12 expected '}', found 'EOF' fatal=true"},
		{"./odd", "odd/a.go:3:9 expected operand, found '=' fatal=true"},
		{"./near", "near/a.go:5:21 expected operand, found '=' fatal=true"},
		{"./fine", ""},
	} {
		packages, problems := quick(t, Config{Set: demo(), Dir: dir, Patterns: []string{test.pattern}})
		if got := summary(dir, packages, problems); got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.pattern, got, test.want)
		}
	}
}

func TestImportCyclesEnd(t *testing.T) {
	dir := unpack(t, `
-- go.mod --
module example.com/m
-- a/a.go --
package a
import ("example.com/m/b"; "example.com/queue-go")
var A = b.B
var _ = queue.CodeGone
-- b/b.go --
package b
import "example.com/m/a"
var B = a.A
`)
	packages, problems := quick(t, Config{Set: demo(), Dir: dir, Patterns: []string{"./..."}})
	if got := summary(dir, packages, problems); got != "example.com/m/a:1" {
		t.Error(got)
	}
}

func TestLargeFiles(t *testing.T) {
	dir := unpack(t, "-- go.mod --\nmodule example.com/m\n-- a.go --\npackage a\nimport \"example.com/queue-go\"\nvar A = queue.CodeGone\n")
	line := []byte("func f() { _ = \"some text of a generated file\"; g(1, 2, 3) }\n")
	ten := slices.Concat([]byte("package a\n"), bytes.Repeat(line, 10<<20/len(line)),
		[]byte("func last(e error) bool { te, ok := e.(*Alias); return ok && te.Code == \"QueueFull\" }\n"))
	alias := []byte("package a\nimport \"example.com/queue-go\"\ntype Alias = queue.Error\n")
	overlay := map[string][]byte{filepath.Join(dir, "ten.go"): ten, filepath.Join(dir, "alias.go"): alias}
	packages, problems := quick(t, Config{Set: demo(), Dir: dir, Overlay: overlay})
	if got := summary(dir, packages, problems); !strings.HasPrefix(got, "example.com/m:") || len(problems) > 0 {
		t.Fatal(got)
	}
	if got := typeOf(packages[0], "te"); !slices.Equal(got, []string{"*a.Alias"}) {
		t.Errorf("te has types %v", got)
	}
	huge := filepath.Join(dir, "huge.go")
	if err := os.WriteFile(huge, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(huge, regular.MaxGoFile+1); err != nil {
		t.Fatal(err)
	}
	packages, problems = quick(t, Config{Set: demo(), Dir: dir})
	if len(packages) != 1 || len(problems) != 1 || !problems[0].Fatal || problems[0].Path != huge {
		t.Error(summary(dir, packages, problems))
	}
}
