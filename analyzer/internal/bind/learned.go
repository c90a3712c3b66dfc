package bind

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// maxLearned is the maximum number of codes of one package. Catalog files have a limit too.
const maxLearned = 20000

// A LearnedPackage is an imported package whose exported string constants name its codes, and which no catalog binds.
type LearnedPackage struct {
	Cat   *catalog.Catalog // the codes, without descriptions of what to do
	Pkg   *types.Package
	Alone bool // no other imported package may be another service of the same SDK
}

// learnPackages fills Learned from the constants of the packages that the package imports directly.
func (b *Binder) learnPackages(in *sites.Input) {
	if in.Pkg == nil {
		return
	}
	var all []*LearnedPackage
	for _, p := range in.Pkg.Imports() {
		if !sites.IsThirdParty(p.Path(), in.Pkg.Path()) || sites.KnownToCatalogs(b.Set, p.Path()) {
			continue
		}
		if l := learnFrom(in, p); l != nil {
			all = append(all, l)
		}
	}
	for _, l := range all {
		l.Alone = !slices.ContainsFunc(in.Pkg.Imports(), func(p *types.Package) bool {
			return p != l.Pkg && mayReturnSameErrors(p, l.Pkg, all)
		})
		repository := sites.RepositoryPath(l.Pkg.Path())
		b.Learned[repository] = append(b.Learned[repository], l)
		own := Tie{Cat: l.Cat, Shared: true, Learned: l}
		for i := range l.Cat.Codes {
			code := &l.Cat.Codes[i]
			for _, name := range strings.Fields(code.Name) {
				b.Constants[l.Pkg.Scope().Lookup(name)] = Constant{Tie: own, Entry: code}
			}
		}
	}
}

// mayReturnSameErrors reports whether p may return errors of the same SDK as the learned package from: p is in the same
// repository, and it is a learned package too or its path is that of another service of the SDK.
func mayReturnSameErrors(p, from *types.Package, all []*LearnedPackage) bool {
	if sites.RepositoryPath(p.Path()) != sites.RepositoryPath(from.Path()) {
		return false
	}
	dir, versioned := sites.ParentPath(p.Path())
	fromDir, fromVersioned := sites.ParentPath(from.Path())
	return dir == fromDir && versioned == fromVersioned || slices.ContainsFunc(all, func(l *LearnedPackage) bool { return l.Pkg == p })
}

// learnFrom returns a catalog made from the constants of a package, or nil if they are too few or too many.
func learnFrom(in *sites.Input, p *types.Package) *LearnedPackage {
	var codes []catalog.Code
	at := map[string]int{}
	version := ""
	scope := p.Scope()
	for _, name := range scope.Names() {
		if !sites.MayNameCode(name) {
			continue
		}
		c, ok := scope.Lookup(name).(*types.Const)
		if !ok || c.Val().Kind() != constant.String {
			continue
		}
		value, file := constant.StringVal(c.Val()), in.Fset.Position(c.Pos()).Filename
		if !sites.NamesCode(name, value, file) {
			continue
		}
		if i, ok := at[value]; ok {
			codes[i].Name += " " + name
			continue
		}
		at[value] = len(codes)
		code := catalog.Code{ID: value, Name: name}
		if in.Comment != nil {
			code.Description.Text = in.Comment(c)
		}
		codes = append(codes, code)
		version = sites.ModuleVersion(file)
	}
	if len(codes) < sites.MinLearnedCodes || len(codes) > maxLearned {
		return nil
	}
	return &LearnedPackage{Cat: catalog.Learned(p.Path(), version, codes), Pkg: p}
}
