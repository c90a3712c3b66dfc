package analyzer_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/internal/rewrite"
)

// secondRewrites are the classes with which each class is combined.
var secondRewrites = []string{"cond-to-helper", "cond-to-var", "rename-locals", "negate-if"}

// twiceSampleOf says which part of the examples a combination has by default: one of twiceSampleOf.
const twiceSampleOf = 96

// The limits of all combinations together.
const (
	twiceSurvival = 90 // percent
	twiceAdded    = 12
)

// TestTwoRewrites rewrites examples in one way and the result in another, and compares the findings with those of the
// original. Each combination has a sample of the examples; with ERRLS_REWRITES=all the sample is larger.
func TestTwoRewrites(t *testing.T) {
	mode, part := os.Getenv("ERRLS_REWRITES"), uint32(twiceSampleOf)
	switch mode {
	case "all":
		part /= 8
	case "":
	default:
		t.Skip("one class of rewrites is tested")
	}
	suite, err := analyzer.New(set, analyzer.Config{})
	if err != nil {
		t.Fatal(err)
	}
	classes := map[string]rewrite.Class{}
	for _, c := range rewrite.Classes() {
		classes[c.Name] = c
	}
	examples := loadExamples(t, suite)
	lost, kept, added, number := 0, 0, 0, uint32(0)
	for _, first := range rewrite.Classes() {
		for _, name := range secondRewrites {
			second := classes[name]
			number++
			for _, e := range examples {
				if sampleNumber(e.name, number)%part != 0 || first.Name == name {
					continue
				}
				r, ok := rewriteTwice(t, e, first, second)
				if !ok {
					continue
				}
				in, err := sharedLoader.Files(r.Files)
				if err != nil {
					t.Errorf("%s and %s: the rewritten %s does not compile: %v", first.Name, name, e.name, err)
					continue
				}
				for _, d := range compareRewritten(e, r, places(suite, in, r.Origin), first.Moves || second.Moves) {
					if isExempt(first.Name, d) || isExempt(name, d) {
						continue
					}
					lost, added = lost+max(-d.n, 0), added+max(d.n, 0)
					t.Logf("%s and %s: %s: %+d %s in %s (%s)", first.Name, name, e.name, d.n, d.rule, d.decl, d.code)
				}
				kept += countTouched(e, r)
			}
		}
	}
	survival := 100 * float64(kept-lost) / float64(max(kept, 1))
	t.Logf("survival %.1f %% of %d, new %d", survival, kept, added)
	if survival < twiceSurvival || mode == "" && added > twiceAdded {
		t.Errorf("survival %.1f %%, new findings %d; the limits are %d %% and %d", survival, added, twiceSurvival, twiceAdded)
	}
}

// rewriteTwice returns an example that was rewritten in two ways. Ok is false if one of them does not apply, or if the first
// makes several files.
func rewriteTwice(t *testing.T, e example, first, second rewrite.Class) (r rewrite.Result, ok bool) {
	t.Helper()
	base := filepath.Base(e.name)
	once, ok := first.Apply(e.in, base, e.text)
	if !ok || len(once.Files) != 1 {
		return rewrite.Result{}, false
	}
	renamed := func(s string) string { return strings.ReplaceAll(s, "Rw", "Rv") } // the second rewrite makes the same names
	text := []byte(renamed(string(once.Files[base])))
	in, err := sharedLoader.Files(map[string][]byte{base: text})
	if err != nil {
		t.Errorf("%s: the rewritten %s does not compile: %v", first.Name, e.name, err)
		return rewrite.Result{}, false
	}
	r, ok = second.Apply(in, base, text)
	if !ok {
		return rewrite.Result{}, false
	}
	origin := map[string]string{}
	for name, from := range once.Origin {
		origin[renamed(name)] = from
	}
	original := func(name string) string {
		if from, ok := origin[name]; ok {
			return from
		}
		return name
	}
	for name, from := range r.Origin {
		r.Origin[name] = original(from)
	}
	for name, from := range origin {
		if _, known := r.Origin[name]; !known {
			r.Origin[name] = from
		}
	}
	for name := range r.Touched {
		r.Touched[original(name)] = true
	}
	for name := range once.Touched {
		r.Touched[name] = true
	}
	return r, true
}
