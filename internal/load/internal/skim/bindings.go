package skim

import (
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// addBinding adds the names of one binding. A package outside the standard library is evidence for a site wherever it is
// used, if it has the errors, the clients or the functions of a service. Of any other package only the names are.
func (t *Terms) addBinding(b *catalog.Binding) {
	t.packageNames[b.Package] = b.Name
	t.calls = append(t.calls, b.Calls...)
	t.types = append(t.types, b.Types...)
	standard := isStandard(b)
	switch {
	case !standard && (len(b.Errors)+len(b.Clients) > 0 || slices.ContainsFunc(b.Carriers, isFunction)):
		t.Bound[b.Package] = true
	case standard && len(b.Carriers)+len(b.Constants) > 0:
		if _, known := t.Bound[b.Package]; !known {
			t.Bound[b.Package] = false
		}
	}
	t.qualified.add(t.set, b.Package)
	if b.Shared && len(b.Errors) > 0 {
		t.Shared[sites.RepositoryPath(b.Package)] = true
	}
	for _, c := range b.Carriers {
		if c.Class || c.Names {
			continue // a method of a code, such as Name, so that a program selects a carrier of the code too
		}
		if at := c.At[strings.LastIndexByte(c.At, '.')+1:]; at != "" {
			t.selectors[at] = struct{}{}
			t.carriers[at] = t.carriers[at] || at != c.At
		}
	}
	t.addConstants(b.Constants, standard)
}

// isStandard reports whether a binding is for a package of the standard library, whose import path has no dot in its first
// element.
func isStandard(b *catalog.Binding) bool {
	host, _, _ := strings.Cut(b.Package, "/")
	return b.Module == "" && !strings.Contains(host, ".")
}

// isFunction reports whether a carrier is a function, and not a member of a type.
func isFunction(c catalog.Carrier) bool { return !strings.Contains(c.At, ".") }

// addConstants adds the names of a package's constants. Those of the standard library are evidence without the name of the
// package, because its packages are not evidence.
func (t *Terms) addConstants(constants []catalog.Constant, standard bool) {
	prefix := commonPrefix(constants)
	switch {
	case standard && len(prefix) >= 3:
		t.constantPrefixes = append(t.constantPrefixes, prefix)
	case standard:
		for _, c := range constants {
			t.selectors[c.Name] = struct{}{}
		}
	case len(prefix) < 3:
		for _, c := range constants {
			t.constants[c.Name] = struct{}{}
		}
	}
}

// commonPrefix returns the longest common prefix of the names of at least two constants; "" for fewer.
func commonPrefix(constants []catalog.Constant) string {
	if len(constants) < 2 {
		return ""
	}
	prefix := constants[0].Name
	for _, c := range constants[1:] {
		for !strings.HasPrefix(c.Name, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
	}
	return prefix
}
