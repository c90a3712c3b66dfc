package load

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/realtest"
)

// TestQuickAgreesWithExact compares the sites and findings of each loader with those of Exact, in the real modules.
// testdata/differences.txt lists the accepted differences, each with a reason.
func TestQuickAgreesWithExact(t *testing.T) {
	realtest.Setenv(t)
	known := readDifferences(t)
	for _, dir := range realtest.Dirs(t, "../../testdata/real") {
		name := filepath.Base(dir)
		t.Run(name, func(t *testing.T) {
			realtest.Build(t, dir)
			compareLoaders(t, name, dir, catalog.Embedded(), known)
		})
	}
	for line, met := range known {
		if !met && !t.Failed() {
			t.Logf("testdata/differences.txt: this line did not occur: %s", line)
		}
	}
}

// TestHelpersOfOtherPackages compares the loaders in a module that calls helpers of other packages.
func TestHelpersOfOtherPackages(t *testing.T) {
	needGo(t)
	archive, err := os.ReadFile("testdata/helpers.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(unpack(t, string(archive)), "app")
	lines := compareLoaders(t, "helpers", dir, demo(), nil)
	for _, want := range []string{
		`shop/shop.go:14:24: site demo.queue "QueueGone"`,
		`shop/shop.go:10:21: site demo.queue "QueueFull"`,
		`shop/shop.go:23:`,
		`through/through.go:9:58: site demo.queue "QueueGone"`,
	} {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(lines)), func(l string) bool { return strings.HasPrefix(l, want) }) {
			t.Errorf("no line %s… in\n%s", want, strings.Join(slices.Sorted(maps.Keys(lines)), "\n"))
		}
	}
}

// compareLoaders compares the sites and findings of each loader with those of Exact, and returns the latter.
func compareLoaders(t *testing.T, name, dir string, set *catalog.Set, known map[string]bool) map[string]bool {
	t.Helper()
	exact := collect(t, dir, set, Exact)
	if len(exact) == 0 {
		t.Error("Exact finds no site")
	}
	compareLines(t, name+" vet", exact, collect(t, dir, set, unitByUnit), known)
	compareLines(t, name+" quick", exact, collect(t, dir, set, Quick), known)
	compareLines(t, name+" large", exact, collect(t, dir, set, largeQuick), known)
	compareLines(t, name+" editor", exact, collect(t, dir, set, dirByDir), known)
	return exact
}

// unitByUnit loads the packages one by one, each after its imports, as go vet does.
func unitByUnit(ctx context.Context, config Config, visit func(*Package)) ([]Problem, error) {
	list, err := goList(ctx, &config)
	if err != nil {
		return nil, err
	}
	tmp, err := os.MkdirTemp("", "errls")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	exports, facts := map[string]string{}, map[string]string{} // files, by package path
	var problems []Problem
	for i, p := range list {
		exports[p.ImportPath] = p.Export
		unit := UnitConfig{
			Compiler: "gc", Dir: p.Dir, ImportPath: p.ImportPath, GoVersion: "go1.26", GoFiles: p.files(),
			ImportMap: map[string]string{}, PackageFile: map[string]string{}, PackageVetx: map[string]string{},
			Standard: map[string]bool{p.ImportPath: p.Module == nil}, VetxOnly: p.DepOnly,
			VetxOutput: filepath.Join(tmp, fmt.Sprint(i, ".vetx")),
		}
		if p.Module != nil {
			unit.ModulePath, unit.ModuleVersion = "module", "v1.0.0"
		}
		if p.Module != nil && p.Module.Main {
			unit.ModuleVersion = ""
		}
		for _, file := range unit.GoFiles {
			src, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			h, _ := skim.ReadHeader(src)
			for _, i := range h.Imports {
				path := cmp.Or(p.ImportMap[i.Path], i.Path)
				unit.ImportMap[i.Path], unit.PackageFile[path] = path, exports[path]
				if facts[path] != "" {
					unit.PackageVetx[path] = facts[path]
				}
			}
		}
		data, err := json.Marshal(unit)
		if err != nil {
			return nil, err
		}
		cfg := filepath.Join(tmp, "vet.cfg")
		if err := os.WriteFile(cfg, data, 0o666); err != nil {
			return nil, err
		}
		u, err := ReadUnit(cfg, func(string) *catalog.Set { return config.Set })
		if err != nil {
			return nil, err
		}
		if err := u.Done(); err != nil {
			return nil, err
		}
		facts[p.ImportPath] = unit.VetxOutput
		problems = append(problems, u.Problems...)
		if u.Package != nil {
			visit(u.Package)
		}
	}
	return problems, nil
}

