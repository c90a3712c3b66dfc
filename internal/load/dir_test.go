package load

import (
	"context"
	"fmt"
	"go/ast"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

const edited = `
-- go.mod --
module example.com/m
-- a/a.go --
package a

import "example.com/queue-go"

func f(c *Conn) bool {
	_, err := c.Do()
	te, ok := err.(*queue.Error)
	return ok && te.Code == limit
}
-- a/b.go --
package a

import "example.com/m/deep"

const limit = "QueueFull"

type Conn struct{}

func (c *Conn) Do() (string, error) { return deep.Do() }
-- a/a_test.go --
package a
-- a/x_test.go --
package a_test

import "example.com/m/a"

var conn = new(a.Conn)
-- deep/deep.go --
package deep

func Do() (string, error) { return "", nil }
`

// openDir loads directory a as the language server does if the shown files are open.
func openDir(t testing.TB, config Config, shown ...string) []*Package {
	t.Helper()
	packages, problems, err := Dir(context.Background(), config, filepath.Join(config.Dir, "a"), func(path string) bool {
		return slices.Contains(shown, filepath.Base(path))
	})
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return packages
}

func TestDirParsesSmallPackagesCompletely(t *testing.T) {
	dir := unpack(t, edited)
	packages := openDir(t, Config{Set: demo(), Dir: dir}, "a.go")
	if got := summary(dir, packages, nil); got != "example.com/m/a:2" {
		t.Fatal(got)
	}
	p := packages[0]
	if got := typeOf(p, "te"); !slices.Equal(got, []string{"*queue.Error"}) {
		t.Errorf("te has types %v", got)
	}
	at := p.Fset.Position(p.Pkg.Scope().Lookup("Conn").Pos())
	if filepath.Base(at.Filename) != "b.go" || at.Line != 7 {
		t.Errorf("Conn is declared at %v", at)
	}
}

// TestDirParsesFewBodiesOfLargePackages checks that only the bodies of the open file, and of the functions that it calls,
// are parsed.
func TestDirParsesFewBodiesOfLargePackages(t *testing.T) {
	dir := unpack(t, edited+`
-- a/large.go --
package a

func large() {}

// `+strings.Repeat("x", maxWholeDir)+`
`)
	packages := openDir(t, Config{Set: demo(), Dir: dir}, "a.go")
	var bodies []string
	for _, f := range packages[0].Files {
		for _, d := range f.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				bodies = append(bodies, f.Name.Name)
			}
		}
	}
	if got := strings.Join(bodies, " "); got != "f Do" {
		t.Errorf("bodies of %s", got)
	}
	if got := typeOf(packages[0], "te"); !slices.Equal(got, []string{"*queue.Error"}) {
		t.Errorf("te has types %v", got)
	}
	if packages[0].Pkg.Scope().Lookup("large") != nil {
		t.Error("a file that is not needed was parsed")
	}
}

func TestDirLoadsTests(t *testing.T) {
	dir := unpack(t, edited)
	packages := openDir(t, Config{Set: demo(), Dir: dir}, "x_test.go")
	if got := summary(dir, packages, nil); got != "example.com/m/a_test:1" {
		t.Fatal(got)
	}
	if got := typeOf(packages[0], "conn"); !slices.Equal(got, []string{"*a.Conn"}) {
		t.Errorf("conn has types %v", got)
	}
}

func TestDirSeesEditsThroughItsCache(t *testing.T) {
	dir := unpack(t, edited)
	config := Config{Set: demo(), Dir: dir, Cache: NewCache()}
	path := filepath.Join(dir, "a", "a.go")
	for i, test := range []struct{ file, src, want string }{
		{"a/a.go", "package a\nvar x = limit\n", "string"},
		{"a/b.go", "package a\nconst limit = 1\n", "int"},
		{"a/b.go", "package a\nimport \"example.com/m/deep\"\nvar limit, _ = deep.Do()\n", "string"},
		{"deep/deep.go", "package deep\nfunc Do() (float64, error)\n", "float64"},
		{"a/c.go", "package a\nvar limit bool\n", "bool"},
		{"a/c.go", "package a\n", "float64"},
	} {
		overlay := map[string][]byte{path: []byte("package a\nvar x = limit\n")}
		for name, src := range config.Overlay {
			overlay[name] = src
		}
		overlay[filepath.Join(dir, filepath.FromSlash(test.file))] = []byte(test.src)
		if test.want == "bool" {
			delete(overlay, filepath.Join(dir, "a", "b.go"))
			overlay[filepath.Join(dir, "a", "b.go")] = []byte("package a\n")
		}
		if i == 5 {
			overlay[filepath.Join(dir, "a", "b.go")] = []byte("package a\nimport \"example.com/m/deep\"\nvar limit, _ = deep.Do()\n")
		}
		config.Overlay = overlay
		if got := typeOf(openDir(t, config, "a.go")[0], "x"); !slices.Equal(got, []string{test.want}) {
			t.Errorf("step %d: x has types %v, want %s", i, got, test.want)
		}
	}
}

// TestDirLoadsHalfTypedCode cuts a function off at each byte: the functions before and after it keep their types.
func TestDirLoadsHalfTypedCode(t *testing.T) {
	dir := unpack(t, edited)
	whole := `package a

import "example.com/queue-go"

func before(err error) bool {
	te, ok := err.(*queue.Error)
	return ok && te.Code == "QueueFull"
}

func during(e *queue.Error) bool {
	return e.Code == "QueueGone"
}

// after is last.
func after(err error) bool {
	te, ok := err.(*queue.Error)
	return ok && te.Code == "QueueGone"
}
`
	start := strings.Index(whole, "func during")
	end := strings.Index(whole, "// after")
	cache := NewCache()
	path := filepath.Join(dir, "a", "a.go")
	for cut := start; cut < end; cut++ {
		// The user has not typed the rest of the function.
		src := whole[:cut] + "\n\n" + whole[end:]
		config := Config{Set: demo(), Dir: dir, Cache: cache, Overlay: map[string][]byte{path: []byte(src)}}
		packages, _, err := Dir(t.Context(), config, filepath.Dir(path), func(p string) bool { return p == path })
		if err != nil || len(packages) != 1 {
			t.Fatalf("%q: %v", whole[start:cut], err)
		}
		if got := typeOf(packages[0], "te"); !slices.Equal(got, []string{"*queue.Error"}) {
			t.Errorf("after %q, te has types %v", whole[start:cut], got)
		}
	}
}

// TestDirIsSafeForConcurrentUse is for the race detector.
func TestDirIsSafeForConcurrentUse(t *testing.T) {
	dir := unpack(t, edited)
	cache := NewCache()
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			for i := range 20 {
				src := fmt.Sprintf("package a\n// %d\nconst limit = \"x\"\ntype Conn struct{}\nfunc (c *Conn) Do() (string, error)\n", (worker+i)%3)
				config := Config{Set: demo(), Dir: dir, Cache: cache, Overlay: map[string][]byte{
					filepath.Join(dir, "a", "b.go"): []byte(src),
				}}
				packages := openDir(t, config, "a.go")
				if got := typeOf(packages[0], "te"); !slices.Equal(got, []string{"*queue.Error"}) {
					t.Errorf("te has types %v", got)
				}
				if at := packages[0].Fset.Position(packages[0].Pkg.Scope().Lookup("Conn").Pos()); at.Line != 4 {
					t.Errorf("Conn is declared at %v", at)
				}
			}
		})
	}
	wg.Wait()
}
