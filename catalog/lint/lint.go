// Package lint checks of a catalog file what neither a schema nor the reader can: whether what it names exists, and
// whether what it says agrees with itself.
package lint

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/errls/errls/catalog"
)

// A Problem is one mistake in a catalog file.
type Problem struct {
	File         string
	Line, Column int // 1-based; Column counts characters
	Message      string
}

// A Report is what there is to say of one file.
type Report struct {
	Problems   []Problem // in the order of the file
	Notes      []string  // what could not be looked at, and why
	Unreadable bool      // the file is no YAML or not within bounds; the one problem says where
}

// Config says what a file is held against.
type Config struct {
	// Set holds the other catalogs, and may hold the file's own: what an overlay extends and what a code is related to
	// is looked up there.
	Set *catalog.Set
	// ModCache is the directory of the module cache, and GoRoot that of the Go installation, where the packages of
	// bindings are looked up. What is not there is a note, and empty means not to look.
	ModCache, GoRoot string
	// Module is the path of the module that the file belongs to, and ModuleDir its root: packages of it are looked up
	// there, whatever version is named. Empty where there is none.
	Module, ModuleDir string
	// Compiled says that the file is that of a catalog which is compiled in, and so in Set without a file.
	Compiled bool
}

// File checks one file; name is for messages.
func File(name string, data []byte, config Config) Report {
	doc, err := catalog.ReadDocument(name, data)
	if err != nil {
		return unparsed(name, err)
	}
	c := &checker{Config: config, doc: doc, Catalog: doc.Catalog, whole: doc.Catalog, file: name}
	if doc.Catalog.Extends != "" {
		set, err := config.Set.With(doc.Catalog)
		c.add(err)
		c.whole = set.Catalog(doc.Catalog.Extends)
		if c.whole == nil {
			c.sort()
			return c.report
		}
	}
	c.header()
	for i := range c.Codes {
		c.code(i)
	}
	c.twins()
	for i := range c.Go {
		c.binding(i)
	}
	c.sort()
	return c.report
}

func unparsed(name string, err error) Report {
	c := &checker{file: name}
	c.add(err)
	var bad *catalog.SyntaxError
	c.report.Unreadable = errors.As(err, &bad) && bad.Unreadable
	c.sort()
	return c.report
}

// A checker checks one file.
type checker struct {
	Config
	*catalog.Catalog                  // what the file says
	whole            *catalog.Catalog // with what it extends
	doc              *catalog.Document
	file             string
	report           Report
}

// add takes the mistakes that the reader has found.
func (c *checker) add(err error) {
	var bad *catalog.SyntaxError
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		for _, err := range several.Unwrap() {
			c.add(err)
		}
	} else if errors.As(err, &bad) {
		c.report.Problems = append(c.report.Problems, Problem{bad.File, bad.Line, bad.Column, bad.Message})
	} else if err != nil {
		c.report.Problems = append(c.report.Problems, Problem{c.file, 1, 1, err.Error()})
	}
}

// sort puts the problems into the order of the file.
func (c *checker) sort() {
	slices.SortStableFunc(c.report.Problems, func(a, b Problem) int {
		return cmp.Or(a.Line-b.Line, a.Column-b.Column)
	})
}

// A path leads to a value of the file: see catalog.Document.Place.
type path []any

func (p path) to(steps ...any) path { return append(slices.Clip(p), steps...) }

func (c *checker) problem(at path, format string, args ...any) {
	line, column := c.doc.Place(at...)
	c.report.Problems = append(c.report.Problems, Problem{c.file, line, column, fmt.Sprintf(format, args...)})
}

func (c *checker) note(text string) {
	if !slices.Contains(c.report.Notes, text) {
		c.report.Notes = append(c.report.Notes, text)
	}
}

// header checks what stands before the codes.
func (c *checker) header() {
	other := c.Set.Catalog(c.ID)
	if c.Extends == "" && other != nil && other.File != c.file && !c.Compiled && !c.Draft {
		where := "compiled in: extend it, or take another id"
		if other.File != "" {
			where = "defined in " + other.File + " already"
		}
		c.problem(path{"id"}, "the catalog %s is %s", c.ID, where)
	}
	used := map[int]bool{0: true}
	for _, code := range c.Codes {
		for _, t := range []catalog.Text{code.Message, code.Description, code.Remedy} {
			used[t.Source] = true
		}
	}
	for i, s := range c.Sources {
		at := path{"sources", i}
		if s.URL == "" && s.Note == "" && !c.Draft {
			c.problem(at, "nobody can look up the source %q: give it a url, or say in a note what it is", s.Title)
		}
		if !used[i] {
			c.problem(at, "no text is from the source %q", s.Title)
		}
	}
	shared := slices.ContainsFunc(c.whole.Go, func(b catalog.Binding) bool { return b.Shared })
	clients := slices.ContainsFunc(c.whole.Go, func(b catalog.Binding) bool { return len(b.Clients) > 0 })
	if shared && c.whole.Prefix == "" && !clients && !c.whole.Common {
		c.problem(path{"go"}, "a shared error type needs a prefix, or a client in a binding, that ties its codes to %s", c.whole.ID)
	}
	if c.whole.Common && c.whole.Closed {
		c.problem(path{"closed"}, "a common catalog cannot be closed: the services have codes of their own")
	}
}
