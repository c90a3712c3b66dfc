package load

import (
	"cmp"
	"context"
	"fmt"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// TestQuickAgreesWithExact holds the findings and the sites that quick types give against those of the go
// command's export data, over the real modules. What may differ stands in testdata/differences.txt, each with its
// reason.
func TestQuickAgreesWithExact(t *testing.T) {
	modules, err := filepath.Glob("../../testdata/real/*/go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if len(modules) == 0 {
		t.Skip("there are no real modules")
	}
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOFLAGS", "-mod=readonly")
	known := readDifferences(t)
	for _, file := range modules {
		dir, err := filepath.Abs(filepath.Dir(file))
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(dir)
		t.Run(name, func(t *testing.T) {
			list := exec.Command("go", "list", "-deps", "./...")
			list.Dir = dir
			if out, err := list.CombinedOutput(); err != nil {
				t.Skipf("the module's dependencies are not in the module cache: %s", oneLine(string(out)))
			}
			exact := collect(t, dir, Exact)
			if len(exact) == 0 {
				t.Error("exact types give no site at all")
			}
			whole := collect(t, dir, Quick)
			chosen := collect(t, dir, func(ctx context.Context, config Config, visit func(*Package)) ([]Problem, error) {
				l := newLoader(&config)
				l.whole = 0
				targets, _ := resolve(&config)
				return l.quick(ctx, targets, visit)
			})
			compareLines(t, name+" quick", exact, whole, known)
			compareLines(t, name+" chosen", exact, chosen, known)
			compareLines(t, name+" editor", exact, collect(t, dir, dirByDir), known)
		})
	}
	for line, met := range known {
		if !met && !t.Failed() {
			t.Logf("testdata/differences.txt: not met in this run: %s", line)
		}
	}
}

// dirByDir types each package as an editor does that shows one of its files.
func dirByDir(ctx context.Context, config Config, visit func(*Package)) ([]Problem, error) {
	var all []Problem
	targets, _ := walk(config.Dir)
	for _, target := range targets {
		var shown string
		packages, problems, err := Dir(ctx, config, target.dir, func(path string) bool {
			shown = cmp.Or(shown, path)
			return path == shown
		})
		if err != nil {
			return nil, err
		}
		all = append(all, problems...)
		for _, p := range packages {
			visit(p)
		}
	}
	return all, nil
}

type loadFunc func(context.Context, Config, func(*Package)) ([]Problem, error)

// collect writes each site and each finding of a module as a line.
func collect(t *testing.T, dir string, load loadFunc) map[string]bool {
	t.Helper()
	set := catalog.Embedded()
	suite, err := analyzer.New(set, analyzer.Config{})
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]bool{}
	problems, err := load(t.Context(), Config{Set: set, Dir: dir, Patterns: []string{"./..."}}, func(p *Package) {
		found := sites.Find(p.Input)
		at := func(pos token.Pos) string {
			where := p.Fset.Position(pos)
			rel, err := filepath.Rel(dir, where.Filename)
			if err != nil {
				t.Fatal(err)
			}
			return fmt.Sprintf("%s:%d:%d", filepath.ToSlash(rel), where.Line, where.Column)
		}
		for _, s := range found.Sites {
			lines[fmt.Sprintf("%s: site %s %q role %d outcome %d again %d indirect %t",
				at(s.Expr.Pos()), s.Catalog.ID, s.Written, s.Role, s.Outcome, len(s.Again), s.Indirect)] = true
		}
		for _, f := range suite.Check(found) {
			lines[fmt.Sprintf("%s: %s: %s", at(f.Pos), f.Rule, f.Message)] = true
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("problem: %+v", p)
	}
	return lines
}

func compareLines(t *testing.T, name string, exact, quick map[string]bool, known map[string]bool) {
	t.Helper()
	check := func(side string, have, other map[string]bool) {
		for _, line := range slices.Sorted(maps.Keys(have)) {
			entry := name + " " + side + " " + line
			if _, listed := known[entry]; listed {
				known[entry] = true
			} else if !other[line] {
				t.Errorf("only %s: %s", side, line)
			}
		}
	}
	check("exact", exact, quick)
	check("quick", quick, exact)
}

// readDifferences reads the lines that may differ; a reason stands above each of them.
func readDifferences(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile("testdata/differences.txt")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	reason := false
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			reason = false
		case strings.HasPrefix(line, "#"):
			reason = true
		case !reason:
			t.Errorf("testdata/differences.txt: no reason is given for %q", line)
		default:
			known[line] = false
		}
	}
	return known
}
