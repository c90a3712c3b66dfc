package bind

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// An SDK that no catalog binds may have a type for its codes: a string type with constants, which a field or a method of an
// error has as its type. Then every value of the type is a code, and the constants form a catalog that lists the codes.

// learnedTypeTies returns the tie of a string type whose values are codes, or nil. It looks at each type once.
func (b *Binder) learnedTypeTies(tn *types.TypeName) []Tie {
	if tn == nil || tn.Pkg() == nil || b.pkg.Types == nil || !index.IsString(tn.Type()) {
		return nil
	}
	ties, known := b.learnedTypes[tn]
	if !known {
		if l := b.learnType(tn); l != nil {
			ties = []Tie{{Cat: l.Cat, Learned: l}}
		}
		b.learnedTypes[tn] = ties
	}
	return ties
}

// learnType returns a catalog made from the constants of a type, or nil if its values are not codes as far as the packages
// show that the program imports.
func (b *Binder) learnType(tn *types.TypeName) *LearnedPackage {
	p := tn.Pkg()
	if !sites.IsThirdParty(p.Path(), b.pkg.Types.Path()) || sites.KnownToCatalogs(b.Set, p.Path()) {
		return nil
	}
	codes := b.constantsOf(tn)
	if len(codes) < sites.MinLearnedCodes || len(codes) > maxLearned {
		return nil
	}
	related := b.relatedPackages(p)
	for _, from := range related {
		if usesForErrors(from, tn) {
			return &LearnedPackage{Cat: catalog.Learned(publicPath(related), "", codes), Pkg: p}
		}
	}
	return nil
}

// publicPath returns the path of the first package that programs may import.
func publicPath(packages []*types.Package) string {
	for _, p := range packages {
		if !slices.Contains(strings.Split(p.Path(), "/"), "internal") {
			return p.Path()
		}
	}
	return packages[0].Path()
}

// constantsOf returns the codes that the exported constants of a type name.
func (b *Binder) constantsOf(tn *types.TypeName) []catalog.Code {
	var codes []catalog.Code
	at := map[string]int{}
	scope := tn.Pkg().Scope()
	for _, name := range scope.Names() {
		c, ok := scope.Lookup(name).(*types.Const)
		if !ok || !c.Exported() || sites.TypeNameOf(c.Type()) != tn || c.Val().Kind() != constant.String {
			continue
		}
		value := constant.StringVal(c.Val())
		if value == "" || strings.ContainsAny(value, " \t\n") {
			continue
		}
		if i, ok := at[value]; ok {
			codes[i].Name += " " + name
			continue
		}
		at[value] = len(codes)
		code := catalog.Code{ID: value, Name: name}
		if b.comment != nil {
			code.Description.Text = b.comment(c)
		}
		codes = append(codes, code)
	}
	return codes
}

// relatedPackages returns the packages whose errors may have codes of a type that p declares: p, and the packages of the same
// repository that p imports, or that import p and that the program imports.
func (b *Binder) relatedPackages(p *types.Package) []*types.Package {
	related := []*types.Package{p}
	repository := sites.RepositoryPath(p.Path())
	for _, q := range p.Imports() {
		if sites.RepositoryPath(q.Path()) == repository {
			related = append(related, q)
		}
	}
	for _, q := range b.pkg.Types.Imports() {
		if sites.RepositoryPath(q.Path()) != repository {
			continue
		}
		for _, r := range q.Imports() {
			if r == p {
				related = append(related, q)
			}
		}
	}
	return related
}

// usesForErrors reports whether an error type of a package has a field or a method with the type tn, or a function of it
// takes an error and takes or returns a value of the type.
func usesForErrors(p *types.Package, tn *types.TypeName) bool {
	scope := p.Scope()
	for _, name := range scope.Names() {
		switch o := scope.Lookup(name).(type) {
		case *types.TypeName:
			if o.Exported() && !o.IsAlias() && (index.IsError(o.Type()) || index.IsError(types.NewPointer(o.Type()))) && carriesType(o.Type(), tn) {
				return true
			}
		case *types.Func:
			if o.Exported() && relatesToError(o.Signature(), tn) {
				return true
			}
		}
	}
	return false
}

// carriesType reports whether an error type has a method that returns a value of type tn, or a field with the type. Fields
// of structs in its fields count too, since an error may consist of a list of details.
func carriesType(t types.Type, tn *types.TypeName) bool {
	methods := types.NewMethodSet(t)
	if !types.IsInterface(t) {
		methods = types.NewMethodSet(types.NewPointer(t))
	}
	for i := range methods.Len() {
		sig, ok := methods.At(i).Type().(*types.Signature)
		if ok && sig.Params().Len() == 0 && sig.Results().Len() == 1 && sites.TypeNameOf(sig.Results().At(0).Type()) == tn {
			return true
		}
	}
	return hasFieldOf(t, tn, maxDetailDepth)
}

// maxDetailDepth is the depth to which the structs in an error are searched for a code.
const maxDetailDepth = 2

// hasFieldOf reports whether a struct, or one in its fields, has a field with the type tn.
func hasFieldOf(t types.Type, tn *types.TypeName, depth int) bool {
	s, ok := elementOf(t).Underlying().(*types.Struct)
	if !ok || depth == 0 {
		return false
	}
	for i := range s.NumFields() {
		f := s.Field(i)
		if f.Exported() && (sites.TypeNameOf(elementOf(f.Type())) == tn || hasFieldOf(f.Type(), tn, depth-1)) {
			return true
		}
	}
	return false
}

// elementOf returns the type of the elements of a list or of what a pointer points to; any other type is returned unchanged.
func elementOf(t types.Type) types.Type {
	switch u := types.Unalias(t).(type) {
	case *types.Pointer:
		return u.Elem()
	case *types.Slice:
		return elementOf(u.Elem())
	}
	return t
}

// relatesToError reports whether a function takes an error, and takes or returns a value of type tn or a list of them.
func relatesToError(sig *types.Signature, tn *types.TypeName) bool {
	takesError, related := false, false
	for i := range sig.Params().Len() {
		t := sig.Params().At(i).Type()
		takesError = takesError || types.Identical(t, index.ErrorType)
		related = related || sites.TypeNameOf(elementOf(t)) == tn
	}
	for i := range sig.Results().Len() {
		related = related || sites.TypeNameOf(sig.Results().At(i).Type()) == tn
	}
	return takesError && related
}
