package catalog

import (
	"cmp"
	"fmt"
	"strings"
)

// Source returns Go source that declares the constants and sentinels of the binding and what Declares contains. It stands
// in for the real package in type checking. Functions have no bodies, so it cannot be compiled.
func (b *Binding) Source() string {
	return source(b.Name, b.Imports, b.Constants, b.ConstType, b.sentinelSource()+b.Declares)
}

// sentinelSource returns the declarations of the sentinels.
func (b *Binding) sentinelSource() string {
	var s strings.Builder
	for _, x := range b.Sentinels {
		fmt.Fprintf(&s, "var %s %s\n", x.Name, cmp.Or(b.SentinelType, "error"))
	}
	return s.String()
}

// Source returns Go source that stands in for the library's package in type checking; see Binding.Source.
func (l *Library) Source() string { return source(l.Name, l.Imports, nil, "", l.Declares) }

// source returns the source of a package. An import is a path, or a name and a path separated by a space.
func source(name string, imports []string, constants []Constant, constType, declares string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n", name)
	for _, spec := range imports {
		if alias, path, ok := strings.Cut(spec, " "); ok {
			fmt.Fprintf(&b, "import %s %q\n", alias, path)
		} else {
			fmt.Fprintf(&b, "import %q\n", spec)
		}
	}
	if len(constants) > 0 {
		b.WriteString("const (\n")
		for _, c := range constants {
			fmt.Fprintf(&b, "\t%s %s = %s\n", c.Name, constType, c.Value)
		}
		b.WriteString(")\n")
	}
	b.WriteString(declares)
	return b.String()
}
