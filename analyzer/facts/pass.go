package facts

import (
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// Exported is a fact of go/analysis: it records what a function does.
type Exported struct{ sites.Fact }

// AFact makes it a fact.
func (*Exported) AFact() {}

func (f *Exported) String() string { return "body" }

// ImportAndExport sets in.Fact to the facts of the packages that a pass imports, and exports those of its package.
func ImportAndExport(p *analysis.Pass, in *sites.Input) {
	in.Fact = func(fn *types.Func) *sites.Fact {
		var fact Exported
		if fn.Pkg() == nil || !p.ImportObjectFact(fn.Origin(), &fact) {
			return nil
		}
		return &fact.Fact
	}
	for name, fact := range Of(in) {
		if fn, ok := index.LookupMember(p.Pkg, name).(*types.Func); ok && fn.Pkg() == p.Pkg {
			p.ExportObjectFact(fn, &Exported{*fact})
		}
	}
}
