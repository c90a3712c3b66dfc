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

// currentProject returns the project of the working directory. It prints the mistakes in its errls.yaml and catalogs.
func currentProject(e *env) *project.Project {
	proj := project.NewProjects("").For(e.dir)
	for _, p := range proj.Problems() {
		p.Path = e.displayPath(p.Path)
		fmt.Fprintln(e.stderr, p)
	}
	return proj
}

// findCatalog returns the catalog of the set with the id word, or reads the catalog file word. For an overlay it returns
// the extended catalog with the overlay applied.
func findCatalog(e *env, set *catalog.Set, word string) (*catalog.Catalog, error) {
	if c := set.Catalog(word); c != nil {
		return c, nil
	}
	if _, err := os.Stat(e.abs(word)); errors.Is(err, os.ErrNotExist) && !strings.ContainsAny(word, `/\`) && filepath.Ext(word) != ".yaml" {
		return nil, fmt.Errorf("no catalog and no file is named %q%s", word, didYouMean(word, catalogIDs(set)))
	}
	c, err := parseFile(e, word)
	if err != nil || c.Extends == "" {
		return c, err
	}
	combined, err := set.With(c)
	if err != nil {
		return nil, err
	}
	return combined.Catalog(c.Extends), nil
}

// parseFile reads and parses a catalog file. Its errors name the file as displayPath does.
func parseFile(e *env, name string) (*catalog.Catalog, error) {
	data, err := catalog.ReadFile(e.abs(name))
	if err != nil {
		return nil, err
	}
	return catalog.Parse(e.displayPath(e.abs(name)), data)
}

// catalogIDs returns the ids of the catalogs of a set.
func catalogIDs(set *catalog.Set) []string {
	var ids []string
	for _, c := range set.Catalogs() {
		ids = append(ids, c.ID)
	}
	return ids
}

// sourceDate returns the date of the first source of a catalog, or "" if it has no date.
func sourceDate(c *catalog.Catalog) string {
	if len(c.Sources) == 0 {
		return ""
	}
	return c.Sources[0].Date
}
