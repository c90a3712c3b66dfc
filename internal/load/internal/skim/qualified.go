package skim

import (
	"bytes"
	"strings"
	"sync"

	"github.com/errls/errls/catalog"
)

// qualifiedNames are the names of packages that are evidence only together with the name of the package: errors such as
// io.EOF, functions such as os.IsPermission. Nearly every file imports such packages, and the names alone are common.
// The names of a package are collected when the first file imports it.
type qualifiedNames map[string]func() map[string]bool

// add adds a package that the catalogs of a set bind.
func (q qualifiedNames) add(set *catalog.Set, importPath string) {
	if q[importPath] == nil {
		q[importPath] = sync.OnceValue(func() map[string]bool {
			names := map[string]bool{}
			for _, bound := range set.Package(importPath) {
				addQualified(names, bound)
			}
			return names
		})
	}
}

// addQualified adds the names in one binding.
func addQualified(names map[string]bool, bound catalog.Bound) {
	b := bound.Binding
	if !isStandard(b) { // the constants of the standard library need no name of a package, see addConstants
		for _, c := range b.Constants {
			names[c.Name] = true
		}
		for _, c := range b.Carriers {
			names[head(c.At)] = true
		}
	}
	for _, m := range b.Makes {
		if m.Code != "" && mayBeReported(bound.Catalog, m.Code) {
			names[m.Type] = true
		}
	}
	for _, s := range b.Sentinels {
		if mayBeReported(bound.Catalog, s.Code) {
			names[s.Name] = true
		}
	}
	for _, p := range b.Predicates {
		for _, code := range p.Codes {
			if mayBeReported(bound.Catalog, code) {
				names[head(p.At)] = true
			}
		}
	}
	for _, h := range b.Helpers {
		names[head(h.At)] = true
	}
}

// head returns the name that a program writes after that of the package: a function, or the type of a method or a field.
func head(at string) string {
	name, _, _ := strings.Cut(at, ".")
	return name
}

// mayBeReported reports whether a rule may report something at a test of a code. In a loose catalog, whose codes are in
// most programs, rules judge only what the catalog says of the code itself.
func mayBeReported(c *catalog.Catalog, code string) bool {
	entry := c.Lookup(code)
	return entry != nil && (!c.Loose || entry.IsJudged())
}

// A qualifier is an imported package with qualified names.
type qualifier struct {
	pkg   string // the name by which the file refers to the package; "." if it refers to its names directly
	names map[string]bool
}

// qualifiers returns the packages with qualified names that a file imports.
func (t *Terms) qualifiers(h *Header) []qualifier {
	var list []qualifier
	for _, i := range h.Imports {
		names := t.qualified[i.Path]
		if names == nil || i.Name == "_" || len(names()) == 0 {
			continue
		}
		q := qualifier{i.Name, names()}
		if q.pkg == "" {
			q.pkg = t.packageNames[i.Path]
		}
		list = append(list, q)
	}
	return list
}

// selects reports whether one of the names is selected with the dot at i.
func (q *qualifier) selects(src []byte, i int) bool {
	return q.names[string(src[i+1:SkipWord(src, i+1)])] && EndsWithWord(src[:i], q.pkg)
}

// SelectsQualified reports whether a file with the header h contains a qualified name of a package that it imports.
func (t *Terms) SelectsQualified(src []byte, h *Header) bool {
	for _, q := range t.qualifiers(h) {
		if q.pkg == "." {
			return true
		}
		dotted := []byte(q.pkg + ".")
		for i := h.End; ; {
			at := bytes.Index(src[i:], dotted)
			if at < 0 {
				break
			}
			if i += at + len(dotted); q.selects(src, i-1) {
				return true
			}
		}
	}
	return false
}
