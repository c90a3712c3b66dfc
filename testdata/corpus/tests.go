package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// countTests prints how many tests of codes the code in a directory has, how many of them errls sees as sites, and the
// others by what they test.
func (o options) countTests(ctx context.Context, out io.Writer) error {
	root, err := filepath.EvalSymlinks(o.sites)
	if err == nil {
		root, err = filepath.Abs(root)
	}
	if err != nil {
		return fmt.Errorf("finding the directory: %w", err)
	}
	modules, err := modulesBelow(root)
	if err != nil {
		return err
	}
	var all []codeTest
	for _, dir := range modules {
		seen, err := sitesIn(ctx, dir)
		if err != nil {
			return err
		}
		err = eachGoFile(dir, func(path string, src []byte) {
			found := testsIn(path, src)
			seen[path].mark(found)
			all = append(all, found...)
		})
		if err != nil {
			return fmt.Errorf("reading %s: %w", dir, err)
		}
	}
	_, err = io.WriteString(out, reportTests(root, all))
	return err
}

// A fileSites contains the offsets of the expressions in one file that name codes, and the lists of codes.
type fileSites struct {
	codes []int
	lists []span
}

// sitesIn returns the sites in the packages of a module by file.
func sitesIn(ctx context.Context, dir string) (map[string]*fileSites, error) {
	suite, err := analyzer.New(catalog.Embedded(), analyzer.Config{})
	if err != nil {
		return nil, fmt.Errorf("creating the rules: %w", err)
	}
	all := map[string]*fileSites{}
	err = visitPackages(ctx, suite.Set(), dir, []string{"./..."}, func(_ string, r *sites.Result) {
		in := func(file string) *fileSites {
			if all[file] == nil {
				all[file] = &fileSites{}
			}
			return all[file]
		}
		for _, s := range r.Sites {
			at := r.Fset.PositionFor(s.Expr.Pos(), false)
			in(at.Filename).codes = append(in(at.Filename).codes, at.Offset)
			if s.List != nil && s.List.Call != nil {
				at, end := r.Fset.PositionFor(s.List.Call.Pos(), false), r.Fset.PositionFor(s.List.Call.End(), false)
				in(at.Filename).lists = append(in(at.Filename).lists, span{at.Offset, end.Offset})
			}
		}
	})
	return all, err
}

// mark marks the tests that errls sees: those that contain a site, those of an error's type in a declaration with
// sites, and calls that pass a list of codes.
func (s *fileSites) mark(tests []codeTest) {
	if s == nil {
		return
	}
	for i := range tests {
		t := &tests[i]
		where := span{t.start, t.end}
		if t.kind == kindType {
			where = t.function
		}
		t.seen = slices.ContainsFunc(s.codes, where.contains) ||
			slices.ContainsFunc(s.lists, func(l span) bool { return l.start == t.start })
	}
}

// The number of groups of each kind, and of examples in each group, that a report shows.
const (
	maxGroups   = 25
	maxExamples = 3
)

// reportTests returns the report on the tests below root.
func reportTests(root string, all []codeTest) string {
	byKind := map[string][]codeTest{}
	seen := map[string]int{}
	total := 0
	for _, t := range all {
		if t.seen {
			seen[t.kind]++
			total++
			continue
		}
		byKind[t.kind] = append(byKind[t.kind], t)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d tests of codes, %d of them are sites\n\n", len(all), total)
	fmt.Fprintf(&b, "%-28s  tests  sites\n", "")
	for _, kind := range kinds {
		fmt.Fprintf(&b, "%-28s  %5d  %5d\n", kind, len(byKind[kind])+seen[kind], seen[kind])
	}
	for _, kind := range kinds {
		printGroups(&b, root, kind, byKind[kind])
	}
	return b.String()
}

// printGroups prints the tests of one kind that are no sites, grouped by what they test, with examples. The largest
// groups come first.
func printGroups(b *strings.Builder, root, kind string, tests []codeTest) {
	if len(tests) == 0 {
		return
	}
	groups := map[string][]codeTest{}
	var names []string
	for _, t := range tests {
		if groups[t.what] == nil {
			names = append(names, t.what)
		}
		groups[t.what] = append(groups[t.what], t)
	}
	slices.SortFunc(names, func(a, c string) int {
		return cmp.Or(cmp.Compare(len(groups[c]), len(groups[a])), cmp.Compare(a, c))
	})
	fmt.Fprintf(b, "\nno site: %s\n", kind)
	for i, name := range names {
		if i == maxGroups {
			fmt.Fprintf(b, "       and %d other groups\n", len(names)-i)
			break
		}
		fmt.Fprintf(b, "%6d  %s\n", len(groups[name]), name)
		for _, t := range groups[name][:min(len(groups[name]), maxExamples)] {
			fmt.Fprintf(b, "        %s:%d: %s\n", strings.TrimPrefix(t.file, root+string(os.PathSeparator)), t.line, t.text)
		}
	}
}
