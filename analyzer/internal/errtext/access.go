package errtext

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// A textCode is the code that a searched constant spells.
type textCode struct {
	cat   *catalog.Catalog
	entry *catalog.Code
}

// codeInText returns the code that a searched constant spells, and how a program can read it from the error instead. It
// returns nil if several catalogs have the code, if no package in reach can read it, and for words that many programs
// use.
func (f *Finder) codeInText(file *ast.File, s textSearch, n bind.CodeExpr) (textCode, *sites.CodeAccess) {
	if name, ok := statusText(n.Text); ok {
		return f.statusCode(file, name)
	}
	if countWords(n.Text) < 2 && !f.hasCatalogPrefix(n.Text) || f.comesFromStandardLibrary(s.text.err) {
		return textCode{}, nil
	}
	imports := f.importNames(file)
	code, ok := f.catalogCode(n.Text, s.folds())
	if !ok {
		return f.learnedCode(imports, n.Text)
	}
	if code.entry == nil || code.cat.Kind != catalog.KindString {
		return textCode{}, nil
	}
	if access := f.assertedType(code.cat, s.text.err); access != nil {
		return code, access
	}
	if countWords(n.Text) < 3 && !code.cat.HasPrefix(n.Text) {
		return textCode{}, nil
	}
	return code, f.importedType(code.cat, imports)
}

// folds reports whether the search ignores case.
func (s *textSearch) folds() bool { return s.fold || s.text.lower || s.text.upper }

// hasCatalogPrefix reports whether a text begins with the prefix of a catalog's codes.
func (f *Finder) hasCatalogPrefix(text string) bool {
	return slices.ContainsFunc(f.bind.Set.Catalogs(), func(c *catalog.Catalog) bool { return c.HasPrefix(text) })
}

// catalogCode looks up a text in the catalogs of the set and returns the code. The entry is nil if several catalogs
// have the code. Ok is false if none has it.
func (f *Finder) catalogCode(text string, fold bool) (code textCode, ok bool) {
	refs := f.bind.Set.Lookup(text)
	if fold && len(refs) == 0 {
		for _, c := range f.bind.Set.Catalogs() {
			i := slices.IndexFunc(c.Codes, func(code catalog.Code) bool { return strings.EqualFold(code.ID, text) })
			if i >= 0 {
				refs = append(refs[:len(refs):len(refs)], catalog.Ref{Catalog: c, Code: &c.Codes[i]})
			}
		}
	}
	for _, packages := range f.bind.Learned {
		for _, l := range packages {
			if l.Cat.Lookup(text) != nil && len(refs) > 0 && !bindsPackage(refs[0].Catalog, l.Pkg.Path()) {
				return textCode{}, true
			}
		}
	}
	if len(refs) != 1 {
		return textCode{}, len(refs) > 1
	}
	return textCode{refs[0].Catalog, refs[0].Code}, true
}

// bindsPackage reports whether a catalog binds a package.
func bindsPackage(cat *catalog.Catalog, importPath string) bool {
	return slices.ContainsFunc(cat.Go, func(b catalog.Binding) bool { return b.Package == importPath })
}

// comesFromStandardLibrary reports whether an error comes only from calls of functions of the standard library, such as
// errors.New(body). Such an error does not come from an SDK.
func (f *Finder) comesFromStandardLibrary(err ast.Expr) bool {
	o := f.pkg.Object(err)
	if o == nil {
		return false
	}
	seen := false
	for _, a := range f.pkg.Assignments[o] {
		call, ok := ast.Unparen(a.RHS).(*ast.CallExpr)
		if !ok {
			return false
		}
		path, name := f.pkg.Qualified(call)
		host, _, _ := strings.Cut(path, "/")
		if name == "" || strings.Contains(host, ".") {
			return false
		}
		seen = true
	}
	return seen
}

