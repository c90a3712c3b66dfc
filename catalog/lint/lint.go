// Package lint makes the checks of a catalog file that neither the schema nor catalog.Parse makes: whether the codes,
// catalogs and Go names that it refers to exist, and whether its statements contradict each other.
package lint

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/errls/errls/catalog"
)

// A Problem is one error in a catalog file.
type Problem struct {
	File         string
	Line, Column int // 1-based; Column counts characters
	Message      string
}

// A Report is the result of checking one file.
type Report struct {
	Problems   []Problem // sorted by position
	Notes      []string  // what could not be checked, and why
	Unreadable bool      // the file is not YAML or exceeds a limit; Problems has the position
}

// Config configures the checks of a file.
type Config struct {
	// Set contains the other catalogs: those that an overlay may extend and that codes may refer to. It may also contain
	// the catalog of the file.
	Set *catalog.Set
	// ModCache is the directory of the module cache, GoRoot that of the Go installation. The packages of bindings are
	// looked up there; there is a note for each that is not found. If empty, no packages are looked up.
	ModCache, GoRoot string
	// Module is the path of the module that the file belongs to, and ModuleDir its root directory. Packages of this module
	// are looked up there, whatever version the binding has. Empty if there is no module.
	Module, ModuleDir string
	// Compiled means that the file is the source of an embedded catalog, which Set contains too.
	Compiled bool
}

// File checks one file. The name is used in messages.
func File(name string, data []byte, config Config) Report {
	doc, err := catalog.ReadDocument(name, data)
	if err != nil {
		return unparsed(name, err)
	}
	c := &checker{Config: config, doc: doc, Catalog: doc.Catalog, merged: doc.Catalog, file: name}
	if doc.Catalog.Extends != "" {
		set, err := config.Set.With(doc.Catalog)
		c.add(err)
		c.merged = set.Catalog(doc.Catalog.Extends)
		if c.merged == nil {
			c.sort()
			return c.report
		}
	}
	c.header()
	for i := range c.Codes {
		c.code(i)
	}
	c.similarCodes()
	for i := range c.Go {
		c.binding(i)
	}
	c.sort()
	return c.report
}

// unparsed returns the report of a file that catalog.ReadDocument rejects.
func unparsed(name string, err error) Report {
	c := &checker{file: name}
	c.add(err)
	var syntaxErr *catalog.SyntaxError
	c.report.Unreadable = errors.As(err, &syntaxErr) && syntaxErr.Unreadable
	c.sort()
	return c.report
}

// A checker checks one file.
type checker struct {
	Config
	*catalog.Catalog                  // the catalog or overlay in the file
	merged           *catalog.Catalog // for an overlay, the result of applying it; else the same as Catalog
	doc              *catalog.Document
	file             string
	report           Report
}

// add adds the errors of package catalog to the report.
func (c *checker) add(err error) {
	var syntaxErr *catalog.SyntaxError
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		for _, err := range several.Unwrap() {
			c.add(err)
		}
	} else if errors.As(err, &syntaxErr) {
		c.report.Problems = append(c.report.Problems, Problem{syntaxErr.File, syntaxErr.Line, syntaxErr.Column, syntaxErr.Message})
	} else if err != nil {
		c.report.Problems = append(c.report.Problems, Problem{c.file, 1, 1, err.Error()})
	}
}

// sort sorts the problems by position.
func (c *checker) sort() {
	slices.SortStableFunc(c.report.Problems, func(a, b Problem) int {
		return cmp.Or(a.Line-b.Line, a.Column-b.Column)
	})
}

// A path is the path to a value in the file; see catalog.Document.Position.
type path []any

func (p path) to(steps ...any) path { return append(slices.Clip(p), steps...) }

func (c *checker) problem(at path, format string, args ...any) {
	line, column := c.doc.Position(at...)
	c.report.Problems = append(c.report.Problems, Problem{c.file, line, column, fmt.Sprintf(format, args...)})
}

func (c *checker) note(text string) {
	if !slices.Contains(c.report.Notes, text) {
		c.report.Notes = append(c.report.Notes, text)
	}
}

// header checks the top-level keys.
func (c *checker) header() {
	other := c.Set.Catalog(c.ID)
	if c.Extends == "" && other != nil && other.File != c.file && !c.Compiled && !c.Draft {
		where := "built in: extend it or choose another id"
		if other.File != "" {
			where = "already defined in " + other.File
		}
		c.problem(path{"id"}, "the catalog %s is %s", c.ID, where)
	}
	used, facts := map[int]bool{0: true}, false
	for _, code := range c.Codes {
		facts = facts || code.ListsFacts()
		for _, t := range []catalog.Text{code.Message, code.Description, code.Remedy, code.Page} {
			used[t.Source] = true
		}
	}
	for i, s := range c.Sources {
		at := path{"sources", i}
		if s.URL == "" && s.Note == "" && !c.Draft {
			c.problem(at, "the source %q needs a url, or a note that says what it is", s.Title)
		}
		if !used[i] && !(s.Facts && facts) {
			c.problem(at, "no text uses the source %q", s.Title)
		}
	}
	shared := slices.ContainsFunc(c.merged.Go, func(b catalog.Binding) bool { return b.Shared })
	clients := slices.ContainsFunc(c.merged.Go, func(b catalog.Binding) bool { return len(b.Clients) > 0 })
	if shared && c.merged.Prefix == "" && !clients && !c.merged.Common {
		c.problem(path{"go"}, "a shared error type needs a prefix, or clients in a binding, to identify the codes of %s", c.merged.ID)
	}
	if c.merged.Common && c.merged.Closed {
		c.problem(path{"closed"}, "a common catalog cannot be closed: services have other codes too")
	}
}
