package find_test

import (
	"testing"

	"github.com/errls/errls/analyzer/find"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// TestFacts runs the analyzer on a module with helpers in one package and codes in another.
func TestFacts(t *testing.T) {
	set := catalog.NewSet([]*catalog.Catalog{{
		ID: "house", Kind: catalog.KindString, Codes: []catalog.Code{{ID: "Closed"}, {ID: "Gone"}},
		Go: []catalog.Binding{{
			Package: "example.com/house/errs", Name: "errs",
			Errors:   []catalog.ErrorType{{Type: "Error", Pointer: true}},
			Carriers: []catalog.Carrier{{At: "Error.Code"}},
		}},
	}}, nil)
	find := find.NewAnalyzer(func(string) *catalog.Set { return set })
	report := &analysis.Analyzer{
		Name: "listed", Doc: "report codes that are passed to helpers", Requires: []*analysis.Analyzer{find},
		Run: func(p *analysis.Pass) (any, error) {
			for _, s := range p.ResultOf[find].(*sites.Result).Sites {
				if s.Role == sites.Listed && s.List != nil && s.List.Helper != nil {
					p.Reportf(s.Expr.Pos(), "%s of %s", s.Written, s.Catalog.ID)
				}
			}
			return nil, nil
		},
	}
	analysistest.Run(t, analysistest.TestData()+"/facts", find, "./errs")
	analysistest.Run(t, analysistest.TestData()+"/facts", report, ".")
}
