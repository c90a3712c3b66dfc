package sites

import (
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/errls/errls/catalog"
)

// NewAnalyzer returns the analyzer that finds the sites of a package; the rules require it.
func NewAnalyzer(set *catalog.Set) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "errlssites",
		Doc:        "find the places where Go code names an error code",
		ResultType: reflect.TypeFor[*Result](),
		Run: func(p *analysis.Pass) (any, error) {
			return Find(Input{Fset: p.Fset, Files: p.Files, Pkg: p.Pkg, Info: p.TypesInfo, Set: set}), nil
		},
	}
}
