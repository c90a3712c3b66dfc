package analyzer_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load"
)

// withSites returns the packages with sites in the tests of all rules, where each file is a package, and in the
// modules of testdata/real. N is the number of their files.
func withSites(b *testing.B) (all []*sites.Result, n int) {
	add := func(in sites.Input) {
		if found := find.Find(in); len(found.Sites) > 0 {
			all = append(all, found)
			n += len(in.Files)
		}
	}
	files, err := filepath.Glob("testdata/src/*/*.go")
	if err != nil || len(files) == 0 {
		b.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		in, err := sharedLoader.Files(map[string][]byte{file: source})
		if err != nil {
			b.Fatal(err)
		}
		add(in)
	}
	root, err := filepath.Abs("../testdata/real")
	if err != nil {
		b.Fatal(err)
	}
	modules, err := filepath.Glob(filepath.Join(root, "*", "go.mod"))
	if err != nil || len(modules) == 0 {
		b.Fatalf("no modules: %v", err)
	}
	for _, module := range modules {
		config := load.Config{Set: set, Dir: filepath.Dir(module), Patterns: []string{"./..."}}
		if _, err := load.Quick(b.Context(), config, func(p *load.Package) { add(p.Input) }); err != nil {
			b.Fatal(err)
		}
	}
	return all, n
}

func newSuite(b *testing.B, config analyzer.Config) *analyzer.Suite {
	suite, err := analyzer.New(set, config)
	if err != nil {
		b.Fatal(err)
	}
	return suite
}

// BenchmarkRules measures each rule over files with sites, without the search for the sites. It must stay below
// 1,000,000 ns/file.
func BenchmarkRules(b *testing.B) {
	found, files := withSites(b)
	for _, name := range analyzer.Names() {
		b.Run(name, func(b *testing.B) {
			suite := newSuite(b, analyzer.Config{Rules: []string{name}})
			for b.Loop() {
				for _, f := range found {
					suite.Check(f)
				}
			}
			perFile(b, files)
		})
	}
}

// BenchmarkFind measures the search for the sites in the same files.
func BenchmarkFind(b *testing.B) {
	found, files := withSites(b)
	for b.Loop() {
		for _, f := range found {
			find.Find(f.Input)
		}
	}
	perFile(b, files)
}

// BenchmarkNothing measures the suite on a package without sites.
func BenchmarkNothing(b *testing.B) {
	in, err := sharedLoader.Files(map[string][]byte{"nothing.go": []byte("package p\n\nimport \"errors\"\n\n" +
		"func f(err error) error {\n\tif err != nil {\n\t\treturn errors.Join(err)\n\t}\n\treturn nil\n}\n")})
	if err != nil {
		b.Fatal(err)
	}
	suite := newSuite(b, analyzer.Config{})
	found := find.Find(in)
	for b.Loop() {
		suite.Check(found)
	}
}

func perFile(b *testing.B, files int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(files), "ns/file")
	b.ReportMetric(0, "ns/op")
}
