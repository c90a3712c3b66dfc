package load

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/regular"
)

// sdkImporter returns what tells which imports of the unit name their codes.
func (u *Unit) sdkImporter(set *catalog.Set) *importer {
	config := Config{Set: set, Dir: u.Config.Dir}
	m, _ := gofiles.FindModule(u.Config.Dir) // the go command has read its go.mod
	return newImporter(set, config.reader(), NewCache(), gofiles.Modules{m})
}

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
	Skip     bool          // nothing to look at: only facts are asked for, or no site is possible
	Package  *Package      // nil when Skip, or when it could not be typed
	Found    *sites.Result // of Package
	Problems []Problem     // empty where the go command reports the same by itself

	facts facts // for the units that import this one
}

// ReadUnit reads the configuration that the go command wrote at path and, unless the package can neither hold a site
// nor a helper for the packages that import it, parses and types it from the export data that is named there. SetOf
// gives the catalogs for the directory of the package; it is not asked where nothing but facts is wanted, and none can
// be had. The error is for a configuration or a source that cannot be read.
func ReadUnit(path string, setOf func(dir string) *catalog.Set) (*Unit, error) {
	data, err := regular.ReadFile(path, maxVetFile)
	if err != nil {
		return nil, fmt.Errorf("reading the vet configuration: %w", err)
	}
	u := &Unit{}
	if err := json.Unmarshal(data, &u.Config); err != nil {
		return nil, fmt.Errorf("reading the vet configuration %s: %w", path, err)
	}
	if u.Skip = u.Config.VetxOnly; u.Skip && !u.inMainModule() { // of a thousand units nearly all
		return u, nil
	}
	u.facts = readFacts(u.Config.PackageVetx, u.Config.Standard)
	sources, shaped, err := u.read()
	if err != nil {
		return nil, err
	}
	if u.Skip && !shaped {
		return u, nil
	}
	set := setOf(u.Config.Dir)
	u.Skip = u.Skip || !u.mayContainSites(set, sources)
	if u.Skip && !shaped {
		return u, nil
	}
	u.check(set, sources)
	switch {
	case u.Package == nil:
	case u.Skip:
		u.facts.add(u.Config.ImportPath, find.Helpers(u.Package.Input))
	default:
		u.Found = find.Find(u.Package.Input)
		if shaped {
			u.facts.add(u.Config.ImportPath, u.Found.Helpers())
		}
	}
	if u.Skip {
		u.Package, u.Problems = nil, nil
	}
	return u, nil
}

// inMainModule reports whether the package is one of those that are worked on, and not of a module that they use. Only of
// these helpers are read: the quick loader does not look farther either.
func (u *Unit) inMainModule() bool {
	return u.Config.ModulePath != "" && u.Config.ModuleVersion == "" && !u.Config.Standard[u.Config.ImportPath]
}

// A unitSource is one Go file of a unit.
type unitSource struct {
	data []byte
	skim.Header
	ok bool // it has a header
}

// read reads the Go files of the unit, and tells whether a function of them can be a helper for other packages.
func (u *Unit) read() (sources map[string]*unitSource, shaped bool, err error) {
	sources = make(map[string]*unitSource, len(u.Config.GoFiles))
	main := u.inMainModule()
	for _, path := range u.Config.GoFiles {
		src, err := regular.ReadFile(path, regular.MaxGoFile)
		if err != nil {
			return nil, false, fmt.Errorf("reading a file of package %s: %w", u.Config.ImportPath, err)
		}
		s := &unitSource{data: src}
		s.Header, s.ok = skim.ReadHeader(src)
		sources[path] = s
		shaped = shaped || main && s.ok && skim.ReadIndex(src, s.Header, nil).MayExportHelper()
	}
	return sources, shaped, nil
}

// mayContainSites reports whether the unit can hold a site, as the quick loader judges a directory.
func (u *Unit) mayContainSites(set *catalog.Set, sources map[string]*unitSource) bool {
	n := skim.NewTerms(set)
	path := packagePath(u.Config.ImportPath)
	if _, bound := n.Bound[path]; bound { // in a bound package itself its names are not qualified
		return true
	}
	near := false
	for _, path := range u.Config.ImportMap {
		_, bound := n.Bound[path]
		near = near || bound
	}
	for path := range u.Config.PackageFile { // those of the imports, not of all that is in reach
		near = near || n.Bound[path] || u.facts.knowsCatalog(path)
	}
	imports := map[string]bool{} // of files that speak for a site, if an import names codes itself
	for _, s := range sources {
		key := n.ContainsKey(s.data)
		if !near && !key && !s.ImportsThirdParty(path) {
			continue
		}
		look := n.Matcher(&s.Header, key)
		look.Helpers = u.facts.names(&s.Header, u.Config.ImportMap)
		if x := skim.ReadIndex(s.data, s.Header, &look); s.ok && !x.Unbalanced && !x.HasEvidence() {
			continue
		}
		if near || key {
			return true
		}
		for _, i := range s.Imports {
			imports[i.Path] = true
		}
	}
	return len(imports) > 0 && u.sdkImporter(set).findSDKs(imports)
}

func (u *Unit) check(set *catalog.Set, sources map[string]*unitSource) {
	x := newExportImporter(u.Config.PackageFile)
	x.set, x.helper = set, u.facts.helper
	x.importMap = u.Config.ImportMap
	x.goVersion = u.Config.GoVersion
	path := packagePath(u.Config.ImportPath)
	u.Package, u.Problems = x.check(u.Config.Dir, path, u.Config.GoFiles, func(path string) ([]byte, error) {
		return sources[path].data, nil
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
	data, err := u.facts.encode()
	if err == nil {
		err = os.WriteFile(u.Config.VetxOutput, data, 0o666)
	}
	if err != nil {
		return fmt.Errorf("writing the facts of package %s: %w", u.Config.ImportPath, err)
	}
	return nil
}
