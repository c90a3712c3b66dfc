package analyzer_test

import (
	"fmt"
	"go/token"
	"hash/crc32"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/internal/rewrite"
	"github.com/errls/errls/analyzer/sites"
)

// A place identifies a finding in a way that does not change when the source is rewritten.
type place struct{ rule, decl, code string }

// An example is a package of one file, with the findings of all rules in it.
type example struct {
	name     string
	text     []byte
	in       sites.Input
	findings map[place]int
}

// TestRewrites rewrites the examples of the rules in ways that keep their meaning, and compares the findings before and
// after. ERRLS_REWRITES=all rewrites all examples; by default each class of rewrites has a sample of them.
// ERRLS_REWRITES=class rewrites all examples in one way, and ERRLS_REWRITES=class:file prints one rewritten example.
func TestRewrites(t *testing.T) {
	mode := os.Getenv("ERRLS_REWRITES")
	suite, err := analyzer.New(set, analyzer.Config{})
	if err != nil {
		t.Fatal(err)
	}
	examples := loadExamples(t, suite)
	unusedExceptions := maps.Clone(rewriteExceptions)
	for i, class := range rewrite.Classes() {
		lost, kept, added := 0, 0, 0
		for _, e := range examples {
			if only, file, ok := strings.Cut(mode, ":"); ok && file != e.name || mode != "" && mode != "all" && only != class.Name || mode == "" && !inSample(i, e.name) {
				continue
			}
			r, ok := class.Apply(e.in, filepath.Base(e.name), e.text)
			if !ok {
				continue
			}
			if strings.Contains(mode, ":") {
				for name, text := range r.Files {
					t.Logf("%s:\n%s", name, text)
				}
			}
			in, err := sharedLoader.Files(r.Files)
			if err != nil {
				t.Errorf("%s: the rewritten %s does not compile: %v", class.Name, e.name, err)
				continue
			}
			after := places(suite, in, r.Origin)
			for _, d := range compareRewritten(e, r, after, class.Moves) {
				if isExempt(class.Name, d) {
					continue
				}
				key := rewriteException{class.Name, e.name, d.place}
				if _, known := rewriteExceptions[key]; known {
					delete(unusedExceptions, key)
					continue
				}
				if d.n < 0 {
					lost -= d.n
				} else {
					added += d.n
				}
				t.Logf("%s: %s: %+d %s in %s (%s)", class.Name, e.name, d.n, d.rule, d.decl, d.code)
			}
			kept += countTouched(e, r)
		}
		survival := 100.0
		if kept > 0 {
			survival = 100 * float64(kept-lost) / float64(kept)
		}
		t.Logf("%-18s survival %5.1f %% of %4d, new %d", class.Name, survival, kept, added)
		limit, ok := rewriteLimits[class.Name]
		if !ok {
			limit = rewriteLimit{95, 0}
		}
		if survival < limit.survival || added > limit.added {
			t.Errorf("%s: survival %.1f %%, new findings %d; the limits are %g %% and %d", class.Name, survival, added, limit.survival, limit.added)
		}
	}
	if mode == "all" {
		for e := range unusedExceptions {
			t.Errorf("the exception %+v is not needed", e)
		}
	}
}

// inSample reports whether the class of rewrites with an index has an example by default. It depends on the name of the
// example only, so that a new example does not change the sample of others.
func inSample(class int, example string) bool {
	return sampleNumber(example, uint32(class))%sampleOf == 0
}

// sampleNumber returns a number that depends on the name of an example and on a class of rewrites.
func sampleNumber(example string, class uint32) uint32 {
	return crc32.ChecksumIEEE([]byte(example)) + class
}

// loadExamples loads the test data of all rules, and the bad and good examples of their pages.
func loadExamples(t *testing.T, suite *analyzer.Suite) []example {
	t.Helper()
	texts := map[string][]byte{}
	for _, rule := range suite.Rules() {
		texts["bad_"+rule.Name+".go"], texts["good_"+rule.Name+".go"] = pageExample(t, rule.Page, "Bad"), pageExample(t, rule.Page, "Good")
	}
	files, err := filepath.Glob("testdata/src/*/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts[strings.TrimPrefix(filepath.ToSlash(file), "testdata/src/")] = text
	}
	var all []example
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		in, err := sharedLoader.Files(map[string][]byte{name: texts[name]})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, example{name, texts[name], in, places(suite, in, nil)})
	}
	return all
}

// places returns the number of findings in a package by place. Origin maps names of declarations to those of the original
// source.
func places(suite *analyzer.Suite, in sites.Input, origin map[string]string) map[place]int {
	all := map[place]int{}
	for _, f := range suite.Check(find.Find(in)) {
		decl := declAt(in, f.Pos)
		if o, ok := origin[decl]; ok {
			decl = o
		}
		all[place{f.Rule, decl, f.Code}]++
	}
	return all
}

// declAt returns the name of the declaration around a position.
func declAt(in sites.Input, pos token.Pos) string {
	for _, file := range in.Files {
		for _, d := range file.Decls {
			if d.Pos() <= pos && pos <= d.End() {
				return rewrite.DeclName(d)
			}
		}
	}
	return ""
}

// A difference is a number of findings that appeared, or disappeared if it is negative.
type difference struct {
	place
	n int
}

// compareRewritten returns the differences between the findings of an example and those after a rewrite. If code moved to
// other declarations, the declarations are not compared.
func compareRewritten(e example, r rewrite.Result, after map[place]int, moves bool) []difference {
	diff := map[place]int{}
	add := func(p place, n int) {
		if moves {
			p.decl = ""
		}
		diff[p] += n
	}
	for p, n := range after {
		add(p, n)
	}
	for p, n := range e.findings {
		add(p, -n)
	}
	var out []difference
	for p, n := range diff {
		if n != 0 {
			out = append(out, difference{p, n})
		}
	}
	slices.SortFunc(out, func(a, b difference) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return out
}

// countTouched returns the number of findings of an example in declarations that were rewritten.
func countTouched(e example, r rewrite.Result) int {
	all := 0
	for p, n := range e.findings {
		if r.Touched[p.decl] {
			all += n
		}
	}
	return all
}
