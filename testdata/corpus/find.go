package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load"
)

// A finding is a finding of errls with the fields of the ledger.
type finding struct {
	print   fingerprint
	file    string // relative to the root of the source, with slashes
	line    int
	column  int
	message string
}

// A fingerprint identifies a finding independently of its line.
type fingerprint struct {
	rule     string
	pkg      string // directory of the package, relative to the root of the source
	function string // "F", "T.M" or the names of a package-level declaration; may be ""
	code     string // as written in the program
	nth      int    // number among findings with equal other fields, from 1
}

// A checked corpus is what errls says about it, and how much code it looked at.
type checked struct {
	found []finding
	size  size
}

// find runs errls over the corpus as errls check does without flags.
func (c *corpus) find(ctx context.Context, sources string) (checked, error) {
	root, err := c.locate(ctx, sources)
	if err != nil {
		return checked{}, err
	}
	suite, err := analyzer.New(catalog.Embedded(), analyzer.Config{})
	if err != nil {
		return checked{}, fmt.Errorf("creating the rules: %w", err)
	}
	dirs := []string{filepath.Join(root, filepath.FromSlash(c.Directory))}
	if c.Nested {
		if dirs, err = modulesBelow(dirs[0]); err != nil {
			return checked{}, err
		}
	}
	var all checked
	watched := map[string]bool{}
	for _, dir := range dirs {
		err := visitPackages(ctx, suite.Set(), dir, c.Packages, func(dir string, result *sites.Result) {
			watched[dir] = watched[dir] || len(result.Sites) > 0
			for _, f := range suite.Check(result) {
				all.found = append(all.found, newFinding(root, result, f))
			}
		})
		if err != nil {
			return checked{}, err
		}
	}
	if all.size, err = measure(dirs, watched); err != nil {
		return checked{}, err
	}
	all.found = numbered(all.found)
	return all, nil
}

// visitPackages loads the packages of one module that may contain sites, finds their sites, and calls visit with the
// directory and the sites of each.
func visitPackages(
	ctx context.Context, set *catalog.Set, dir string, patterns []string, visit func(dir string, r *sites.Result),
) error {
	config := load.Config{Set: set, Dir: dir, Patterns: patterns}
	problems, err := load.Quick(ctx, config, func(p *load.Package) { visit(p.Dir, find.Find(p.Input)) })
	if err != nil {
		return fmt.Errorf("loading the packages: %w", err)
	}
	for _, p := range problems {
		if p.Fatal {
			return errors.New(p.Path + ": " + p.Message)
		}
	}
	return nil
}

// newFinding converts a finding of the analyzer. Its nth is 0; see numbered.
func newFinding(root string, result *sites.Result, f analyzer.Finding) finding {
	at := result.Fset.PositionFor(f.Pos, false)
	file := at.Filename
	if rel, err := filepath.Rel(root, file); err == nil {
		file = filepath.ToSlash(rel)
	}
	return finding{
		print: fingerprint{rule: f.Rule, pkg: dirOf(file), function: declarationAt(result, f.Pos), code: f.Code},
		file:  file, line: at.Line, column: at.Column, message: f.Message,
	}
}

// dirOf returns the directory of a slash-separated path.
func dirOf(file string) string {
	if i := strings.LastIndexByte(file, '/'); i >= 0 {
		return file[:i]
	}
	return "."
}

// declarationAt returns the name of the package-level declaration that contains pos.
func declarationAt(result *sites.Result, pos token.Pos) string {
	for _, file := range result.Files {
		for _, d := range file.Decls {
			if d.Pos() <= pos && pos < d.End() {
				return declarationName(d, pos)
			}
		}
	}
	return ""
}

// declarationName returns "F" or "T.M" for a function, and the names of the spec at pos for other declarations.
func declarationName(d ast.Decl, pos token.Pos) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv != nil && len(d.Recv.List) == 1 {
			return receiver(d.Recv.List[0].Type) + "." + d.Name.Name
		}
		return d.Name.Name
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if spec.Pos() > pos || pos >= spec.End() {
				continue
			}
			switch spec := spec.(type) {
			case *ast.ValueSpec:
				var names []string
				for _, name := range spec.Names {
					names = append(names, name.Name)
				}
				return strings.Join(names, ",")
			case *ast.TypeSpec:
				return spec.Name.Name
			}
		}
	}
	return ""
}

// receiver returns the type name of a receiver, without pointer and type parameters.
func receiver(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return receiver(t.X)
	case *ast.ParenExpr:
		return receiver(t.X)
	case *ast.IndexExpr:
		return receiver(t.X)
	case *ast.IndexListExpr:
		return receiver(t.X)
	case *ast.Ident:
		return t.Name
	}
	return ""
}

// numbered sorts findings by position and numbers those with equal fingerprints.
func numbered(found []finding) []finding {
	slices.SortStableFunc(found, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column),
			cmp.Compare(a.print.rule, b.print.rule))
	})
	count := map[fingerprint]int{}
	for i := range found {
		print := found[i].print
		count[print]++
		found[i].print.nth = count[print]
	}
	return found
}