// dirByDir loads each package as the language server does if one file of it is open.
func dirByDir(ctx context.Context, config Config, visit func(*Package)) ([]Problem, error) {
	var all []Problem
	targets, _ := gofiles.Walk(config.Dir)
	for _, target := range targets {
		var shown string
		packages, problems, err := Dir(ctx, config, target.Dir, func(path string) bool {
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

// A loadFunc loads packages: Exact, Quick, or a function like them.
type loadFunc func(context.Context, Config, func(*Package)) ([]Problem, error)

// collect returns a line for each site, list, group and finding of a module, and reports problems as errors.
func collect(t *testing.T, dir string, set *catalog.Set, load loadFunc) map[string]bool {
	t.Helper()
	lines, problems := collectLines(t, dir, set, load)
	for _, p := range problems {
		t.Errorf("problem: %+v", p)
	}
	return lines
}

// collectLines returns a line for each site, list, group and finding of a module, and what could not be loaded.
func collectLines(t *testing.T, dir string, set *catalog.Set, load loadFunc) (map[string]bool, []Problem) {
	t.Helper()
	suite, err := analyzer.New(set, analyzer.Config{})
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]bool{}
	problems, err := load(t.Context(), Config{Set: set, Dir: dir, Patterns: []string{"./..."}}, func(p *Package) {
		found := find.Find(p.Input)
		at := func(pos token.Pos) string {
			where := p.Fset.Position(pos)
			rel, err := filepath.Rel(dir, where.Filename)
			if err != nil {
				t.Fatal(err)
			}
			return fmt.Sprintf("%s:%d:%d", filepath.ToSlash(rel), where.Line, where.Column)
		}
		// Quick types read no body for the sake of a code of a loose catalog that rules do not judge. The findings are compared.
		for _, s := range found.Sites {
			if s.Catalog.Loose {
				continue
			}
			lines[fmt.Sprintf("%s: site %s %q role %d outcome %d again %d indirect %t",
				at(s.Expr.Pos()), s.Catalog.ID, s.Written, s.Role, s.Outcome, len(s.Retries), s.Indirect)] = true
		}
		for _, l := range found.Lists {
			lines[fmt.Sprintf("%s: list of %d, match %d, open %t, of a helper %t",
				at(l.Node.Pos()), len(l.Elements), l.Match, l.Open, l.Helper != nil)] = true
		}
		for _, g := range found.Groups {
			if g.Catalog.Loose {
				continue
			}
			lines[fmt.Sprintf("%s: group of %d, else %d, returnable %t", at(g.Node.Pos()), len(g.Sites), g.Else, g.Error != nil)] = true
		}
		for _, f := range suite.Check(found) {
			lines[fmt.Sprintf("%s: %s: %s", at(f.Pos), f.Rule, f.Message)] = true
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines, problems
}

// compareLines reports the lines that only one of two loaders found, and marks those in known as found.
func compareLines(t *testing.T, name string, exact, quick map[string]bool, known map[string]bool) {
	t.Helper()
	check := func(side string, have, other map[string]bool) {
		for _, line := range slices.Sorted(maps.Keys(have)) {
			entry := name + " " + side + " " + line
			if _, listed := known[entry]; listed {
				known[entry] = true
			} else if !other[line] {
				t.Errorf("%s: only %s: %s", name, side, line)
			}
		}
	}
	check("exact", exact, quick)
	check("quick", quick, exact)
}

// readDifferences reads the accepted differences: groups of lines, each below a comment with the reason.
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
			t.Errorf("testdata/differences.txt: %q has no comment with a reason", line)
		default:
			known[line] = false
		}
	}
	return known
}
