package load

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/errls/errls/analyzer/facts"
	"github.com/errls/errls/analyzer/find"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
	"github.com/errls/errls/internal/load/internal/gofiles"
	"github.com/errls/errls/internal/load/internal/skim"
	"github.com/errls/errls/internal/regular"
)

// sdkImporter returns an importer that finds which imports of the unit name their codes.
func (u *Unit) sdkImporter(set *catalog.Set) *importer {
	config := Config{Set: set, Dir: u.Config.Dir}
	m, _ := gofiles.FindModule(u.Config.Dir) // the go command has already read its go.mod
	return newImporter(set, config.reader(), NewCache(), gofiles.Modules{m})
}

// A UnitConfig is the configuration that the go command writes for one package when it runs a vet tool.
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
	PackageVetx               map[string]string // package path → file of facts
	VetxOnly                  bool              // only facts are needed, no findings
	VetxOutput                string            // file for the facts; "" for none
	Stdout                    string            // file for the standard output; "" for none
	FixArchive                string            // zip file for files with fixes applied; "" for none
	SucceedOnTypecheckFailure bool
}

// A Unit is one package that the go command passes to a vet tool.
type Unit struct {
	Config   UnitConfig
	Skip     bool          // there is nothing to report: only facts are needed, or no site is possible
	Package  *Package      // nil if Skip is set, or if it could not be type-checked
	Found    *sites.Result // what the finder found in Package
	Problems []Problem     // nil if the go command reports the same problems

	facts vetFacts // for the packages that import this one
}

// ReadUnit reads the configuration that the go command wrote to path. If the package may contain a site, or a helper
// for packages that import it, ReadUnit parses it and type-checks it with the export data that the configuration
// names. setOf returns the catalogs for the directory of the package; it is not called if only facts are needed and
// there are none. The error is for a configuration or a source file that cannot be read.
func ReadUnit(path string, setOf func(dir string) *catalog.Set) (*Unit, error) {
	data, err := regular.ReadFile(path, maxVetFile)
	if err != nil {
		return nil, fmt.Errorf("reading the vet configuration: %w", err)
	}
	u := &Unit{}
	if err := json.Unmarshal(data, &u.Config); err != nil {
		return nil, fmt.Errorf("reading the vet configuration %s: %w", path, err)
	}
	if u.Skip = u.Config.VetxOnly; u.Skip && !u.inMainModule() { // true for nearly all units of a build
		return u, nil
	}
	u.facts = readFacts(u.Config.PackageVetx, u.Config.Standard)
	sources, mayExport, err := u.read()
	if err != nil {
		return nil, err
	}
	importable := u.mayBeImported(sources)
	if u.Skip && !mayExport && !importable {
		return u, nil
	}
	set := setOf(u.Config.Dir)
	u.Skip = u.Skip || !u.mayContainSites(set, sources)
	if u.Skip && !mayExport && !importable {
		return u, nil
	}
	u.check(set, sources)
	if u.Package != nil {
		u.find(mayExport, importable)
	}
	if u.Skip {
		u.Package, u.Problems = nil, nil
	}
	return u, nil
}

// find finds the sites, and adds what the packages that import the unit must know.
func (u *Unit) find(mayExport, importable bool) {
	if !u.Skip {
		u.Found = find.Find(u.Package.Input)
	}
	if mayExport {
		var helpers map[string]*sites.Helper
		if u.Skip {
			helpers = find.Helpers(u.Package.Input)
		} else {
			helpers = u.Found.Helpers()
		}
		u.facts.add(u.Config.ImportPath, helpers)
	}
	if importable {
		u.facts.addFacts(u.Config.ImportPath, facts.Of(&u.Package.Input))
	}
}

// mayBeImported reports whether another package of the main modules may import the unit.
func (u *Unit) mayBeImported(sources map[string]*unitSource) bool {
	for _, s := range sources {
		if s.ok {
			return u.inMainModule() && s.Pkg != "main" && packagePath(u.Config.ImportPath) == u.Config.ImportPath
		}
	}
	return false
}

// inMainModule reports whether the package is in a main module. Helpers are read only in main modules, both with
// exact and with quick types.
func (u *Unit) inMainModule() bool {
	return u.Config.ModulePath != "" && u.Config.ModuleVersion == "" && !u.Config.Standard[u.Config.ImportPath]
}

// A unitSource is one Go file of a unit.
type unitSource struct {
	data []byte
	skim.Header
	ok bool // it has a package clause
}

// read reads the Go files of the unit and returns them by path. mayExport reports whether one of their exported
// functions may be a helper.
func (u *Unit) read() (sources map[string]*unitSource, mayExport bool, err error) {
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
		mayExport = mayExport || main && s.ok && skim.ReadIndex(src, s.Header, nil).MayExportHelper()
	}
	return sources, mayExport, nil
}

// mayContainSites reports whether the unit may contain a site, by the same criteria as loader.candidate and
// loader.mayContainSites.
func (u *Unit) mayContainSites(set *catalog.Set, sources map[string]*unitSource) bool {
	t := skim.NewTerms(set)
	path := packagePath(u.Config.ImportPath)
	if _, bound := t.Bound[path]; bound { // the package uses its own names without a qualifier
		return true
	}
	importsBound := false
	for _, path := range u.Config.ImportMap {
		_, bound := t.Bound[path]
		importsBound = importsBound || bound || t.Serves(path)
	}
	for path := range u.Config.PackageFile { // the imports, not all dependencies
		importsBound = importsBound || t.Bound[path] || t.Serves(path) || u.facts.knowsCatalog(path)
	}
	if errorUseOf(t, sources).Matters() {
		return true
	}
	imports := map[string]bool{} // of files with evidence that counts only if an import names its codes
	for _, s := range sources {
		key := t.ContainsKey(s.data)
		selects := t.SelectsCarrier(s.data) || t.SelectsQualified(s.data, &s.Header) // the carrier's type may come from any import
		if !importsBound && !key && !selects && !s.ImportsThirdParty(path) {
			continue
		}
		m := t.Matcher(&s.Header, key)
		m.Helpers = u.facts.names(&s.Header, u.Config.ImportMap)
		if x := skim.ReadIndex(s.data, s.Header, &m); s.ok && !x.Unbalanced && !x.HasEvidence() {
			continue
		}
		if importsBound || key || selects {
			return true
		}
		for _, i := range s.Imports {
			imports[i.Path] = true
		}
	}
	return len(imports) > 0 && u.sdkImporter(set).findSDKs(imports)
}

// errorUseOf returns what the files of the unit do with errors.
func errorUseOf(t *skim.Terms, sources map[string]*unitSource) skim.ErrorUse {
	var u skim.ErrorUse
	for _, s := range sources {
		u |= skim.ReadErrorUse(s.data)
		if t.AsksErrors(&s.Header) {
			u |= skim.AsksErrors
		}
	}
	return u
}

// check type-checks the package of the unit.
func (u *Unit) check(set *catalog.Set, sources map[string]*unitSource) {
	x := newExportImporter(u.Config.PackageFile)
	x.set, x.helper, x.fact = set, u.facts.helper, u.facts.fact
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

// Done writes the file of facts, which the go command expects. It must be called for each unit, even if Skip is set.
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
