package find

import (
	"go/build"
	"go/types"
	"path/filepath"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A helps is the fact that a function holds codes against an error.
type helperFact struct{ sites.Helper }

// AFact makes it a fact.
func (*helperFact) AFact() {}

func (h *helperFact) String() string { return "helps" }

// NewAnalyzer returns the analyzer that finds the sites of a package; the rules require it. SetOf gives the catalogs
// for the packages of a directory.
//
// It exports what it knows of helpers as facts. A driver that asks for types alone pays dearly for facts: it reads the
// syntax of every dependency, three times the time of a run without them and several times its memory. They are worth
// it, because nine in ten codes of real programs stand in calls of helpers, and most of those are declared in another
// package: without facts the analyzer would be silent there. What can be spared is spared: nothing is looked for in
// packages of other modules.
func NewAnalyzer(setOf func(dir string) *catalog.Set) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "errlssites",
		Doc:        "find the places where Go code names an error code",
		ResultType: reflect.TypeFor[*sites.Result](),
		FactTypes:  []analysis.Fact{new(helperFact)},
		Run: func(p *analysis.Pass) (any, error) {
			in := sites.Input{Fset: p.Fset, Files: p.Files, Pkg: p.Pkg, Info: p.TypesInfo}
			dir := Dir(p)
			if isDependency(p, dir) {
				return &sites.Result{Input: in}, nil
			}
			in.Set = setOf(dir)
			in.Helper = func(fn *types.Func) *sites.Helper {
				var fact helperFact
				if !p.ImportObjectFact(fn.Origin(), &fact) {
					return nil
				}
				return &fact.Helper
			}
			found := Find(in)
			for name, h := range found.Helpers() {
				if fn, ok := index.LookupMember(p.Pkg, name).(*types.Func); ok && fn.Pkg() == p.Pkg && fn.Exported() {
					p.ExportObjectFact(fn, &helperFact{*h})
				}
			}
			return found, nil
		},
	}
}

// dependency reports whether a package belongs to another module than the one that is looked at, or to the standard
// library. Where a driver does not tell modules, all but the latter are looked at.
func isDependency(p *analysis.Pass, dir string) bool {
	if p.Module != nil && p.Module.Path != "" {
		return p.Module.Version != ""
	}
	std := build.Default.GOROOT
	return std != "" && strings.HasPrefix(dir, filepath.Join(std, "src")+string(filepath.Separator))
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
