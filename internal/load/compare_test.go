package load

import (
	"bytes"
	"context"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/errls/errls/catalog"
)

// TestCompareTree compares Quick with Exact in the module whose directory is in the environment variable ERRLS_COMPARE. It
// prints the sites, lists, groups and findings that only one of them finds. Packages that do not compile are problems of
// Exact, and their lines are differences. The dependencies are type-checked from their source, which takes less time than
// compiling them.
func TestCompareTree(t *testing.T) {
	dir := os.Getenv("ERRLS_COMPARE")
	if dir == "" {
		t.Skip("ERRLS_COMPARE is not set")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	set := catalog.Embedded()
	exact, problems := collectLines(t, dir, set, exactFromSource)
	for _, p := range problems {
		t.Logf("problem of Exact: %+v", p)
	}
	quick, problems := collectLines(t, dir, set, Quick)
	for _, p := range problems {
		t.Logf("problem of Quick: %+v", p)
	}
	t.Logf("%d lines of Exact, %d lines of Quick", len(exact), len(quick))
	logOnly := func(side string, have, other map[string]bool) {
		for _, line := range slices.Sorted(maps.Keys(have)) {
			if !other[line] {
				t.Logf("only %s: %s", side, line)
			}
		}
	}
	logOnly("exact", exact, quick)
	logOnly("quick", quick, exact)
}

// exactFromSource is Exact with the types of the dependencies' source instead of their export data.
func exactFromSource(ctx context.Context, config Config, visit func(*Package)) ([]Problem, error) {
	cmd := exec.CommandContext(ctx, "go", append([]string{"list", "-e", "-deps", "-json"}, config.Patterns...)...)
	cmd.Dir = config.Dir
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	s := &sourceImporter{fset: token.NewFileSet(), listed: map[string]*listedPackage{}, known: map[string]*types.Package{"unsafe": types.Unsafe}}
	var list []*listedPackage
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		p := &listedPackage{}
		if err := d.Decode(p); err != nil {
			return nil, err
		}
		list = append(list, p)
		s.listed[p.ImportPath] = p
	}
	return checkListed(ctx, config, list, func() *exportImporter { return &exportImporter{fset: s.fset, imports: s} }, visit)
}

// A sourceImporter type-checks packages without function bodies, when they are imported.
type sourceImporter struct {
	fset   *token.FileSet
	listed map[string]*listedPackage
	known  map[string]*types.Package
}

// Import implements types.Importer.
func (s *sourceImporter) Import(path string) (*types.Package, error) {
	if p := s.known[path]; p != nil {
		return p, nil
	}
	p := s.listed[path]
	if p == nil {
		return nil, errIncomplete
	}
	var files []*ast.File
	for _, file := range p.files() {
		if f, _ := parser.ParseFile(s.fset, file, nil, parser.SkipObjectResolution); f != nil {
			files = append(files, f)
		}
	}
	config := tolerantConfig(mappedImporter{s, p.ImportMap})
	config.IgnoreFuncBodies = true
	pkg, _ := config.Check(path, s.fset, files, nil) // errors of the types of C do not matter
	s.known[path] = pkg
	return pkg, nil
}

// A mappedImporter is the importer for one package of the standard library, which has its dependencies in a vendor directory.
type mappedImporter struct {
	*sourceImporter
	importMap map[string]string
}

// Import implements types.Importer.
func (m mappedImporter) Import(path string) (*types.Package, error) {
	if mapped, ok := m.importMap[path]; ok {
		path = mapped
	}
	return m.sourceImporter.Import(path)
}
