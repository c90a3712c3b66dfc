package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/errls/errls/analyzer/find"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load"
	"github.com/errls/errls/internal/report"
)

// codeUses maps the id of a code to the places that name it.
type codeUses map[string][]jsonPlace

// diffSet returns set with old in place of the catalogs of both versions. If old has no Go bindings, as in a draft, it
// gets those of latest or of the catalogs in set.
func diffSet(set *catalog.Set, old, latest *catalog.Catalog) *catalog.Set {
	bound := *old
	for _, c := range []*catalog.Catalog{latest, set.Catalog(old.ID), set.Catalog(latest.ID)} {
		if len(bound.Go) == 0 && c != nil {
			bound.Go = c.Go
		}
	}
	list := slices.DeleteFunc(slices.Clone(set.Catalogs()), func(c *catalog.Catalog) bool { return c.ID == old.ID || c.ID == latest.ID })
	return catalog.NewSet(append(list, &bound), set.Libraries())
}

// findUses returns the places in the packages that name a code of the catalog id. It prints problems, and reports
// whether one of them is fatal.
func findUses(ctx context.Context, e *env, set *catalog.Set, id string, patterns []string) (uses codeUses, failed bool, err error) {
	tuneMemory()
	uses = codeUses{}
	seen := map[jsonPlace]bool{}
	visit := func(p *load.Package) {
		for _, s := range find.Find(p.Input).Sites {
			if s.Catalog == nil || s.Catalog.ID != id {
				continue
			}
			code := s.Written
			if s.Entry != nil {
				code = s.Entry.ID
			}
			at := p.Fset.PositionFor(s.Expr.Pos(), false)
			place := jsonPlace{e.displayPath(at.Filename), at.Line, at.Column}
			if !seen[place] {
				seen[place] = true
				uses[code] = append(uses[code], place)
			}
		}
	}
	problems, err := load.Quick(ctx, load.Config{Set: set, Dir: e.dir, Patterns: patterns}, visit)
	switch {
	case ctx.Err() != nil:
		return nil, true, errors.New("interrupted")
	case err != nil:
		return nil, true, fmt.Errorf("checking the packages: %w", err)
	}
	printer := report.Text(report.Config{Out: e.stderr, Err: e.stderr, Dir: e.dir})
	for _, p := range problems {
		failed = failed || p.Fatal
		if err := printer.Problem(report.Problem(p)); err != nil {
			return nil, true, fmt.Errorf("printing a problem: %w", err)
		}
	}
	return uses, failed, nil
}
