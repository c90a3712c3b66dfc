package catalog_test

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"
	"testing"

	"github.com/errls/errls/catalog"
)

// standIns type-checks the stand-ins of the bound packages and libraries. They import each other, and the standard
// library from its source code.
type standIns struct {
	t       *testing.T
	fset    *token.FileSet
	sources map[string]string // source of a stand-in by its import path
	done    map[string]*types.Package
	std     *stdlib
}

func newStandIns(t *testing.T, set *catalog.Set) *standIns {
	s := &standIns{t: t, fset: token.NewFileSet(), sources: map[string]string{}, done: map[string]*types.Package{}}
	s.std = &stdlib{fset: s.fset, done: map[string]*types.Package{"unsafe": types.Unsafe}}
	add := func(path, source string) {
		if other, ok := s.sources[path]; ok && other != source {
			t.Errorf("%s has two different declarations", path)
		}
		s.sources[path] = source
	}
	for _, c := range set.Catalogs() {
		for i := range c.Go {
			if c.Go[i].Module != "" { // a package of the standard library needs none
				add(c.Go[i].Package, c.Go[i].Source())
			}
		}
	}
	for _, l := range set.Libraries() {
		add(l.Package, l.Source())
	}
	for _, e := range set.AllEffects() {
		if e.Declares != "" {
			add(e.Package, e.Source())
		}
	}
	return s
}

func (s *standIns) Import(path string) (*types.Package, error) {
	if pkg := s.done[path]; pkg != nil {
		return pkg, nil
	}
	source, ok := s.sources[path]
	if !ok {
		if strings.Contains(strings.Split(path, "/")[0], ".") {
			return nil, fmt.Errorf("%s has no stand-in and is not in the standard library", path)
		}
		return s.std.Import(path)
	}
	file, err := parser.ParseFile(s.fset, path+".go", source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	config := types.Config{Importer: s, IgnoreFuncBodies: true, Error: func(err error) { s.t.Errorf("%s: %v", path, err) }}
	pkg, err := config.Check(path, s.fset, []*ast.File{file}, nil)
	s.done[path] = pkg
	return pkg, err
}

// stdlib type-checks packages of the standard library from GOROOT, without cgo and without the go command.
type stdlib struct {
	fset *token.FileSet
	done map[string]*types.Package
}

func (s *stdlib) Import(path string) (*types.Package, error) {
	if pkg := s.done[path]; pkg != nil {
		return pkg, nil
	}
	context := build.Default
	context.CgoEnabled = false
	dir := filepath.Join(context.GOROOT, "src", filepath.FromSlash(path))
	if strings.Contains(strings.Split(path, "/")[0], ".") {
		dir = filepath.Join(context.GOROOT, "src", "vendor", filepath.FromSlash(path))
	}
	listed, err := context.ImportDir(dir, 0)
	if err != nil {
		return nil, err
	}
	files, err := parse(s.fset, listed)
	if err != nil {
		return nil, err
	}
	config := types.Config{Importer: s, IgnoreFuncBodies: true, FakeImportC: true}
	pkg, err := config.Check(path, s.fset, files, nil)
	s.done[path] = pkg
	return pkg, err
}

func parse(fset *token.FileSet, listed *build.Package) ([]*ast.File, error) {
	var files []*ast.File
	for _, name := range listed.GoFiles {
		file, err := parser.ParseFile(fset, filepath.Join(listed.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}
