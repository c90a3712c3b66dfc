package catalog

import "strings"

// A Set is an indexed collection of catalogs and retry libraries. It is immutable and safe for concurrent use.
type Set struct {
	catalogs  []*Catalog
	libraries []Library
	byID      map[string]*Catalog
	byCode    map[string][]Ref
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
	total := 0
	for _, c := range catalogs {
		total += len(c.Codes)
	}
	s.byCode = make(map[string][]Ref, total)
	refs := make([]Ref, 0, total) // one allocation for the first Ref of each id, which is mostly the only one
	for _, c := range catalogs {
		s.byID[c.ID] = c
		if c.HTTP && s.http == nil {
			s.http = c
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

// Lookup returns the codes with the id in all catalogs.
func (s *Set) Lookup(code string) []Ref { return s.byCode[code] }

// LookupKind returns the code with the id, or the code that it is a subcode of, in all catalogs; see
// Catalog.LookupKind.
func (s *Set) LookupKind(code string) []Ref {
	if !strings.Contains(code, ".") {
		return s.Lookup(code)
	}
	var refs []Ref
	for _, c := range s.catalogs {
		if entry := c.LookupKind(code); entry != nil {
			refs = append(refs, Ref{c, entry})
		}
	}
	return refs
}

// Package returns the bindings of the package with the import path.
func (s *Set) Package(path string) []Bound { return s.byPackage[path] }

// Library returns the retry library with the import path, or nil.
func (s *Set) Library(path string) *Library { return s.library[path] }

// HTTP returns the catalog of HTTP status codes, or nil.
func (s *Set) HTTP() *Catalog { return s.http }
