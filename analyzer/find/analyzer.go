package find

import (
	"go/build"
	"go/types"
	"path/filepath"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/errls/errls/analyzer/facts"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// helperFact records that a function compares codes with an error.
type helperFact struct{ sites.Helper }

// AFact makes it a fact.
func (*helperFact) AFact() {}

func (h *helperFact) String() string { return "helper" }

// NewAnalyzer returns the analyzer that finds the sites of a package; its result is a *sites.Result, and the rules
// require it. SetOf returns the catalogs for the packages of a directory.
//
// The analyzer exports what it knows of helpers as facts. Facts are expensive: a driver that needs only types otherwise
// must read the syntax of every dependency, which takes three times as long and several times the memory. They are worth
// it, because nine of ten codes in real programs are arguments of helpers, and most helpers are declared in another
// package. To limit the cost, the analyzer does nothing in packages of other modules.
func NewAnalyzer(setOf func(dir string) *catalog.Set) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "errlssites",
		Doc:        "find the places where Go code names an error code",
		ResultType: reflect.TypeFor[*sites.Result](),
		FactTypes:  []analysis.Fact{new(helperFact), new(facts.Exported)},
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
			facts.ImportAndExport(p, &in)
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

// isDependency reports whether a package belongs to the standard library or to a module other than the one that is
// checked. If the driver knows no modules, only the standard library counts.
func isDependency(p *analysis.Pass, dir string) bool {
	if p.Module != nil && p.Module.Path != "" {
		return p.Module.Version != ""
	}
	std := build.Default.GOROOT
	return std != "" && strings.HasPrefix(dir, filepath.Join(std, "src")+string(filepath.Separator))
}

// Dir returns the directory of the package that a pass checks, or "" if it is not known. It is where errls.yaml is
// searched for, so a line directive counts only in files that cgo has written: they are outside the checked tree, and
// name the original.
func Dir(p *analysis.Pass) string {
	for _, f := range p.Files {
		name := p.Fset.PositionFor(f.Package, false).Filename
		if isCgoOutput(name) {
			name = p.Fset.Position(f.Package).Filename
		}
		if filepath.IsAbs(name) && !strings.HasPrefix(filepath.Base(name), "_cgo_") {
			return filepath.Dir(name)
		}
	}
	return ""
}

// isCgoOutput reports whether a file was written by cgo. In the directory of a build it is called x.cgo1.go, and in the
// build cache it has no extension; the go command compiles no other file without the extension .go.
func isCgoOutput(name string) bool {
	return strings.HasSuffix(name, ".cgo1.go") || filepath.Ext(name) != ".go"
}