// assertedType returns how to read a code of cat from the type of err, or from a type to which the package converts the
// same error elsewhere. It returns nil if there is no such type.
func (f *Finder) assertedType(cat *catalog.Catalog, err ast.Expr) *sites.CodeAccess {
	if access := f.accessByType(cat, f.pkg.Info.TypeOf(err)); access != nil {
		return access
	}
	root, _ := f.bind.RootAt(err, index.MaxDepth)
	if root == nil {
		return nil
	}
	var best *sites.CodeAccess
	take := func(o types.Object, from ast.Expr) {
		access := f.accessByType(cat, o.Type())
		if access == nil || best != nil && typeKey(access) >= typeKey(best) {
			return
		}
		if r, _ := f.bind.RootAt(from, index.MaxDepth); r == root {
			best = access
		}
	}
	for o, from := range f.pkg.DerivedFrom {
		take(o, from)
	}
	for o, as := range f.pkg.Assignments {
		for _, a := range as {
			if assert, ok := ast.Unparen(a.RHS).(*ast.TypeAssertExpr); ok && a.Index == 0 {
				take(o, assert.X)
			}
		}
	}
	return best
}

// typeKey returns the full name of the type, for sorting.
func typeKey(t *sites.CodeAccess) string { return t.Type.Pkg().Path() + "." + t.Type.Name() }

// accessByType returns how to read a code of cat from a type, or nil if it is not an error type of cat.
func (f *Finder) accessByType(cat *catalog.Catalog, t types.Type) *sites.CodeAccess {
	tn := sites.TypeNameOf(t)
	if tn == nil {
		return nil
	}
	for _, tie := range f.bind.Errors[tn] {
		if tie.Cat == cat && tie.Binding != nil {
			return accessByBinding(tie.Binding, cat, tn)
		}
	}
	return nil
}

// accessByBinding returns how to read a code of cat from one of the error types of a binding, or nil.
func accessByBinding(b *catalog.Binding, cat *catalog.Catalog, tn *types.TypeName) *sites.CodeAccess {
	i := slices.IndexFunc(b.Errors, func(e catalog.ErrorType) bool { return e.Type == tn.Name() })
	if i < 0 {
		return nil
	}
	for _, c := range b.Carriers {
		owner, name, _ := strings.Cut(c.At, ".")
		if owner != tn.Name() || c.Catalog != "" && c.Catalog != cat.ID {
			continue
		}
		if code := accessSuffix(index.LookupMember(tn.Pkg(), c.At)); code != "" {
			return &sites.CodeAccess{Type: tn, Pointer: b.Errors[i].Pointer, Code: strings.TrimSpace(name + code)}
		}
	}
	return nil
}

// accessSuffix returns what follows the name of a field or method to read a string: "()" for a method, " " for a field,
// which the caller trims. It returns "" if o is not a string.
func accessSuffix(o types.Object) string {
	switch o := o.(type) {
	case *types.Var:
		if index.IsString(o.Type()) {
			return " "
		}
	case *types.Func:
		sig := o.Signature()
		if sig.Params().Len() == 0 && sig.Results().Len() == 1 && index.IsString(sig.Results().At(0).Type()) {
			return "()"
		}
	}
	return ""
}

// importedType returns how to read a code of cat from one of its error types, if the file imports the SDK: the package
// of an error type, or one with a client of the service. Otherwise it returns nil.
func (f *Finder) importedType(cat *catalog.Catalog, imports map[*types.Package]string) *sites.CodeAccess {
	imported := false
	for p := range imports {
		for _, bound := range f.bind.Set.Package(p.Path()) {
			own := len(bound.Binding.Clients) > 0 || !bound.Binding.Shared && len(bound.Binding.Errors) > 0
			imported = imported || bound.Catalog == cat && (own || cat.Prefix != "" && len(bound.Binding.Errors) > 0)
		}
	}
	if !imported {
		return nil
	}
	var best *sites.CodeAccess
	for tn, ties := range f.bind.Errors {
		for _, tie := range ties {
			if tie.Cat != cat || tie.Binding == nil {
				continue
			}
			access := accessByBinding(tie.Binding, cat, tn)
			if access == nil || best != nil && !f.isPreferred(access, best, imports) {
				continue
			}
			best = access
		}
	}
	return best
}

