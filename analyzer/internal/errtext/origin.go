package errtext

import (
	"go/types"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/internal/errflow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// codeOfOrigin returns the code that a searched constant spells, and how to read it, if the searched error is known to be
// an error of one SDK. Then a text with the form of a code is one, also if no catalog lists it, and so are the digits of an
// HTTP status. It returns nil if the function also tests the code of an error: the search is then for errors that have lost
// their type.
func (f *Finder) codeOfOrigin(s textSearch, text string) (textCode, *sites.CodeAccess) {
	if s.fn == nil || s.text.message || s.folds() {
		return textCode{}, nil
	}
	k := f.sdkOf(s)
	if k == nil {
		return textCode{}, nil
	}
	code, access := f.codeOfSDK(k, text)
	if access == nil || f.testsCode(s, code.cat) {
		return textCode{}, nil
	}
	return code, access
}

// codeOfSDK returns the code of an SDK that a text spells, and how to read it. The access is nil if it spells none.
func (f *Finder) codeOfSDK(k *sdk, text string) (textCode, *sites.CodeAccess) {
	if k.stub {
		if name, ok := statusText(text); ok {
			text = name
		}
		entry := codeOfConstant(k.cat, text)
		if entry == nil || text == "OK" {
			return textCode{}, nil
		}
		return textCode{k.cat, entry}, f.statusFunction(k)
	}
	code := textCode{k.cat, k.cat.Lookup(text)}
	if k.cat.Kind == catalog.KindInt {
		code.entry = nil // the digits of a status; httpStatus looks at them
	}
	if code.entry == nil {
		code = f.httpStatus(k, text)
	}
	if code.entry == nil {
		if k.cat.Kind != catalog.KindString || !k.cat.Common || !hasCodeForm(text) || !k.hasCapitals() || k.printsName(text) {
			return textCode{}, nil
		}
		code.cat = k.cat // a service's own code
	}
	return code, f.boundAccess(k, code.cat)
}

// httpStatus returns the status of a failure whose digits a text contains, if the error types of an SDK have the HTTP
// status. The entry is nil if the text has no such digits, or is about something else.
func (f *Finder) httpStatus(k *sdk, text string) textCode {
	digits, ok := statusDigits(text)
	if !ok {
		return textCode{}
	}
	if k.cat.HTTP {
		return textCode{k.cat, k.cat.Lookup(digits)}
	}
	for _, b := range k.bindings {
		for _, c := range b.Carriers {
			if cat := f.bind.Set.Catalog(c.Catalog); cat != nil && cat.Kind == catalog.KindInt && cat.HTTP {
				return textCode{cat, cat.Lookup(digits)}
			}
		}
	}
	return textCode{}
}

// statusFunction returns how to read the code with the function of package status. It is only named if the package does
// not import package status.
func (f *Finder) statusFunction(k *sdk) *sites.CodeAccess {
	access := &sites.CodeAccess{}
	binding := k.bindings[0]
	for _, c := range binding.Carriers {
		if strings.Contains(c.At, ".") {
			continue
		}
		access.Named = binding.Name + "." + c.At
		for _, p := range f.pkg.Types.Imports() {
			if fn, ok := index.LookupMember(p, c.At).(*types.Func); ok && p.Path() == binding.Package {
				return &sites.CodeAccess{Func: fn}
			}
		}
	}
	return access
}

// boundAccess returns how to read a code of cat from an error type of an SDK. A type whose package is not imported is only
// named: exact types know it too, but quick types do not. If packages of the SDK have a type each, all are named, because
// it is not known which of them the called method returns.
func (f *Finder) boundAccess(k *sdk, cat *catalog.Catalog) *sites.CodeAccess {
	var names []string
	var typed *sites.CodeAccess
	for _, b := range k.bindings {
		for _, c := range b.Carriers {
			owner, name, _ := strings.Cut(c.At, ".")
			i := slices.IndexFunc(b.Errors, func(e catalog.ErrorType) bool { return e.Type == owner })
			if i < 0 || c.Catalog != cat.ID && (c.Catalog != "" || k.cat != cat) {
				continue
			}
			pointer := b.Errors[i].Pointer
			for _, p := range f.pkg.Types.Imports() {
				if tn := index.LookupType(p, owner); tn != nil && p.Path() == b.Package {
					typed = &sites.CodeAccess{Type: tn, Pointer: pointer, Code: member(p, c.At, name)}
				}
			}
			names = append(names, name+" of "+star(pointer)+b.Name+"."+owner)
			break
		}
	}
	if typed != nil && len(names) == 1 {
		return typed
	}
	if len(names) == 0 {
		names = k.details(cat)
	}
	return &sites.CodeAccess{Named: strings.Join(names, " or ")}
}

// details names what has a code of cat but is not an error: a detail that an error contains.
func (k *sdk) details(cat *catalog.Catalog) (names []string) {
	for _, b := range k.bindings {
		for _, c := range b.Carriers {
			owner, name, method := strings.Cut(c.At, ".")
			if method && (c.Catalog == cat.ID || c.Catalog == "" && k.cat == cat) {
				names = append(names, name+" of "+b.Name+"."+owner)
			}
		}
	}
	return names
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

// testsCode reports whether the function of a search for a code of cat also tests the code of an error, or asks for the
// type or the code of the searched one. A test of an HTTP status does not tell codes apart that come with the same status.
func (f *Finder) testsCode(s textSearch, cat *catalog.Catalog) bool {
	for _, other := range f.found.Sites {
		typed := (other.Role == sites.Tested || other.Role == sites.Listed) && other.Func == s.fn.Node
		if typed && (cat.HTTP || other.Catalog == nil || !other.Catalog.HTTP) {
			return true
		}
	}
	if tn := sites.TypeNameOf(f.pkg.Info.TypeOf(s.text.err)); tn != nil && len(f.bind.Errors[tn]) > 0 {
		return false // the type is known, so that nothing is left to ask for
	}
	root, _ := f.bind.RootAt(s.text.err, index.MaxDepth)
	return root != nil && slices.ContainsFunc(f.trace.Asks(), func(a errflow.Ask) bool {
		if a.Func != s.fn || a.How == errflow.Is || a.How == errflow.Equal {
			return false
		}
		asked, _ := f.bind.RootAt(a.Err, index.MaxDepth)
		return asked == root
	})
}
