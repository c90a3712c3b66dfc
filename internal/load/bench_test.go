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

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/load/internal/syntax"
)

// large writes a package with the given number of files, and one more with a site. It returns the directory of the module.
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

// oneSource returns one file of the large package, and sets the bytes of an iteration to its size.
func oneSource(b *testing.B) []byte {
	src, err := os.ReadFile(filepath.Join(large(b, 1), "big", "r0.go"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(src)))
	return src
}

// BenchmarkStart prepares the built-in catalogs and the search for their names, as each run does.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		skim.NewTerms(catalog.Embedded())
	}
}

// BenchmarkHeader reads the package clause and the imports of a file.
func BenchmarkHeader(b *testing.B) {
	src := oneSource(b)
	for b.Loop() {
		skim.ReadHeader(src)
	}
}

// BenchmarkIndex finds the declarations of a file without parsing it.
func BenchmarkIndex(b *testing.B) {
	src := oneSource(b)
	h, _ := skim.ReadHeader(src)
	n := skim.NewTerms(demo())
	for b.Loop() {
		look := n.Matcher(&h, false)
		skim.ReadIndex(src, h, &look)
	}
}

// BenchmarkSkeleton parses a file without its function bodies.
func BenchmarkSkeleton(b *testing.B) {
	src := oneSource(b)
	h, _ := skim.ReadHeader(src)
	x := skim.ReadIndex(src, h, nil)
	for b.Loop() {
		syntax.Skeleton(token.NewFileSet(), "r.go", src, x, nil)
	}
}

// BenchmarkParse parses a whole file, for comparison with BenchmarkSkeleton.
func BenchmarkParse(b *testing.B) {
	src := oneSource(b)
	for b.Loop() {
		if _, err := parser.ParseFile(token.NewFileSet(), "r.go", src, parser.SkipObjectResolution); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkQuick loads a package of 400 files, one of which has a site.
func BenchmarkQuick(b *testing.B) {
	dir := large(b, 400)
	for b.Loop() {
		packages, problems := quick(b, Config{Set: demo(), Dir: dir, Patterns: []string{"./..."}})
		if len(packages) != 1 || len(problems) > 0 {
			b.Fatal(len(packages), problems)
		}
	}
}

// BenchmarkWithoutSites runs all rules on a large package that has no site, and only reads its files for comparison: the
// difference is the cost of the prefilter.
func BenchmarkWithoutSites(b *testing.B) {
	dir := large(b, 400)
	if err := os.Remove(filepath.Join(dir, "big", "site.go")); err != nil {
		b.Fatal(err)
	}
	config := Config{Set: demo(), Dir: dir, Patterns: []string{"./..."}}
	suite, err := analyzer.New(config.Set, analyzer.Config{})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("reading", func(b *testing.B) {
		targets, _ := gofiles.Resolve(config.Dir, config.Patterns)
		for b.Loop() {
			for _, target := range targets {
				r := config.reader()
				paths, _ := r.List(target.Dir)
				parallel(len(paths), func(i int) {
					if _, err := r.Read(paths[i]); err != nil {
						b.Error(err)
					}
				})
			}
		}
	})
	b.Run("suite", func(b *testing.B) {
		for b.Loop() {
			_, err := Quick(context.Background(), config, func(p *Package) { suite.Check(find.Find(p.Input)) })
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkHelpers loads a package of 400 files that each call a helper with codes.
func BenchmarkHelpers(b *testing.B) {
	dir := large(b, 400)
	helper := "package big\nimport \"example.com/queue-go\"\nfunc expected(err error, codes ...string) bool {\n" +
		"te, ok := err.(*queue.Error)\nfor _, c := range codes { if ok && te.Code == c { return true } }\nreturn false }\n"
	if err := os.WriteFile(filepath.Join(dir, "big", "helper.go"), []byte(helper), 0o666); err != nil {
		b.Fatal(err)
	}
	for i := range 400 {
		call := fmt.Sprintf("package big\nfunc (r *resource%d) gone() bool { return expected(r.step1(1), \"QueueGone\") }\n", i)
		if err := os.WriteFile(filepath.Join(dir, "big", fmt.Sprintf("c%d.go", i)), []byte(call), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		found := 0
		_, err := Quick(context.Background(), Config{Set: demo(), Dir: dir, Patterns: []string{"./..."}}, func(p *Package) {
			found += len(find.Find(p.Input).Lists)
		})
		if err != nil || found != 400 {
			b.Fatal(found, err)
		}
	}
}

// BenchmarkDir reloads a package of 400 files after an edit, with an empty cache and with a full one.
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
