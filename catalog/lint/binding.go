package lint

import (
	"slices"
	"strings"

	"golang.org/x/mod/semver"

	"github.com/errls/errls/catalog"
)

// binding checks one binding, and compares it with the package that it binds.
func (c *checker) binding(i int) {
	b := &c.Go[i]
	at := path{"go", i}
	for _, other := range c.Go[:i] {
		if other.Package == b.Package {
			c.problem(at.to("package"), "duplicate binding of package %s", b.Package)
		}
	}
	c.version(at, b)
	c.codesOf(at, b)
	for j := range b.Carriers {
		c.carrier(at.to("carriers", j), &b.Carriers[j])
	}
	c.makes(at.to("makes"), b)
	if b.Wraps && len(c.mergedBinding(b).Errors) == 0 {
		c.problem(at.to("wraps"), "wraps is about the types in errors, of which there are none")
	}
	if hasMethod := func(c catalog.Carrier) bool { return c.Catalog == "" && strings.Contains(c.At, ".") }; len(b.Types) > 0 &&
		!slices.ContainsFunc(c.mergedBinding(b).Carriers, hasMethod) {
		c.problem(at.to("types"), "types have a method that is a carrier, of which there is none")
	}
	for j, x := range b.Sentinels {
		if slices.ContainsFunc(b.Sentinels[:j], func(o catalog.Sentinel) bool { return o.Name == x.Name }) {
			c.problem(at.to("sentinels", x.Name), "duplicate sentinel %s", x.Name)
		}
	}
	if b.SentinelType != "" && len(c.mergedBinding(b).Sentinels) == 0 {
		c.problem(at.to("sentinel-type"), "sentinel-type is the type of the sentinels, of which there are none")
	}
	for j, k := range b.Constants {
		if slices.ContainsFunc(b.Constants[:j], func(o catalog.Constant) bool { return o.Name == k.Name }) {
			c.problem(at.to("constants", k.Name), "duplicate constant %s", k.Name)
		}
	}
	if merged := c.mergedBinding(b); !c.inOwnModule(merged) && !inStandardLibrary(merged) {
		c.declared(at, b)
	}
	c.exists(at, b)
}

// carrier checks the catalog of a carrier.
func (c *checker) carrier(at path, carrier *catalog.Carrier) {
	other := c.Set.Catalog(carrier.Catalog)
	if carrier.Class && carrier.Names {
		c.problem(at.to("names"), "carrier %s: a value is either the id of a class or the name of a code", carrier.At)
	}
	if carrier.Catalog != "" && (carrier.Catalog == c.merged.ID || other == nil) {
		c.problem(at.to("catalog"), "carrier %s: %q is not the id of another catalog", carrier.At, carrier.Catalog)
		return
	}
	if len(carrier.Except) > 0 && !carrier.Standard {
		c.problem(at.to("except"), "carrier %s: except needs standard: true", carrier.At)
	}
	for i, id := range carrier.Except {
		if other != nil && other.Lookup(id) == nil {
			c.problem(at.to("except", i), "the code %q is not listed in %s", id, carrier.Catalog)
		}
	}
}

// makes checks the types that stand for a code.
func (c *checker) makes(at path, b *catalog.Binding) {
	errors := c.mergedBinding(b).Errors
	for i, m := range b.Makes {
		if !slices.ContainsFunc(errors, func(e catalog.ErrorType) bool { return e.Type == m.Type }) {
			c.problem(at.to(i, "type"), "%s is not one of errors", m.Type)
		}
		if m.Code != "" && c.merged.Lookup(m.Code) == nil {
			c.problem(at.to(i, "code"), "the code %q is not listed", m.Code)
		}
		for _, other := range b.Makes[:i] {
			if other.Type == m.Type || other.Code == m.Code {
				c.problem(at.to(i), "another entry has the same type or code")
			}
		}
	}
}

// inOwnModule reports whether b binds a package of the file's own module without declarations. These are not needed,
// because the source code of the package is always available.
func (c *checker) inOwnModule(b *catalog.Binding) bool {
	return c.Module != "" && b.Module == c.Module && b.Declares == ""
}

