package load

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/errls/errls/catalog"
)

// A UnitConfig is what the go command writes for one package when it runs a vet tool.
type UnitConfig struct {
	ID                        string
	Compiler                  string
	Dir                       string
	ImportPath                string
	GoVersion                 string
	GoFiles                   []string
	NonGoFiles                []string
	IgnoredFiles              []string
	ModulePath                string
	ModuleVersion             string
	ImportMap                 map[string]string // import path in the source → package path
	PackageFile               map[string]string // package path → file of export data
	Standard                  map[string]bool
	PackageVetx               map[string]string
	VetxOnly                  bool // only facts are asked for, no findings
	VetxOutput                string
	Stdout                    string // file for what else would go to the standard output; empty for none
	FixArchive                string // zip file for mended files; empty for none
	SucceedOnTypecheckFailure bool
}

// A Unit is one package that the go command asks a vet tool to look at.
type Unit struct {
	Config   UnitConfig
	Skip     bool      // nothing to look at: only facts are asked for, or no site is possible
	Package  *Package  // nil when Skip, or when it could not be typed
	Problems []Problem // empty where the go command reports the same by itself
}

// ReadUnit reads the configuration that the go command wrote at path and, unless the package cannot hold a
// site, parses and types it from the export data that is named there. SetOf gives the catalogs for the directory of
// the package; it is not asked where only facts are wanted. The error is for a configuration that cannot be read.
func ReadUnit(path string, setOf func(dir string) *catalog.Set) (*Unit, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the vet configuration: %w", err)
	}
	u := &Unit{}
	if err := json.Unmarshal(data, &u.Config); err != nil {
		return nil, fmt.Errorf("reading the vet configuration %s: %w", path, err)
	}
	if u.Skip = u.Config.VetxOnly; u.Skip {
		return u, nil
	}
	set := setOf(u.Config.Dir)
	sources, err := u.read()
	if err != nil {
		return nil, err
	}
	if u.Skip = !u.matters(set, sources); u.Skip {
		return u, nil
	}
	u.check(set, sources)
	return u, nil
}

// read reads the Go files of the unit.
func (u *Unit) read() (map[string][]byte, error) {
	sources := make(map[string][]byte, len(u.Config.GoFiles))
	for _, path := range u.Config.GoFiles {
		src, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("reading a file of package %s: %w", u.Config.ImportPath, err)
		}
		sources[path] = src
	}
	return sources, nil
}

// matters reports whether the unit can hold a site, as the quick loader judges a directory.
func (u *Unit) matters(set *catalog.Set, sources map[string][]byte) bool {
	n := newNeedles(set)
	path, _, _ := strings.Cut(u.Config.ImportPath, " [")
	if _, bound := n.bound[path]; bound { // in a bound package itself its names are not qualified
		return true
	}
	near := false
	for _, path := range u.Config.ImportMap {
		_, bound := n.bound[path]
		near = near || bound
	}
	for path := range u.Config.PackageFile {
		near = near || n.bound[path]
	}
	imports := map[string]bool{} // of files that speak for a site, if an import names codes itself
	for _, src := range sources {
		key := n.key(src)
		h, ok := readHeader(src)
		if !near && !key && !h.foreign(path) {
			continue
		}
		look := n.lookout(&h, key)
		if x := readIndex(src, h, &look); ok && !x.odd && !x.speaks() {
			continue
		}
		if near || key {
			return true
		}
		for _, i := range h.imports {
			imports[i.path] = true
		}
	}
	return len(imports) > 0 && u.learner(set).learn(imports)
}

func (u *Unit) check(set *catalog.Set, sources map[string][]byte) {
	x := newExports(u.Config.PackageFile)
	x.set = set
	x.importMap = u.Config.ImportMap
	x.goVersion = u.Config.GoVersion
	path, _, _ := strings.Cut(u.Config.ImportPath, " [") // "p [p.test]" is p with its tests
	u.Package, u.Problems = x.check(u.Config.Dir, path, u.Config.GoFiles, func(path string) ([]byte, error) {
		return sources[path], nil
	})
	if u.Config.SucceedOnTypecheckFailure {
		u.Problems = nil
	}
}

// Done writes the file of facts that the go command waits for. It must be called for each unit, also one to skip.
func (u *Unit) Done() error {
	if u.Config.VetxOutput == "" {
		return nil
	}
	if err := os.WriteFile(u.Config.VetxOutput, nil, 0o666); err != nil {
		return fmt.Errorf("writing the facts of package %s: %w", u.Config.ImportPath, err)
	}
	return nil
}