// isPreferred reports whether a is the better of two error types of a catalog: first come those whose package the file
// imports, then the order of names decides.
func (f *Finder) isPreferred(a, b *sites.CodeAccess, imports map[*types.Package]string) bool {
	_, ia := imports[a.Type.Pkg()]
	_, ib := imports[b.Type.Pkg()]
	if ia != ib {
		return ia
	}
	return typeKey(a) < typeKey(b)
}

// learnedCode looks up a text in the codes of the learned packages, and returns the code and how to read it from an
// error type of the same SDK. It does so only if the file imports the package, and no other learned package has the
// code.
func (f *Finder) learnedCode(imports map[*types.Package]string, text string) (textCode, *sites.CodeAccess) {
	if countWords(text) < 3 {
		return textCode{}, nil
	}
	var one *bind.LearnedPackage
	for _, packages := range f.bind.Learned {
		for _, l := range packages {
			if l.Cat.Lookup(text) == nil {
				continue
			}
			if one != nil || !l.Alone {
				return textCode{}, nil
			}
			one = l
		}
	}
	if one == nil || imports[one.Pkg] == "" {
		return textCode{}, nil
	}
	for _, p := range sortedByPath(imports) {
		if sites.RepositoryPath(p.Path()) == sites.RepositoryPath(one.Pkg.Path()) {
			if access := f.errorTypeIn(p); access != nil {
				return textCode{one.Cat, one.Cat.Lookup(text)}, access
			}
		}
	}
	return textCode{}, nil
}

// errorTypeIn returns how to read the code from the error type of a package that has one of bind.CodeAccessors. It
// returns nil if there is none or more than one.
func (f *Finder) errorTypeIn(p *types.Package) *sites.CodeAccess {
	var found *sites.CodeAccess
	for _, name := range p.Scope().Names() {
		tn, ok := p.Scope().Lookup(name).(*types.TypeName)
		if !ok || !tn.Exported() || tn.IsAlias() || types.IsInterface(tn.Type()) {
			continue
		}
		pointer := !index.IsError(tn.Type())
		if pointer && !index.IsError(types.NewPointer(tn.Type())) {
			continue
		}
		for _, accessor := range bind.CodeAccessors {
			o, _, _ := types.LookupFieldOrMethod(types.NewPointer(tn.Type()), true, p, accessor)
			if code := accessSuffix(o); code != "" {
				if found != nil {
					return nil
				}
				found = &sites.CodeAccess{Type: tn, Pointer: pointer, Code: strings.TrimSpace(accessor + code)}
				break
			}
		}
	}
	return found
}

// statusCode returns the code whose name a status prints, and the function that returns the code of an error. The file
// must import the package of that function.
func (f *Finder) statusCode(file *ast.File, name string) (textCode, *sites.CodeAccess) {
	for _, p := range sortedByPath(f.importNames(file)) {
		for _, bound := range f.bind.Set.Package(p.Path()) {
			entry := codeOfConstant(bound.Catalog, name)
			if bound.Catalog.Kind != catalog.KindEnum || entry == nil {
				continue
			}
			for _, c := range bound.Binding.Carriers {
				if fn, ok := index.LookupMember(p, c.At).(*types.Func); ok && fn.Signature().Recv() == nil {
					return textCode{bound.Catalog, entry}, &sites.CodeAccess{Func: fn}
				}
			}
		}
	}
	return textCode{}, nil
}

// codeOfConstant returns the catalog's code of the constant with a name; Go prints codes of an enumeration by these
// names.
func codeOfConstant(cat *catalog.Catalog, name string) *catalog.Code {
	for i := range cat.Go {
		for _, c := range cat.Go[i].Constants {
			if c.Name == name {
				return cat.Lookup(c.Code)
			}
		}
	}
	return nil
}
