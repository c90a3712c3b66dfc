package project

import (
	"errors"
	"slices"
	"strings"

	"github.com/errls/errls/catalog"
)

// load makes the catalogs of what was read.
func (s *source) load() (*catalog.Set, []Problem) {
	embedded := catalog.Embedded()
	all := slices.Clone(embedded.Catalogs())
	var problems []Problem
	for _, f := range s.files[1:] {
		if f.err != nil {
			problems = append(problems, Problem{s.files[0].path, f.from.line, f.from.column, f.name + ": " + reason(f.err)})
			continue
		}
		c, err := catalog.Parse(f.path, f.data)
		if err != nil {
			problems = append(problems, syntaxProblems(f, err)...)
			continue
		}
		if slices.ContainsFunc(all, func(other *catalog.Catalog) bool { return other.ID == c.ID }) {
			problems = append(problems, Problem{f.path, 1, 1, "the catalog " + c.ID + " is there already"})
			continue
		}
		all = append(all, c)
	}
	if len(all) == len(embedded.Catalogs()) {
		return embedded, problems
	}
	return catalog.NewSet(all, embedded.Libraries()), problems
}

// syntaxProblems gives the mistakes of a catalog file, which may be several joined ones.
func syntaxProblems(f file, err error) []Problem {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []Problem
		for _, e := range joined.Unwrap() {
			all = append(all, syntaxProblems(f, e)...)
		}
		return all
	}
	syntax, ok := errors.AsType[*catalog.SyntaxError](err)
	if !ok {
		return []Problem{{Path: f.path, Message: err.Error()}}
	}
	lines := strings.Split(string(f.data), "\n")
	return []Problem{{f.path, syntax.Line, byteColumn(lines, syntax.Line, syntax.Column), syntax.Message}}
}
