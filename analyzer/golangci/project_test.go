package golangci

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

const (
	shopCatalog = `id: acme.shop
title: Shop
kind: string
sources:
  - {key: wiki, title: The wiki}
go:
  - package: example.com/shop
    name: shop
    module: example.com/shop
    errors: ['*Error']
    carriers: [Error.Code]
codes:
  - {id: shop.Closed, description: The shop is closed., canonical: FAILED_PRECONDITION, handling: fix-request, retry: never, basis: inferred, by: caller}
`
	shopSource = `package shop

type Error struct{ Code string }

func (e *Error) Error() string { return e.Code }

func open(err *Error) bool { return err.Code == "shop.Closd" }
`
)

// shop writes a module with an errls.yaml to a temporary directory, changes to it and returns its path.
func shop(t *testing.T, config string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"go.mod": "module example.com/shop\n", "shop.go": shopSource, "shop.yaml": shopCatalog, "errls.yaml": config,
	} {
		write(t, filepath.Join(dir, name), text)
	}
	t.Chdir(dir)
	return dir
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// lint runs the linter over the package in a directory and returns its issues, as "analyzer: message", sorted.
func lint(t *testing.T, settings map[string]any, dir string) []string {
	t.Helper()
	p, err := New(settings)
	if err != nil {
		t.Fatal(err)
	}
	analyzers, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, filepath.Join(dir, "shop.go"), nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
		Implicits:  map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{},
	}
	config := types.Config{Importer: importer.Default()}
	pkg, err := config.Check("example.com/shop", fset, []*ast.File{f}, info)
	if err != nil {
		t.Fatal(err)
	}
	var issues []string
	results := map[*analysis.Analyzer]any{}
	var run func(a *analysis.Analyzer)
	run = func(a *analysis.Analyzer) {
		if _, done := results[a]; done {
			return
		}
		for _, needed := range a.Requires {
			run(needed)
		}
		var err error
		results[a], err = a.Run(&analysis.Pass{
			Analyzer: a, Fset: fset, Files: []*ast.File{f}, Pkg: pkg, TypesInfo: info, ResultOf: maps.Clone(results),
			Report:           func(d analysis.Diagnostic) { issues = append(issues, a.Name+": "+d.Message) },
			ImportObjectFact: func(types.Object, analysis.Fact) bool { return false },
			ExportObjectFact: func(types.Object, analysis.Fact) {},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, a := range analyzers {
		run(a)
	}
	slices.Sort(issues)
	return issues
}

func TestProject(t *testing.T) {
	dir := shop(t, "catalogs: [shop.yaml]\n")
	const found = `unknowncode: "shop.Closd" is not a known code of Shop`
	if got := lint(t, nil, dir); len(got) != 1 || !strings.HasPrefix(got[0], found) {
		t.Errorf("got %q", got)
	}

	write(t, "errls.yaml", "catalogs: [shop.yaml]\nrules: {unknowncode: off}\n")
	if got := lint(t, nil, dir); len(got) > 0 {
		t.Errorf("a rule that is turned off: %q", got)
	}
	if got := lint(t, map[string]any{"rules": []string{"unknowncode"}}, dir); len(got) != 1 {
		t.Errorf("a rule that the settings name: %q", got)
	}

	write(t, "errls.yaml", "catalogs: [shop.yaml]\nexclude: [shop.go]\n")
	if got := lint(t, nil, dir); len(got) > 0 {
		t.Errorf("an excluded file: %q", got)
	}

	write(t, "errls.yaml", "catalogs: [shop.yaml, missing.yaml]\nrule: {}\n")
	got := lint(t, nil, dir)
	if len(got) != 2 || got[0] != "errlsproject: errls.yaml:1:23: missing.yaml: no such file or directory (and 1 more)" ||
		!strings.HasPrefix(got[1], found) {
		t.Errorf("a broken errls.yaml: %q", got)
	}
}

// TestConfigSetting checks the setting that names one file for all packages.
func TestConfigSetting(t *testing.T) {
	dir := shop(t, "rules: {unknowncode: off}\n")
	write(t, "ci.yaml", "catalogs: [shop.yaml]\n")
	if got := lint(t, map[string]any{"config": "ci.yaml"}, dir); len(got) != 1 {
		t.Errorf("got %q", got)
	}
	write(t, "ci.yaml", "catalogs:\n  - [shop.yaml]\n")
	_, err := New(map[string]any{"config": "ci.yaml"})
	if err == nil || !strings.Contains(err.Error(), "ci.yaml:2:5: ") {
		t.Errorf("a broken file: %v", err)
	}
}

// TestCacheKey checks that the names of the analyzers change with a catalog.
func TestCacheKey(t *testing.T) {
	shop(t, "catalogs: [shop.yaml]\n")
	names := func() string {
		p, err := New(nil)
		if err != nil {
			t.Fatal(err)
		}
		analyzers, err := p.BuildAnalyzers()
		if err != nil {
			t.Fatal(err)
		}
		if err := analysis.Validate(analyzers); err != nil {
			t.Error(err)
		}
		var names []string
		for _, a := range analyzers {
			names = append(names, a.Name)
		}
		return strings.Join(names, " ")
	}
	before := names()
	if names() != before {
		t.Error("the names differ for the same files")
	}
	write(t, "shop.yaml", shopCatalog+"# changed\n")
	if names() == before {
		t.Error("the names are the same after a change of a catalog")
	}
}
