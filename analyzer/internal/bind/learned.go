package bind

import (
	"go/constant"
	"go/types"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// maxLearned bounds the codes of one package, as the files of catalogs are bounded.
const maxLearned = 20000

// A Learned is one imported package that names its codes.
type LearnedPackage struct {
	Cat   *catalog.Catalog
	Pkg   *types.Package
	Alone bool // nothing else that is imported may be another service of its SDK
}

// learn reads the constants of the packages that a package imports.
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
		family := sites.RepositoryPath(l.Pkg.Path())
		b.Learned[family] = append(b.Learned[family], l)
		own := Tie{Cat: l.Cat, Shared: true, Learned: l}
		for i := range l.Cat.Codes {
			code := &l.Cat.Codes[i]
			for _, name := range strings.Fields(code.Name) {
				b.Constants[l.Pkg.Scope().Lookup(name)] = Constant{own, code}
			}
		}
	}
}

// rival reports whether errors of one SDK may come from p as well as from the learned package: p is learned from as
// well, or stands where the SDK has its services.
func mayReturnSameErrors(p, from *types.Package, all []*LearnedPackage) bool {
	if sites.RepositoryPath(p.Path()) != sites.RepositoryPath(from.Path()) {
		return false
	}
	dir, versioned := parentPath(p.Path())
	fromDir, fromVersioned := parentPath(from.Path())
	return dir == fromDir && versioned == fromVersioned || slices.ContainsFunc(all, func(l *LearnedPackage) bool { return l.Pkg == p })
}

// above returns the path that a package's path lies below, a version at its end aside, and whether there is one.
func parentPath(importPath string) (dir string, versioned bool) {
	dir, last := path.Dir(importPath), path.Base(importPath)
	if len(last) > 1 && last[0] == 'v' && strings.Trim(last[1:], "0123456789") == "" {
		return path.Dir(dir), true
	}
	return dir, false
}

// learnFrom makes a catalog of a package's constants; nil where there are too few.
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
		version = moduleVersion(file)
	}
	if len(codes) < sites.MinLearnedCodes || len(codes) > maxLearned {
		return nil
	}
	return &LearnedPackage{Cat: catalog.Learned(p.Path(), version, codes), Pkg: p}
}

// moduleVersion returns the version in the name of a file of the module cache, or nothing.
func moduleVersion(file string) string {
	_, rest, ok := strings.Cut(filepath.ToSlash(file), "@")
	if !ok {
		return ""
	}
	version, _, _ := strings.Cut(rest, "/")
	return version
}
