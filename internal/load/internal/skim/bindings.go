package skim

import (
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// addBinding adds the names of one binding. A package outside the standard library is evidence for a site wherever it is
// used, if it has the errors or the clients of a service. Of any other package only the names are.
func (t *Terms) addBinding(b *catalog.Binding) {
	t.packageNames[b.Package] = b.Name
	t.calls = append(t.calls, b.Calls...)
	t.types = append(t.types, b.Types...)
	host, _, _ := strings.Cut(b.Package, "/") // with a dot in it, it is not a package of the standard library
	standard := b.Module == "" && !strings.Contains(host, ".")
	switch {
	case !standard && len(b.Errors)+len(b.Carriers)+len(b.Clients) > 0:
		t.Bound[b.Package] = true
	case standard && len(b.Carriers)+len(b.Constants) > 0:
		t.Bound[b.Package] = t.Bound[b.Package]
	}
	if len(b.Sentinels)+len(b.Predicates)+len(b.Helpers) > 0 || !standard && len(b.Constants) > 0 {
		t.qualified.add(t.set, b.Package)
	}
	if b.Shared && len(b.Errors) > 0 {
		t.Shared[sites.RepositoryPath(b.Package)] = true
	}
	for _, c := range b.Carriers {
		if at := c.At[strings.LastIndexByte(c.At, '.')+1:]; at != "" {
			t.selectors[at] = struct{}{}
			t.carriers[at] = t.carriers[at] || at != c.At
		}
	}
	t.addConstants(b.Constants, standard)
}

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
