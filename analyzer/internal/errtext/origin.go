package errtext

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/errflow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// codeOfOrigin returns the code that a searched constant spells, and how to read it, if the searched error is known to be
// an error of one SDK: its type is bound, or each way in which it comes is a call of a method of the SDK. Then a word that
// many programs use, and the digits of an HTTP status, are a code too. It returns nil if the function also tests the
// code of an error: the search is then for errors that have lost their type.
func (f *Finder) codeOfOrigin(s textSearch, text string) (textCode, *sites.CodeAccess) {
	if s.fn == nil || s.equal || s.text.message || s.folds() {
		return textCode{}, nil
	}
	tie, stub := f.origin(s)
	if tie.Cat == nil || f.testsCode(s.fn, s.text.err) {
		return textCode{}, nil
	}
	if stub {
		if name, ok := statusText(text); ok {
			text = name
		}
		entry := codeOfConstant(tie.Cat, text)
		if entry == nil || text == "OK" {
			return textCode{}, nil
		}
		return textCode{tie.Cat, entry}, f.statusFunction(tie)
	}
	code := textCode{tie.Cat, tie.Cat.Lookup(text)}
	if code.entry == nil {
		code = f.httpStatus(tie.Binding, text)
	}
	if code.entry == nil {
		if !tie.Cat.Common || !isQualifiedCode(text) {
			return textCode{}, nil
		}
		code.cat = tie.Cat // a service's own code
	}
	return code, f.boundAccess(tie, code.cat)
}

// isQualifiedCode reports whether a text has the form of a code with a part for the cause, "InvalidRouteEntry.NotFound":
// each part is made of letters, begins with a capital and has a lower-case letter.
func isQualifiedCode(text string) bool {
	parts := strings.Split(text, ".")
	for _, part := range parts {
		letters := strings.TrimFunc(part, func(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }) == ""
		if !letters || part == "" || part[0] < 'A' || part[0] > 'Z' || part == strings.ToUpper(part) {
			return false
		}
	}
	return len(parts) > 1
}

// httpStatus returns the status of a failure whose digits a text contains, if the error types of a binding have the HTTP
// status. The entry is nil if the text has no such digits, or is about something else.
func (f *Finder) httpStatus(b *catalog.Binding, text string) textCode {
	digits, ok := statusDigits(text)
	if !ok {
		return textCode{}
	}
	for _, c := range b.Carriers {
		if cat := f.bind.Set.Catalog(c.Catalog); cat != nil && cat.Kind == catalog.KindInt && cat.HTTP {
			return textCode{cat, cat.Lookup(digits)}
		}
	}
	return textCode{}
}

// origin returns the catalog and the binding of the SDK that an error comes from. Stub is true for an error of a
// generated gRPC client. The catalog is nil if the SDK is not known, or if the error may come from something else.
func (f *Finder) origin(s textSearch) (tie bind.Tie, stub bool) {
	seen := false
	for _, w := range f.trace.Ways(s.fn, s.text.err) {
		var t bind.Tie
		var isStub bool
		switch call, isCall := ast.Unparen(w.Expr).(*ast.CallExpr); {
		case w.Kind == errflow.Nil:
			continue
		case len(w.Steps) > 0:
			return bind.Tie{}, false
		case w.Kind == errflow.Typed:
			t = f.tieOfType(w.Type)
		case w.Kind == errflow.Called && isCall && f.trace.IsStubCall(call):
			t, isStub = f.statusTie(), true
		case w.Kind == errflow.Called && isCall:
			t = f.tieOfCall(call)
		}
		if t.Cat == nil || seen && (t.Cat != tie.Cat || isStub != stub) {
			return bind.Tie{}, false
		}
		tie, stub, seen = t, isStub, true
	}
	return tie, stub
}

// tieOfType returns the tie of a bound error type. If several services share the type, it is the tie of the catalog with
// the codes that they have in common.
func (f *Finder) tieOfType(t types.Type) bind.Tie {
	var found bind.Tie
	for _, tie := range f.bind.Errors[sites.TypeNameOf(t)] {
		if tie.Binding != nil && tie.Cat.Kind == catalog.KindString && (tie.Cat.Common || !tie.Shared) {
			if found.Cat != nil {
				return bind.Tie{}
			}
			found = tie
		}
	}
	return found
}

