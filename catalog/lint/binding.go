package lint

import (
	"slices"
	"strings"

	"golang.org/x/mod/semver"

	"github.com/errls/errls/catalog"
)

// binding checks one binding: first by itself, then against the package that it binds.
func (c *checker) binding(i int) {
	b := &c.Go[i]
	at := path{"go", i}
	for _, other := range c.Go[:i] {
		if other.Package == b.Package {
			c.problem(at.to("package"), "the package %s is bound twice", b.Package)
		}
	}
	c.version(at, b)
	c.codesOf(at, b)
	for j, carrier := range b.Carriers {
		if carrier.Catalog != "" && (carrier.Catalog == c.whole.ID || c.Set.Catalog(carrier.Catalog) == nil) {
			c.problem(at.to("carriers", j, "catalog"), "the carrier %s holds codes of %q: another catalog that is there has to be named",
				carrier.At, carrier.Catalog)
		}
	}
	for j, k := range b.Constants {
		if slices.ContainsFunc(b.Constants[:j], func(o catalog.Constant) bool { return o.Name == k.Name }) {
			c.problem(at.to("constants", k.Name), "the constant %s stands twice", k.Name)
		}
	}
	if !c.own(c.wholeOf(b)) {
		c.declared(at, b)
	}
	c.exists(at, b)
}

// own reports whether a package is of the file's own module and needs no declarations: its source is always at hand.
func (c *checker) own(b *catalog.Binding) bool {
	return c.Module != "" && b.Module == c.Module && b.Declares == ""
}

// version checks the pinned version and its range.
func (c *checker) version(at path, b *catalog.Binding) {
	if b.Module == "" {
		return
	}
	if b.Package != b.Module && !strings.HasPrefix(b.Package, b.Module+"/") {
		c.problem(at.to("package"), "the package %s is not of the module %s", b.Package, b.Module)
	}
	if b.Version == "" {
		return // exists says so
	}
	for _, v := range []struct{ key, version string }{{"from", b.Holds.From}, {"before", b.Holds.Before}} {
		if v.version != "" && !semver.IsValid(v.version) {
			c.problem(at.to("versions", v.key), "%q is no version", v.version)
			return
		}
	}
	if !semver.IsValid(b.Version) {
		c.problem(at.to("version"), "%q is no version", b.Version)
	} else if b.Holds.From != "" && semver.Compare(b.Version, b.Holds.From) < 0 ||
		b.Holds.Before != "" && semver.Compare(b.Version, b.Holds.Before) >= 0 {
		c.problem(at.to("versions"), "the version %s that was read is not in the range", b.Version)
	}
}

// codesOf checks the codes that a binding names beside those of its constants.
func (c *checker) codesOf(at path, b *catalog.Binding) {
	check := func(at path, codes []string) {
		for i, id := range codes {
			if c.whole.Lookup(id) == nil {
				c.problem(at.to(i), "the code %q is not listed", id)
			}
		}
	}
	for i, p := range b.Predicates {
		check(at.to("predicates", i, "codes"), p.Codes)
	}
	for i, h := range b.Handles {
		check(at.to("handles", i, "codes"), h.Codes)
	}
	for i, r := range b.Rewrites {
		check(at.to("rewrites", i, "codes"), r.Codes)
		check(at.to("rewrites", i, "to"), []string{r.To})
	}
}

// A name is something that a binding says its package has.
type name struct {
	at   path
	what string // "error type", "constant" …
	name string // Name, Type.Field or Type.Method
}

func names(at path, b *catalog.Binding) []name {
	var list []name
	for i, e := range b.Errors {
		list = append(list, name{at.to("errors", i), "error type", e.Type})
	}
	for i, x := range b.Carriers {
		list = append(list, name{at.to("carriers", i), "carrier", x.At})
	}
	for _, k := range b.Constants {
		list = append(list, name{at.to("constants", k.Name), "constant", k.Name})
	}
	for i, x := range b.Clients {
		list = append(list, name{at.to("clients", i), "client", x})
	}
	for i, x := range b.Predicates {
		list = append(list, name{at.to("predicates", i, "at"), "predicate", x.At})
	}
	for i, x := range b.Helpers {
		list = append(list, name{at.to("helpers", i, "at"), "helper", x.At})
	}
	for i, x := range b.Handles {
		list = append(list, name{at.to("handles", i, "by"), "part of the SDK", x.By})
	}
	return list
}

// declared checks that the binding declares what it names.
func (c *checker) declared(at path, b *catalog.Binding) {
	pkg, err := parseSource(c.wholeOf(b).Source()) // an overlay's names may be declared below it
	if err != nil {
		c.problem(at.to("declares"), "reading the declarations: %v", err)
		return
	}
	for _, n := range names(at, b) {
		if !pkg.has(n.name) {
			c.problem(n.at, "declares lacks the %s %s", n.what, n.name)
		}
	}
}

// wholeOf returns the binding with what is below it, where the file is an overlay.
func (c *checker) wholeOf(b *catalog.Binding) *catalog.Binding {
	for i := range c.whole.Go {
		if c.whole.Go[i].Package == b.Package {
			return &c.whole.Go[i]
		}
	}
	return b
}

// exists checks that the package that is bound has what the binding names, in the version that it names.
func (c *checker) exists(at path, b *catalog.Binding) {
	whole := c.wholeOf(b)
	pkg, why := c.sdk(whole)
	switch {
	case why != "":
		c.note(why)
		return
	case pkg == nil:
		c.problem(at.to("package"), "%s@%s has no package %s", whole.Module, whole.Version, b.Package)
		return
	}
	if b.Name != "" && pkg.name != b.Name {
		c.problem(at.to("name"), "the package's name is %s", pkg.name)
	}
	for _, n := range names(at, b) {
		if !pkg.has(n.name) {
			c.problem(n.at, "%s has no %s %s", b.Package, n.what, n.name)
		}
	}
	for _, k := range whole.Constants {
		said := slices.ContainsFunc(b.Constants, func(own catalog.Constant) bool { return own.Name == k.Name })
		if value := pkg.consts[k.Name]; said && value != "" && value != k.Value {
			c.problem(at.to("constants", k.Name), "the constant %s is %s in %s, and not %s", k.Name, value, b.Package, k.Value)
		}
	}
}
