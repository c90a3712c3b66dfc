package skim

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
)

func NewHelperNames(path, pkg string) HelperNames {
	return HelperNames{path, pkg, map[string]bool{}, map[string]bool{}}
}

// Add takes in a function, or "Type.Method".
func (h *HelperNames) Add(name string) {
	if _, method, ok := strings.Cut(name, "."); ok {
		h.methods[method] = true
	} else {
		h.names[name] = true
	}
}

func (h *HelperNames) Any() bool { return len(h.names)+len(h.methods) > 0 }

// HelperNames returns the names of the helpers that a file imports; of says what a package has.
func (h *Header) HelperNames(of func(path string) HelperNames) []HelperNames {
	var all []HelperNames
	for _, i := range h.Imports {
		if i.Name == "_" || i.Name == "." {
			continue
		}
		if found := of(i.Path); found.Any() {
			found.Pkg = cmp.Or(i.Name, found.Pkg)
			all = append(all, found)
		}
	}
	return all
}

// GuessPackageName guesses a package's name from its import path, as people name modules.
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

// ImportsOther reports whether a file of a package imports one of another repository.
func (h *Header) ImportsThirdParty(importer string) bool {
	return slices.ContainsFunc(h.Imports, func(i Import) bool { return sites.IsThirdParty(i.Path, importer) })
}

// HelperNames are the functions of an imported package that may hold codes against an error, and the name by which a
// file knows the package.
type HelperNames struct {
	Path, Pkg string
	names     map[string]bool
	methods   map[string]bool // whatever their types
}
