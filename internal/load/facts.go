package load

import (
	"cmp"
	"encoding/json"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/regular"
)

// factsVersion is the version of the format of facts. It changes with the format or its meaning.
const factsVersion = 2

// vetFacts are what the run of "go vet" for one package writes for the packages that import it: the helpers in the main
// modules and what their functions do, both of the package and of its imports, by package path and name.
type vetFacts struct {
	Version int
	Helpers map[string]map[string]*sites.Helper
	Facts   map[string]map[string]*sites.Fact
}

// readFacts reads the facts of the imports, from files by package path. It ignores files that errls has not written.
func readFacts(files map[string]string, standard map[string]bool) vetFacts {
	all := vetFacts{factsVersion, map[string]map[string]*sites.Helper{}, map[string]map[string]*sites.Fact{}}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if standard[path] {
			continue
		}
		data, err := regular.ReadFile(files[path], maxVetFile)
		if err != nil || len(data) == 0 {
			continue
		}
		var one vetFacts
		if json.Unmarshal(data, &one) != nil || one.Version != factsVersion {
			continue
		}
		for path, helpers := range one.Helpers {
			if _, known := all.Helpers[path]; !known && valid(helpers) {
				all.Helpers[path] = helpers
			}
		}
		for path, known := range one.Facts {
			if all.Facts[path] == nil {
				all.Facts[path] = known
			}
		}
	}
	return all
}

// valid reports whether the fields of the helpers are valid. A file may contain anything.
func valid(helpers map[string]*sites.Helper) bool {
	for _, h := range helpers {
		if h == nil || h.Error < -1 || h.Codes < -1 {
			return false
		}
	}
	return true
}

// add adds the exported helpers of one package.
func (f *vetFacts) add(path string, helpers map[string]*sites.Helper) {
	exported := map[string]*sites.Helper{}
	for name, h := range helpers {
		if token.IsExported(name[strings.LastIndexByte(name, '.')+1:]) {
			exported[name] = h
		}
	}
	if len(exported) > 0 {
		f.Helpers[packagePath(path)] = exported
	}
}

// addFacts adds what the functions of one package do.
func (f *vetFacts) addFacts(path string, known map[string]*sites.Fact) {
	if len(known) > 0 {
		f.Facts[packagePath(path)] = known
	}
}

// fact returns what a function does, or nil; it is the field Fact of sites.Input.
func (f *vetFacts) fact(fn *types.Func) *sites.Fact {
	if fn.Pkg() == nil {
		return nil
	}
	return f.Facts[packagePath(fn.Pkg().Path())][sites.HelperName(fn)]
}

// knowsCatalog reports whether a package has a helper for the errors of a catalog, or one that contains codes.
func (f *vetFacts) knowsCatalog(path string) bool {
	for _, h := range f.Helpers[packagePath(path)] {
		if len(h.Catalogs) > 0 || len(h.Own) > 0 {
			return true
		}
	}
	return false
}

// helper returns the helper that a function is, or nil; it is the field Helper of sites.Input.
func (f *vetFacts) helper(fn *types.Func) *sites.Helper {
	if fn.Pkg() == nil {
		return nil
	}
	return f.Helpers[packagePath(fn.Pkg().Path())][sites.HelperName(fn)]
}

// names returns the names of the helpers that a file imports.
func (f *vetFacts) names(h *skim.Header, importMap map[string]string) []skim.HelperNames {
	return h.HelperNames(func(path string) skim.HelperNames {
		known := f.Helpers[packagePath(cmp.Or(importMap[path], path))]
		h := skim.NewHelperNames(path, skim.GuessPackageName(path))
		for name := range known {
			h.Add(name)
		}
		return h
	})
}

// encode returns the contents of the file, which are empty if nothing is known. Equal facts have equal contents.
func (f *vetFacts) encode() ([]byte, error) {
	if len(f.Helpers)+len(f.Facts) == 0 {
		return nil, nil
	}
	return json.Marshal(f)
}

// maxVetFile is the maximum size in bytes of a file that the go command or another run of "go vet" has written.
const maxVetFile = 64 << 20
