package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load"
	"github.com/errls/errls/internal/report"
)

// places are the places of a program that name a code, by its id.
type places map[string][]jsonPlace

// diffSet returns a set in which the old state of a catalog is the one that holds, with the bindings that either state
// or the catalog of this id has: a draft has none.
func diffSet(set *catalog.Set, old, latest *catalog.Catalog) *catalog.Set {
	at := *old
	for _, c := range []*catalog.Catalog{latest, set.Catalog(old.ID), set.Catalog(latest.ID)} {
		if len(at.Go) == 0 && c != nil {
			at.Go = c.Go
		}
	}
	list := slices.DeleteFunc(slices.Clone(set.Catalogs()), func(c *catalog.Catalog) bool { return c.ID == old.ID || c.ID == latest.ID })
	return catalog.NewSet(append(list, &at), set.Libraries())
}

// findTouched looks for the places that name a code of a catalog. What could not be looked at is told.
func findTouched(ctx context.Context, e *env, set *catalog.Set, id string, patterns []string) (found places, trouble bool, err error) {
	tuneMemory()
	found = places{}
	seen := map[jsonPlace]bool{}
	visit := func(p *load.Package) {
		for _, s := range sites.Find(p.Input).Sites {
			if s.Catalog == nil || s.Catalog.ID != id {
				continue
			}
			code := s.Written
			if s.Entry != nil {
				code = s.Entry.ID
			}
			at := p.Fset.PositionFor(s.Expr.Pos(), false)
			place := jsonPlace{e.short(at.Filename), at.Line, at.Column}
			if !seen[place] {
				seen[place] = true
				found[code] = append(found[code], place)
			}
		}
	}
	problems, err := load.Quick(ctx, load.Config{Set: set, Dir: e.dir, Patterns: patterns}, visit)
	switch {
	case ctx.Err() != nil:
		return nil, true, errors.New("interrupted")
	case err != nil:
		return nil, true, fmt.Errorf("looking at the packages: %w", err)
	}
	told := report.Text(report.TextConfig{Out: e.stderr, Err: e.stderr, Dir: e.dir})
	for _, p := range problems {
		trouble = trouble || p.Fatal
		if err := told.Problem(report.Problem(p)); err != nil {
			return nil, true, fmt.Errorf("telling what could not be looked at: %w", err)
		}
	}
	return found, trouble, nil
}
