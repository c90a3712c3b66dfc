package load

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/errls/errls/analyzer/find"

	"github.com/errls/errls/analyzer"
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
			compareLoaders(t, name, dir, catalog.Embedded(), known)
		})
	}
	for line, met := range known {
		if !met && !t.Failed() {
			t.Logf("testdata/differences.txt: not met in this run: %s", line)
		}
	}
}

// TestHelpersOfOtherPackages does the same over a module whose helpers stand in other packages than their calls.
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

// compareLoaders holds each way to types against the exact one, and returns what that says.
func compareLoaders(t *testing.T, name, dir string, set *catalog.Set, known map[string]bool) map[string]bool {
	t.Helper()
	exact := collect(t, dir, set, Exact)
	if len(exact) == 0 {
		t.Error("exact types give no site at all")
	}
	compareLines(t, name+" vet", exact, collect(t, dir, set, unitByUnit), known)
	compareLines(t, name+" quick", exact, collect(t, dir, set, Quick), known)
	compareLines(t, name+" chosen", exact, collect(t, dir, set, chosen), known)
	compareLines(t, name+" editor", exact, collect(t, dir, set, dirByDir), known)
	return exact
}

// unitByUnit types each package as go vet has it done, after those that it imports.
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
	files, left := map[string]string{}, map[string]string{}
	var problems []Problem
	for i, p := range list {
		files[p.ImportPath] = p.Export
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
			h, _ := readHeader(src)
			for _, i := range h.imports {
				path := cmp.Or(p.ImportMap[i.path], i.path)
				unit.ImportMap[i.path], unit.PackageFile[path] = path, files[path]
				if left[path] != "" {
					unit.PackageVetx[path] = left[path]
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
		left[p.ImportPath] = unit.VetxOutput
		problems = append(problems, u.Problems...)
		if u.Package != nil {
			visit(u.Package)
		}
	}
	return problems, nil
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
func collect(t *testing.T, dir string, set *catalog.Set, load loadFunc) map[string]bool {
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
		for _, s := range found.Sites {
			lines[fmt.Sprintf("%s: site %s %q role %d outcome %d again %d indirect %t",
				at(s.Expr.Pos()), s.Catalog.ID, s.Written, s.Role, s.Outcome, len(s.Retries), s.Indirect)] = true
		}
		for _, l := range found.Lists {
			lines[fmt.Sprintf("%s: list of %d, match %d, open %t, of a helper %t",
				at(l.Node.Pos()), len(l.Elements), l.Match, l.Open, l.Helper != nil)] = true
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
