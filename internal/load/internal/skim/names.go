package skim

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

// HelperNames are the names of the functions and methods of an imported package that may be helpers: functions that
// compare codes with an error.
type HelperNames struct {
	Path    string          // import path of the package
	Pkg     string          // the name by which a file refers to the package; "." if it refers to its names directly
	names   map[string]bool // functions
	methods map[string]bool // methods of any type
}

// NewHelperNames returns an empty set of names for the package with the import path and the name.
func NewHelperNames(path, pkg string) HelperNames {
	return HelperNames{path, pkg, map[string]bool{}, map[string]bool{}}
}

// Add adds the name of a function, or of a method as "Type.Method".
func (h *HelperNames) Add(name string) {
	if _, method, ok := strings.Cut(name, "."); ok {
		h.methods[method] = true
	} else {
		h.names[name] = true
	}
}

// Any reports whether h contains a name.
func (h *HelperNames) Any() bool { return len(h.names)+len(h.methods) > 0 }

// HelperNames returns the names of the possible helpers in the packages that the file imports, with the names by
// which the file refers to these packages. The function of returns the names in the package with an import path.
func (h *Header) HelperNames(of func(path string) HelperNames) []HelperNames {
	var all []HelperNames
	for _, i := range h.Imports {
		if i.Name == "_" {
			continue
		}
		if found := of(i.Path); found.Any() {
			found.Pkg = cmp.Or(i.Name, found.Pkg)
			all = append(all, found)
		}
	}
	return all
}

// GuessPackageName guesses the name of a package from its import path: it removes a version, a file extension and
// "go" at the beginning or the end.
func GuessPackageName(importPath string) string {
	name := path.Base(importPath)
	if len(name) > 1 && name[0] == 'v' && strings.Trim(name[1:], "0123456789") == "" {
		name = path.Base(path.Dir(importPath))
	}
	name, _, _ = strings.Cut(name, ".v")
	name = strings.TrimPrefix(name, "go-")
	name = strings.TrimSuffix(name, "-go")
	return strings.ReplaceAll(name, "-", "_")
}

// ImportsThirdParty reports whether the file imports a third-party package; importer is the import path of the
// package that the file belongs to.
func (h *Header) ImportsThirdParty(importer string) bool {
	return slices.ContainsFunc(h.Imports, func(i Import) bool { return sites.IsThirdParty(i.Path, importer) })
}