// tieOfCall returns the tie of the SDK to which a called method belongs: the SDK's error type is bound, and is declared in
// the package of the method or, if all services of the SDK share it, in the same repository.
func (f *Finder) tieOfCall(call *ast.CallExpr) bind.Tie {
	fn, ok := f.pkg.Callee(call).(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Signature().Recv() == nil || fn.Pkg() == f.pkg.Types {
		return bind.Tie{}
	}
	var found bind.Tie
	for _, cat := range f.bind.Set.Catalogs() {
		for i := range cat.Go {
			b := &cat.Go[i]
			if len(b.Errors) == 0 || cat.Kind != catalog.KindString || !returnsErrorsOf(fn.Pkg().Path(), cat, b) {
				continue
			}
			if found.Cat != nil {
				return bind.Tie{}
			}
			found = bind.Tie{Cat: cat, Binding: b, Shared: b.Shared}
		}
	}
	return found
}

// returnsErrorsOf reports whether the methods of a package return the error types of a binding, and the codes that the
// services of its SDK have in common are those of cat.
func returnsErrorsOf(importPath string, cat *catalog.Catalog, b *catalog.Binding) bool {
	if b.Shared {
		return cat.Common && sites.RepositoryPath(importPath) == sites.RepositoryPath(b.Package)
	}
	return importPath == b.Package
}

// statusTie returns the tie of the catalog of gRPC's codes. Its binding is that of package status.
func (f *Finder) statusTie() bind.Tie {
	for _, cat := range f.bind.Set.Catalogs() {
		if !errflow.IsStatusCatalog(cat) {
			continue
		}
		for i := range cat.Go {
			if strings.HasSuffix(cat.Go[i].Package, "/status") {
				return bind.Tie{Cat: cat, Binding: &cat.Go[i]}
			}
		}
	}
	return bind.Tie{}
}

// statusFunction returns how to read the code with the function of package status. It is only named if the package does
// not import package status.
func (f *Finder) statusFunction(tie bind.Tie) *sites.CodeAccess {
	access := &sites.CodeAccess{}
	for _, c := range tie.Binding.Carriers {
		if strings.Contains(c.At, ".") {
			continue
		}
		access.Named = tie.Binding.Name + "." + c.At
		for _, p := range f.pkg.Types.Imports() {
			if fn, ok := index.LookupMember(p, c.At).(*types.Func); ok && p.Path() == tie.Binding.Package {
				return &sites.CodeAccess{Func: fn}
			}
		}
	}
	return access
}

// boundAccess returns how to read a code of cat from the error type of a tie. The type is only named if the package does
// not import the package that declares it: exact types know it then, too, but quick types do not.
func (f *Finder) boundAccess(tie bind.Tie, cat *catalog.Catalog) *sites.CodeAccess {
	access := &sites.CodeAccess{}
	for _, c := range tie.Binding.Carriers {
		owner, name, _ := strings.Cut(c.At, ".")
		i := slices.IndexFunc(tie.Binding.Errors, func(e catalog.ErrorType) bool { return e.Type == owner })
		if i < 0 || access.Named != "" || c.Catalog != cat.ID && (c.Catalog != "" || tie.Cat != cat) {
			continue
		}
		pointer := tie.Binding.Errors[i].Pointer
		for _, p := range f.pkg.Types.Imports() {
			if tn := index.LookupType(p, owner); tn != nil && p.Path() == tie.Binding.Package {
				return &sites.CodeAccess{Type: tn, Pointer: pointer, Code: member(p, c.At, name)}
			}
		}
		access.Named = name + " of " + star(pointer) + tie.Binding.Name + "." + owner
	}
	return access
}

// star returns the operator of a pointer type, or "".
func star(pointer bool) string {
	if pointer {
		return "*"
	}
	return ""
}

// member returns the name of a field, or that of a method with parentheses.
func member(p *types.Package, at, name string) string {
	if _, ok := index.LookupMember(p, at).(*types.Func); ok {
		return name + "()"
	}
	return name
}

// testsCode reports whether a function also tests the code of an error, or asks for the type or the code of err.
func (f *Finder) testsCode(fn *index.Function, err ast.Expr) bool {
	for _, s := range f.found.Sites {
		if (s.Role == sites.Tested || s.Role == sites.Listed) && s.Func == fn.Node {
			return true
		}
	}
	if tn := sites.TypeNameOf(f.pkg.Info.TypeOf(err)); tn != nil && len(f.bind.Errors[tn]) > 0 {
		return false // the type is known, so that nothing is left to ask for
	}
	root, _ := f.bind.RootAt(err, index.MaxDepth)
	return root != nil && slices.ContainsFunc(f.trace.Asks(), func(a errflow.Ask) bool {
		if a.Func != fn || a.How == errflow.Is || a.How == errflow.Equal {
			return false
		}
		asked, _ := f.bind.RootAt(a.Err, index.MaxDepth)
		return asked == root
	})
}
