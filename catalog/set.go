package catalog

import "strings"

// A Set is the catalogs that one run works with, indexed. It is immutable and safe for concurrent use.
type Set struct {
	catalogs  []*Catalog
	libraries []Library
	byID      map[string]*Catalog
	byCode    map[string][]Ref
	byPackage map[string][]Bound
	library   map[string]*Library
}

// A Ref is a code in its catalog.
type Ref struct {
	Catalog *Catalog
	Code    *Code
}

// A Bound is a binding in its catalog.
type Bound struct {
	Catalog *Catalog
	Binding *Binding
}

// Embedded returns the catalogs and retry libraries that are compiled into the program.
func Embedded() *Set { return NewSet(embedded, embeddedLibraries) }

// NewSet indexes catalogs and libraries; neither may change afterwards.
func NewSet(catalogs []*Catalog, libraries []Library) *Set {
	s := &Set{
		catalogs:  catalogs,
		libraries: libraries,
		byID:      make(map[string]*Catalog, len(catalogs)),
		byCode:    make(map[string][]Ref, 256),
		byPackage: make(map[string][]Bound, 16),
		library:   make(map[string]*Library, len(libraries)),
	}
	for _, c := range catalogs {
		s.byID[c.ID] = c
		for i := range c.Codes {
			code := &c.Codes[i]
			s.byCode[code.ID] = append(s.byCode[code.ID], Ref{c, code})
		}
		for i := range c.Go {
			b := &c.Go[i]
			s.byPackage[b.Package] = append(s.byPackage[b.Package], Bound{c, b})
		}
	}
	for i := range libraries {
		s.library[libraries[i].Package] = &libraries[i]
	}
	return s
}

// Catalogs returns the catalogs of the set in their order.
func (s *Set) Catalogs() []*Catalog { return s.catalogs }

// Libraries returns the retry libraries of the set.
func (s *Set) Libraries() []Library { return s.libraries }

// Catalog returns the catalog with the id, or nil.
func (s *Set) Catalog(id string) *Catalog { return s.byID[id] }

// Lookup returns every catalog's entry for a code, exactly as written.
func (s *Set) Lookup(code string) []Ref { return s.byCode[code] }

// Package returns the bindings of an import path.
func (s *Set) Package(path string) []Bound { return s.byPackage[path] }

// Library returns the retry library with the import path, or nil.
func (s *Set) Library(path string) *Library { return s.library[path] }

// HTTP returns the catalog of HTTP status codes, or nil.
func (s *Set) HTTP() *Catalog {
	for _, c := range s.catalogs {
		if c.HTTP {
			return c
		}
	}
	return nil
}

// Lookup returns the entry for an id, or nil.
func (c *Catalog) Lookup(id string) *Code {
	for i := range c.Codes {
		if c.Codes[i].ID == id {
			return &c.Codes[i]
		}
	}
	return nil
}

// LookupValue returns the entry with the number, or nil.
func (c *Catalog) LookupValue(value int) *Code {
	for i := range c.Codes {
		if c.Codes[i].HasValue && c.Codes[i].Value == value {
			return &c.Codes[i]
		}
	}
	return nil
}

// HasPrefix reports whether a code begins as this catalog's codes do, whatever the case of its letters.
func (c *Catalog) HasPrefix(code string) bool {
	return c.Prefix != "" && len(code) >= len(c.Prefix) && strings.EqualFold(code[:len(c.Prefix)], c.Prefix)
}
