package project

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/printable"
)

// load parses the catalog files and returns base with their catalogs and overlays added, and the mistakes in them.
func (s *source) load(base *catalog.Set) (*catalog.Set, []Problem) {
	var problems []Problem
	var files []catalog.File
	for _, f := range s.files[1:] {
		if f.err != nil {
			problems = append(problems, Problem{s.files[0].path, f.from.line, f.from.column, f.name + ": " + reason(f.err)})
			continue
		}
		files = append(files, catalog.File{Name: f.path, Data: f.data})
	}
	parsed, errs := catalog.ParseAll(files)
	var catalogs []*catalog.Catalog
	for i, c := range parsed {
		if errs[i] != nil {
			problems = append(problems, s.syntaxProblems(errs[i])...)
			continue
		}
		catalogs = append(catalogs, c)
	}
	if len(catalogs) == 0 {
		return base, problems
	}
	set, err := base.With(catalogs...)
	return set, append(problems, s.syntaxProblems(err)...)
}

// syntaxProblems returns the problems of an error of package catalog, which may join several.
func (s *source) syntaxProblems(err error) []Problem {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []Problem
		for _, e := range joined.Unwrap() {
			all = append(all, s.syntaxProblems(e)...)
		}
		return all
	}
	if err == nil {
		return nil
	}
	syntax, ok := errors.AsType[*catalog.SyntaxError](err)
	if !ok {
		return []Problem{{Path: s.files[0].path, Message: err.Error()}}
	}
	column := byteColumn(s.linesOf(syntax.File), syntax.Line, syntax.Column)
	return []Problem{{syntax.File, syntax.Line, column, syntax.Message}}
}

// linesOf returns the lines of a file, which it caches.
func (s *source) linesOf(path string) []string {
	lines, ok := s.lines[path]
	if !ok {
		for _, f := range s.files {
			if f.path == path {
				lines = strings.Split(string(f.data), "\n")
			}
		}
		s.lines[path] = lines
	}
	return lines
}

// maxProblems is the maximum number of problems that are returned for one file.
const maxProblems = 100

// sorted sorts problems by file and line, and returns at most maxProblems for each file.
func (s *source) sorted(problems []Problem) []Problem {
	at := make(map[string]int, len(s.files))
	for i, f := range s.files {
		at[f.path] = i
	}
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(at[a.Path]-at[b.Path], a.Line-b.Line, a.Column-b.Column)
	})
	var kept []Problem
	count := map[string]int{}
	for _, p := range problems {
		p.Message = printable.Line(p.Message)
		count[p.Path]++
		switch n := count[p.Path]; {
		case n < maxProblems:
			kept = append(kept, p)
		case n == maxProblems:
			p.Message += " (further problems are not shown)"
			kept = append(kept, p)
		}
	}
	return kept
}
