package sites

import (
	"path/filepath"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/errls/errls/catalog"
)

// NewAnalyzer returns the analyzer that finds the sites of a package; the rules require it. SetOf gives the catalogs
// for the packages of a directory.
func NewAnalyzer(setOf func(dir string) *catalog.Set) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "errlssites",
		Doc:        "find the places where Go code names an error code",
		ResultType: reflect.TypeFor[*Result](),
		Run: func(p *analysis.Pass) (any, error) {
			return Find(Input{Fset: p.Fset, Files: p.Files, Pkg: p.Pkg, Info: p.TypesInfo, Set: setOf(Dir(p))}), nil
		},
	}
}

// Dir returns the directory of a package, or "" where none of its files tells: what cgo makes is written elsewhere.
func Dir(p *analysis.Pass) string {
	for _, f := range p.Files {
		name := p.Fset.Position(f.Package).Filename // what cgo has rewritten says where it was
		if filepath.IsAbs(name) && !strings.HasPrefix(filepath.Base(name), "_cgo_") {
			return filepath.Dir(name)
		}
	}
	return ""
}
