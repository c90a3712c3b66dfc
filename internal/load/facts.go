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
const factsVersion = 1

// facts are what the run of "go vet" for one package writes for the packages that import it: the helpers in the main
// modules, both of the package and of its imports, by package path and name.
type facts struct {
	Version int
	Helpers map[string]map[string]*sites.Helper
}

// readFacts reads the facts of the imports, from files by package path. It ignores files that errls has not written.
func readFacts(files map[string]string, standard map[string]bool) facts {
	all := facts{factsVersion, map[string]map[string]*sites.Helper{}}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if standard[path] {
			continue
		}
		data, err := regular.ReadFile(files[path], maxVetFile)
		if err != nil || len(data) == 0 {
			continue
		}
		var one facts
		if json.Unmarshal(data, &one) != nil || one.Version != factsVersion {
			continue
		}
		for path, helpers := range one.Helpers {
			if _, known := all.Helpers[path]; !known && valid(helpers) {
				all.Helpers[path] = helpers
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
func (f *facts) add(path string, helpers map[string]*sites.Helper) {
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

// knowsCatalog reports whether a package has a helper for the errors of a catalog, or one that contains codes.
func (f *facts) knowsCatalog(path string) bool {
	for _, h := range f.Helpers[packagePath(path)] {
		if len(h.Catalogs) > 0 || len(h.Own) > 0 {
			return true
		}
	}
	return false
}

// helper returns the helper that a function is, or nil; it is the field Helper of sites.Input.
func (f *facts) helper(fn *types.Func) *sites.Helper {
	if fn.Pkg() == nil {
		return nil
	}
	return f.Helpers[packagePath(fn.Pkg().Path())][sites.HelperName(fn)]
}

// names returns the names of the helpers that a file imports.
func (f *facts) names(h *skim.Header, importMap map[string]string) []skim.HelperNames {
	return h.HelperNames(func(path string) skim.HelperNames {
		known := f.Helpers[packagePath(cmp.Or(importMap[path], path))]
		h := skim.NewHelperNames(path, skim.GuessPackageName(path))
		for name := range known {
			h.Add(name)
		}
		return h
	})
}

// encode returns the contents of the file, which are empty if there are no helpers. Equal facts have equal contents.
func (f *facts) encode() ([]byte, error) {
	if len(f.Helpers) == 0 {
		return nil, nil
	}
	return json.Marshal(f)
}

// maxVetFile is the maximum size in bytes of a file that the go command or another run of "go vet" has written.
const maxVetFile = 64 << 20
