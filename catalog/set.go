package catalog

import (
	"slices"
	"strings"
)

// A Set is an indexed collection of catalogs and retry libraries. It is immutable and safe for concurrent use.
type Set struct {
	catalogs  []*Catalog
	libraries []Library
	byID      map[string]*Catalog
	builtIn   []*Catalog       // the catalogs whose own indexes are searched, so that the start makes no index of all codes
	byCode    map[string][]Ref // the codes of the other catalogs, of which there may be hundreds
	lengths   idLengths        // those of all catalogs
	byPackage map[string][]Bound
	library   map[string]*Library
	http      *Catalog
}

// A Ref is a code together with its catalog.
type Ref struct {
	Catalog *Catalog
	Code    *Code
}

// A Bound is a binding together with its catalog.
type Bound struct {
	Catalog *Catalog
	Binding *Binding
}

// Embedded returns the set of the built-in catalogs and retry libraries.
func Embedded() *Set { return NewSet(embedded, embeddedLibraries) }

// NewSet returns a set of the catalogs and libraries, which must not be changed afterwards.
func NewSet(catalogs []*Catalog, libraries []Library) *Set {
	s := &Set{
		catalogs:  catalogs,
		libraries: libraries,
		byID:      make(map[string]*Catalog, len(catalogs)),
		byPackage: make(map[string][]Bound, 16),
		library:   make(map[string]*Library, len(libraries)),
	}
	for _, c := range catalogs {
		s.byID[c.ID] = c
		if c.HTTP && s.http == nil {
			s.http = c
		}
		s.lengths.add(c)
		for i := range c.Go {
			b := &c.Go[i]
			s.byPackage[b.Package] = append(s.byPackage[b.Package], Bound{c, b})
		}
	}
	for i := range libraries {
		s.library[libraries[i].Package] = &libraries[i]
	}
	s.addCodes()
	return s
}

// addCodes makes the codes of all catalogs known to Lookup.
func (s *Set) addCodes() {
	total := 0
	for _, c := range s.catalogs {
		if c.File == "" {
			s.builtIn = append(s.builtIn, c)
		} else {
			total += len(c.Codes)
		}
	}
	s.byCode = make(map[string][]Ref, total)
	refs := make([]Ref, 0, total) // one allocation for the first Ref of each id, which is mostly the only one
	for _, c := range s.catalogs {
		if c.File == "" {
			continue
		}
		for i := range c.Codes {
			code := &c.Codes[i]
			if list, ok := s.byCode[code.ID]; ok {
				s.byCode[code.ID] = append(list, Ref{c, code})
				continue
			}
			refs = append(refs, Ref{c, code})
			s.byCode[code.ID] = refs[len(refs)-1 : len(refs) : len(refs)]
		}
	}
}

// Catalogs returns the catalogs of the set in their order.
func (s *Set) Catalogs() []*Catalog { return s.catalogs }

// Libraries returns the retry libraries of the set.
func (s *Set) Libraries() []Library { return s.libraries }

// Catalog returns the catalog with the id, or nil.
func (s *Set) Catalog(id string) *Catalog { return s.byID[id] }

// Lookup returns the codes with the id in all catalogs.
func (s *Set) Lookup(code string) []Ref {
	var refs []Ref
	for _, c := range s.builtIn {
		refs = c.appendRef(refs, c.Lookup(code))
	}
	return append(refs, s.byCode[code]...)
}

// LookupKind returns the code with the id, or the code that it is a subcode of, in all catalogs; see
// Catalog.LookupKind.
func (s *Set) LookupKind(code string) []Ref {
	if !strings.Contains(code, ".") {
		return s.Lookup(code)
	}
	var refs []Ref
	for _, c := range s.catalogs {
		refs = c.appendRef(refs, c.LookupKind(code))
	}
	return refs
}

// appendRef appends a code of the catalog to a list, unless it is nil.
func (c *Catalog) appendRef(refs []Ref, code *Code) []Ref {
	if code == nil {
		return refs
	}
	return append(refs, Ref{c, code})
}

// Lists reports whether a catalog has a code with the id. It rejects most other texts without a search, because it is
// called for each string literal of a file.
func (s *Set) Lists(text []byte) bool {
	if !mayContain(&s.lengths, text) {
		return false
	}
	id := string(text)
	if _, ok := s.byCode[id]; ok {
		return true
	}
	return slices.ContainsFunc(s.builtIn, func(c *Catalog) bool { return c.Lookup(id) != nil })
}

// Package returns the bindings of the package with the import path.
func (s *Set) Package(path string) []Bound { return s.byPackage[path] }

// Library returns the retry library with the import path, or nil.
func (s *Set) Library(path string) *Library { return s.library[path] }

// HTTP returns the catalog of HTTP status codes, or nil.
func (s *Set) HTTP() *Catalog { return s.http }
