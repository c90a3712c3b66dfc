package skim

import (
	"bytes"
	"path"
	"slices"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// Evidence is a set of reasons why a piece of source may contain a site. It follows from the catalogs' data alone.
type Evidence uint8

const (
	HasPackage  Evidence = 1 << iota // the name of a bound package is selected from, see also Terms.qualified
	HasSelector                      // the selected name may be that of a carrier or a constant
	HasCode                          // a string literal is a catalog's code
	HasPrefix                        // a string literal begins like the codes of a catalog
	HasKey                           // the key of a code in an error body occurs
	HasHelper                        // the name of a function of the module that may be a helper occurs
	HasText                          // the text of an error is used, and a string literal may be a code in it
)

// Terms are the names and texts that a set of catalogs binds to codes. A source without any of them has no site,
// unless it calls a helper.
type Terms struct {
	set              *catalog.Set
	Shared           map[string]bool   // repositories of SDKs whose services share a bound error type
	Bound            map[string]bool   // bound import path → it is outside the standard library, so that the import is evidence
	calls            []string          // packages whose functions return bound error types, see catalog.Binding.Calls
	types            []string          // packages whose error types stand for codes, see catalog.Binding.Types
	packageNames     map[string]string // import path → package name
	askingLibraries  map[string]bool   // import paths of retry libraries that look at the errors of callbacks
	qualified        qualifiedNames
	selectors        map[string]struct{} // names of fields, methods and functions that may carry a code, and of constants
	carriers         map[string]bool     // those of fields and methods that may carry a code
	constants        map[string]struct{} // names of constants, which may be codes in the text of an error
	constantPrefixes []string            // prefixes of the names of many constants
	first            [256]bool           // the first bytes of selectors and constantPrefixes
	prefixes         []codePrefix        // prefixes of codes
	keys             [][]byte            // keys of a code in an error body, and functions that take codes in JSON
}

// NewTerms returns the terms of a set of catalogs.
func NewTerms(set *catalog.Set) *Terms {
	t := &Terms{
		set:             set,
		Shared:          map[string]bool{},
		Bound:           map[string]bool{},
		packageNames:    map[string]string{},
		qualified:       qualifiedNames{},
		constants:       map[string]struct{}{},
		askingLibraries: map[string]bool{},
		selectors:       map[string]struct{}{},
		carriers:        map[string]bool{},
	}
	for _, c := range set.Catalogs() {
		for i := range c.Go {
			t.addBinding(&c.Go[i])
		}
		if c.Prefix != "" {
			t.prefixes = append(t.prefixes, newCodePrefix(c))
		}
		if c.Wire != nil && c.Wire.Format == "json" && c.Wire.Code != "" {
			t.keys = append(t.keys, []byte(c.Wire.Code))
		}
	}
	for _, l := range set.Libraries() {
		for _, c := range l.Callbacks {
			if len(c.StopMarks)+len(c.AgainMarks) > 0 || c.Asks != "" {
				t.askingLibraries[l.Package] = true
			}
		}
		for _, list := range l.Lists {
			if list.ServiceConfig {
				t.keys = append(t.keys, []byte(list.Func))
			}
		}
	}
	// The errors of package context, which some clients never return: whatever the catalogs say of them.
	t.selectors["Canceled"], t.selectors["DeadlineExceeded"] = struct{}{}, struct{}{}
	// The usual names of constants in packages of SDKs that name their codes.
	t.constantPrefixes = append(t.constantPrefixes, "ErrCode", "ErrorCode")
	for name := range t.selectors {
		t.first[name[0]] = true
	}
	for _, prefix := range t.constantPrefixes {
		t.first[prefix[0]] = true
	}
	return t
}

// standForCodes reports whether the error types of a package stand for codes, according to catalog.Binding.Types.
func (t *Terms) standForCodes(importPath string) bool {
	return slices.ContainsFunc(t.types, func(pattern string) bool { return catalog.MatchPackages(pattern, importPath) })
}

// Serves reports whether functions of a package return error types that a catalog binds in another package of the SDK.
func (t *Terms) Serves(importPath string) bool {
	return t.Shared[sites.RepositoryPath(importPath)] || slices.ContainsFunc(t.calls, func(pattern string) bool { return catalog.MatchPackages(pattern, importPath) })
}

// isSelector reports whether a selected name may be that of a carrier or a constant.
func (t *Terms) isSelector(name []byte) bool {
	if len(name) == 0 || !t.first[name[0]] {
		return false
	}
	if _, ok := t.selectors[string(name)]; ok {
		return true
	}
	for _, f := range t.constantPrefixes {
		if len(name) > len(f) && string(name[:len(f)]) == f {
			return true
		}
	}
	return false
}

// literalEvidence returns the evidence in the text of a string literal.
func (t *Terms) literalEvidence(text []byte) Evidence {
	var e Evidence
	if t.set.Lists(text) && !isNumber(text) {
		e |= HasCode
	}
	if t.isName(text) || mayBeStatus(text) || mayBeCode(text) || bytes.Contains(text, []byte("code = ")) {
		e |= HasText
	}
	for i := range t.prefixes {
		if t.prefixes[i].matches(text) {
			e |= HasPrefix
		}
	}
	return e
}

// isName reports whether a text is the name of a carrier or a constant.
func (t *Terms) isName(text []byte) bool {
	_, selector := t.selectors[string(text)]
	_, constant := t.constants[string(text)]
	return selector || constant
}

// isNumber reports whether a text consists of digits.
func isNumber(text []byte) bool { return len(bytes.Trim(text, "0123456789")) == 0 }

// mayBeStatus reports whether a short text contains three digits, the first of which is 4 or 5: the HTTP status of a
// failure.
func mayBeStatus(text []byte) bool {
	const longest = 40
	if len(text) > longest {
		return false
	}
	for i := 0; i+2 < len(text); i++ {
		if (text[i] == '4' || text[i] == '5') && Class[text[i+1]]&ClassDigit != 0 && Class[text[i+2]]&ClassDigit != 0 {
			return true
		}
	}
	return false
}

// mayBeCode reports whether a text is one word that begins with a capital and has another one, as the codes of most
// services do: NoSuchKey, Instance.NotFound, QUOTA_EXCEEDED.
func mayBeCode(text []byte) bool {
	const longest = 100
	if len(text) == 0 || len(text) > longest || text[0] < 'A' || text[0] > 'Z' {
		return false
	}
	capitals := 0
	for _, c := range text {
		switch {
		case 'A' <= c && c <= 'Z':
			capitals++
		case Class[c]&(ClassLetter|ClassDigit) == 0 && c != '.' && c != '_':
			return false
		}
	}
	return capitals > 1
}

// ContainsKey reports whether the source contains the key of a code in an error body.
func (t *Terms) ContainsKey(src []byte) bool {
	for _, k := range t.keys {
		if bytes.Contains(src, k) {
			return true
		}
	}
	return false
}

// SelectsCarrier reports whether the source selects a name that may be that of a field or method which carries a code. The
// type may come from a package that the file does not import.
func (t *Terms) SelectsCarrier(src []byte) bool {
	for i := 0; ; {
		dot := bytes.IndexByte(src[i:], '.')
		if dot < 0 {
			return false
		}
		i += dot + 1
		if i < len(src) && t.first[src[i]] && t.carriers[string(src[i:SkipWord(src, i)])] {
			return true
		}
	}
}

// AsksErrors reports whether a file imports a retry library that looks for its own mark in the errors of callbacks, or
// asks them for something else.
func (t *Terms) AsksErrors(h *Header) bool {
	return slices.ContainsFunc(h.Imports, func(i Import) bool { return t.askingLibraries[i.Path] })
}

// A Matcher searches pieces of one file for evidence.
type Matcher struct {
	*Terms
	packages  []string      // names by which the file refers to bound packages outside the standard library
	dot       bool          // one of them is imported with the name "."
	qualified []qualifier   // the imported packages whose names are evidence only together with the package's
	Helpers   []HelperNames // possible helpers in the imported packages
	hasKey    bool          // the file contains the key of a code in an error body
}

// Matcher returns a matcher for the file with the header h; hasKey is the result of ContainsKey for the whole file.
func (t *Terms) Matcher(h *Header, hasKey bool) Matcher {
	m := Matcher{Terms: t, hasKey: hasKey, qualified: t.qualifiers(h)}
	m.dot = slices.ContainsFunc(m.qualified, func(q qualifier) bool { return q.pkg == "." })
	for _, i := range h.Imports {
		name := t.packageNames[i.Path]
		if !t.Bound[i.Path] {
			if !t.standForCodes(i.Path) {
				continue
			}
			name = path.Base(i.Path)
		}
		switch i.Name {
		case "":
			m.packages = append(m.packages, name)
		case ".":
			m.dot = true
		case "_":
		default:
			m.packages = append(m.packages, i.Name)
		}
	}
	return m
}

// Match returns the evidence for a site in a piece of the file.
func (m *Matcher) Match(src []byte) Evidence {
	var e Evidence
	if m.dot {
		e = HasPackage
	}
	for i := 0; i < len(src); {
		c := src[i]
		if Class[c]&ClassStop == 0 {
			i++
			continue
		}
		switch c {
		case '.':
			e |= m.selectorEvidence(src, i)
		case '"', '\'', '`', '/':
			if j := SkipLiteral(src, i); j > i {
				if c == '"' || c == '`' {
					e |= m.literalEvidence(bytes.Trim(src[i:j], "\"`"))
				}
				i = j
				continue
			}
		}
		i++
	}
	if m.hasKey && m.Terms.ContainsKey(src) {
		e |= HasKey
	}
	if slices.ContainsFunc(m.Helpers, func(h HelperNames) bool { return h.Pkg == "." }) {
		e |= HasHelper
	}
	if e&(HasCode|HasText) != 0 && bytes.Contains(src, []byte(".Error()")) {
		return e | HasText
	}
	return e &^ HasText
}

// selectorEvidence returns the evidence in the selector whose dot is at i.
func (m *Matcher) selectorEvidence(src []byte, i int) Evidence {
	var e Evidence
	if m.isSelector(src[i+1 : SkipWord(src, i+1)]) {
		e |= HasSelector
	}
	for _, name := range m.packages {
		if EndsWithWord(src[:i], name) {
			e |= HasPackage
		}
	}
	for k := range m.qualified {
		if m.qualified[k].selects(src, i) {
			e |= HasPackage
		}
	}
	for k := range m.Helpers {
		h, name := &m.Helpers[k], src[i+1:SkipWord(src, i+1)]
		if h.methods[string(name)] || h.names[string(name)] && EndsWithWord(src[:i], h.Pkg) {
			e |= HasHelper
		}
	}
	return e
}

// EndsWithWord reports whether src ends with the word name.
func EndsWithWord(src []byte, name string) bool {
	s := len(src) - len(name)
	return s >= 0 && string(src[s:]) == name && (s == 0 || Class[src[s-1]]&(ClassLetter|ClassDigit) == 0)
}