// inStandardLibrary reports whether b binds a package of the standard library without declarations. errls has the
// declarations of these packages.
func inStandardLibrary(b *catalog.Binding) bool {
	root, _, _ := strings.Cut(b.Package, "/")
	return b.Module == "" && b.Declares == "" && !strings.Contains(root, ".")
}

// version checks the version and the range of versions.
func (c *checker) version(at path, b *catalog.Binding) {
	if b.Module == "" {
		return
	}
	if b.Package != b.Module && !strings.HasPrefix(b.Package, b.Module+"/") {
		c.problem(at.to("package"), "package %s is not in module %s", b.Package, b.Module)
	}
	if b.Version == "" {
		return // exists adds a note
	}
	for _, v := range []struct{ key, version string }{{"from", b.ValidFor.From}, {"before", b.ValidFor.Before}} {
		if v.version != "" && !semver.IsValid(v.version) {
			c.problem(at.to("versions", v.key), "%q is not a semantic version", v.version)
			return
		}
	}
	if !semver.IsValid(b.Version) {
		c.problem(at.to("version"), "%q is not a semantic version", b.Version)
	} else if b.ValidFor.From != "" && semver.Compare(b.Version, b.ValidFor.From) < 0 ||
		b.ValidFor.Before != "" && semver.Compare(b.Version, b.ValidFor.Before) >= 0 {
		c.problem(at.to("versions"), "version %s is not in this range", b.Version)
	}
}

// codesOf checks the codes in sentinels, predicates, handles and rewrites. The parser checks those of constants.
func (c *checker) codesOf(at path, b *catalog.Binding) {
	check := func(at path, codes []string) {
		for i, id := range codes {
			if c.merged.Lookup(id) == nil {
				c.problem(at.to(i), "the code %q is not listed", id)
			}
		}
	}
	for i, p := range b.Predicates {
		check(at.to("predicates", i, "codes"), p.Codes)
	}
	for _, x := range b.Sentinels {
		if c.merged.Lookup(x.Code) == nil {
			c.problem(at.to("sentinels", x.Name), "the code %q is not listed", x.Code)
		}
	}
	for i, h := range b.Handles {
		check(at.to("handles", i, "codes"), h.Codes)
	}
	for i, r := range b.Rewrites {
		check(at.to("rewrites", i, "codes"), r.Codes)
		check(at.to("rewrites", i, "to"), []string{r.To})
	}
}

// A name is the name of an object that a binding expects in its package.
type name struct {
	at   path
	what string // "error type", "constant" …
	name string // Name, Type.Field or Type.Method
}

// names returns the names of all objects that a binding expects in its package.
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
	for _, x := range b.Sentinels {
		list = append(list, name{at.to("sentinels", x.Name), "sentinel", x.Name})
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

// declared checks that the binding's declarations contain all names.
func (c *checker) declared(at path, b *catalog.Binding) {
	pkg, err := parseSource(c.mergedBinding(b).Source()) // an overlay may use the declarations of the extended catalog
	if err != nil {
		c.problem(at.to("declares"), "parsing the declarations: %v", err)
		return
	}
	for _, n := range names(at, b) {
		if !pkg.has(n.name) {
			c.problem(n.at, "declares does not contain the %s %s", n.what, n.name)
		}
	}
}

// mergedBinding returns the binding of the same package in the merged catalog.
func (c *checker) mergedBinding(b *catalog.Binding) *catalog.Binding {
	for i := range c.merged.Go {
		if c.merged.Go[i].Package == b.Package {
			return &c.merged.Go[i]
		}
	}
	return b
}

// exists checks that the bound package, in the binding's version, contains all names.
func (c *checker) exists(at path, b *catalog.Binding) {
	merged := c.mergedBinding(b)
	pkg, why := c.sdk(merged)
	switch {
	case why != "":
		c.note(why)
		return
	case pkg == nil:
		c.problem(at.to("package"), "%s@%s has no package %s", merged.Module, merged.Version, b.Package)
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
	for _, k := range merged.Constants {
		inFile := slices.ContainsFunc(b.Constants, func(own catalog.Constant) bool { return own.Name == k.Name })
		if value := pkg.consts[k.Name]; inFile && value != "" && value != k.Value {
			c.problem(at.to("constants", k.Name), "constant %s has the value %s in %s, not %s", k.Name, value, b.Package, k.Value)
		}
	}
}
