package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/project"
)

// catalogsHere returns the project of the working directory. Mistakes in its errls.yaml and catalogs are told.
func catalogsHere(e *env) *project.Project {
	at := project.NewProjects("").For(e.dir)
	for _, p := range at.Problems() {
		p.Path = e.short(p.Path)
		fmt.Fprintln(e.stderr, p)
	}
	return at
}

// findCatalog returns the catalog that a word names: one of the set by its id, else a file. A file that is an overlay
// names the catalog with the overlay over it.
func findCatalog(e *env, set *catalog.Set, word string) (*catalog.Catalog, error) {
	if c := set.Catalog(word); c != nil {
		return c, nil
	}
	if _, err := os.Stat(e.abs(word)); errors.Is(err, os.ErrNotExist) && !strings.ContainsAny(word, `/\`) && filepath.Ext(word) != ".yaml" {
		return nil, fmt.Errorf("there is neither a catalog nor a file %q%s", word, didYouMean(word, catalogIDs(set)))
	}
	c, err := parseFile(e, word)
	if err != nil || c.Extends == "" {
		return c, err
	}
	with, err := set.With(c)
	if err != nil {
		return nil, err
	}
	return with.Catalog(c.Extends), nil
}

// parseFile reads a catalog file, which is named as the user named it.
func parseFile(e *env, name string) (*catalog.Catalog, error) {
	data, err := catalog.ReadFile(e.abs(name))
	if err != nil {
		return nil, err
	}
	return catalog.Parse(e.short(e.abs(name)), data)
}

func catalogIDs(set *catalog.Set) []string {
	var ids []string
	for _, c := range set.Catalogs() {
		ids = append(ids, c.ID)
	}
	return ids
}

// sourceDate is the date of the source that a catalog follows, as far as that bears one.
func sourceDate(c *catalog.Catalog) string {
	if len(c.Sources) == 0 {
		return ""
	}
	return c.Sources[0].Date
}
