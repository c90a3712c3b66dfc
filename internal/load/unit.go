package load

import (
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
	Stdout                    string
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
// site, parses and types it from the export data that is named there.
func ReadUnit(path string, set *catalog.Set) (*Unit, error) {
	return nil, nil
}

// Done writes the file of facts that the go command waits for. It must be called for each unit, also one to skip.
func (u *Unit) Done() error { return nil }
