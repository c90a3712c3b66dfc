package load

import (
	"bytes"
	"context"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"testing"
)

// large writes a package of many files, one of which holds a site, and returns its module's directory.
func large(b *testing.B, files int) string {
	dir := unpack(b, "-- go.mod --\nmodule example.com/m\n-- big/site.go --\npackage big\nimport \"example.com/queue-go\"\n"+
		"func site(r *resource7) bool { te, ok := r.read(1).(*queue.Error); return ok && te.Code == \"QueueGone\" }\n")
	for i := range files {
		var text bytes.Buffer
		fmt.Fprintf(&text, "package big\n\nimport \"fmt\"\n\ntype resource%d struct{ name string }\n", i)
		for k := range 20 {
			fmt.Fprintf(&text, "\nfunc (r *resource%d) step%d(n int) error {\n", i, k)
			for range 20 {
				fmt.Fprintf(&text, "\tif n > %d {\n\t\treturn fmt.Errorf(\"%%s: step {%d} of \\\"%%d\\\"\", r.name, n)\n\t}\n", k, k)
			}
			fmt.Fprintf(&text, "\treturn nil\n}\n")
		}
		fmt.Fprintf(&text, "\nfunc (r *resource%d) read(n int) error { return r.step1(n) }\n", i)
		if err := os.WriteFile(filepath.Join(dir, "big", fmt.Sprintf("r%d.go", i)), text.Bytes(), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

// oneSource returns one file of the large package.
func oneSource(b *testing.B) []byte {
	src, err := os.ReadFile(filepath.Join(large(b, 1), "big", "r0.go"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(src)))
	return src
}

func BenchmarkNeedles(b *testing.B) {
	set := demo()
	for b.Loop() {
		newNeedles(set)
	}
}

func BenchmarkHeader(b *testing.B) {
	src := oneSource(b)
	for b.Loop() {
		readHeader(src)
	}
}

func BenchmarkIndex(b *testing.B) {
	src := oneSource(b)
	h, _ := readHeader(src)
	n := newNeedles(demo())
	for b.Loop() {
		look := n.lookout(&h, false)
		readIndex(src, h, &look)
	}
}

func BenchmarkSkeleton(b *testing.B) {
	src := oneSource(b)
	h, _ := readHeader(src)
	x := readIndex(src, h, nil)
	for b.Loop() {
		parseSkeleton(token.NewFileSet(), "r.go", src, x, nil)
	}
}

// BenchmarkParse is what a skeleton saves.
func BenchmarkParse(b *testing.B) {
	src := oneSource(b)
	for b.Loop() {
		if _, err := parser.ParseFile(token.NewFileSet(), "r.go", src, parser.SkipObjectResolution); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkQuick(b *testing.B) {
	dir := large(b, 400)
	for b.Loop() {
		packages, problems := quick(b, Config{Set: demo(), Dir: dir, Patterns: []string{"./..."}})
		if len(packages) != 1 || len(problems) > 0 {
			b.Fatal(len(packages), problems)
		}
	}
}

// BenchmarkDir is a keystroke in a package of 400 files: its first time with an empty cache, then with a full one.
func BenchmarkDir(b *testing.B) {
	dir := large(b, 400)
	path := filepath.Join(dir, "big", "site.go")
	src, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	keystroke := func(b *testing.B, config Config, n int) {
		config.Overlay = map[string][]byte{path: fmt.Appendf(src, "// %d\n", n)}
		packages, _, err := Dir(context.Background(), config, filepath.Dir(path), func(p string) bool { return p == path })
		if err != nil || len(packages) != 1 {
			b.Fatal(packages, err)
		}
	}
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			keystroke(b, Config{Set: demo(), Dir: dir}, 0)
		}
	})
	b.Run("next", func(b *testing.B) {
		config := Config{Set: demo(), Dir: dir, Cache: NewCache()}
		keystroke(b, config, -1)
		for n := 0; b.Loop(); n++ {
			keystroke(b, config, n)
		}
	})
}
