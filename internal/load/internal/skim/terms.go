package skim

import (
	"bytes"
	"strings"

	"github.com/errls/errls/catalog"
)

// Evidence is what speaks for a site in a stretch of source. It is taken from the catalogs' data alone.
type Evidence uint8

const (
	HasPackage  Evidence = 1 << iota // a bound package is named
	HasSelector                      // a selector is written that may be a carrier or a constant
	HasCode                          // a string literal is a catalog's code
	HasPrefix                        // a string literal begins as a catalog's codes do
	HasKey                           // the key of a code in an error body is written
	HasHelper                        // a function of the module is named that may hold codes against an error
)

// Needles are what the scan looks for, drawn from a set of catalogs.
type Terms struct {
	Bound            map[string]bool     // import path → bound and telling by itself: not of the standard library
	packageNames     map[string]string   // import path → package name
	selectors        map[string]struct{} // names of fields, methods, functions and constants that may carry or be a code
	constantPrefixes []string            // what the names of many constants begin with
	first            [256]bool           // first bytes of markers and families
	codes            map[string]struct{} // codes that are no numbers
	prefixes         []codePrefix        // what a catalog's codes begin with
	keys             [][]byte            // keys of a code in an error body, and functions that take codes in JSON
}

// A prefix is what the codes of one catalog begin with, how long they are in bytes, and which signs they hold beside
// letters and digits.
type codePrefix struct {
	text        string
	min, max    int
	punctuation string
}

func newCodePrefix(c *catalog.Catalog) codePrefix {
	p := codePrefix{text: c.Prefix, min: len(c.Prefix)}
	for i := range c.Codes {
		id := c.Codes[i].ID
		p.max = max(p.max, len(id))
		if i == 0 || len(id) < p.min {
			p.min = len(id)
		}
		p.punctuation += strings.Map(func(r rune) rune {
			if r < 0x80 && (Class[r] == 0 || r == '_' || Class[r] == ClassStop) && !strings.ContainsRune(p.punctuation, r) {
				return r
			}
			return -1
		}, id)
	}
	return p
}

// begins reports whether a text may be a code with the prefix, or a slip in one: whatever the case of its letters,
// and one byte shorter or longer.
func (p *codePrefix) matches(text []byte) bool {
	if len(text) < max(p.min-1, len(p.text)) || len(text) > p.max+1 || !strings.EqualFold(string(text[:len(p.text)]), p.text) {
		return false
	}
	for _, c := range text {
		if (c == '_' || Class[c]&(ClassLetter|ClassDigit) == 0) && strings.IndexByte(p.punctuation, c) < 0 {
			return false
		}
	}
	return true
}

func NewTerms(set *catalog.Set) *Terms {
	n := &Terms{
		Bound:        map[string]bool{},
		packageNames: map[string]string{},
		selectors:    map[string]struct{}{},
		codes:        map[string]struct{}{},
	}
	for _, c := range set.Catalogs() {
		for i := range c.Go {
			n.addBinding(&c.Go[i])
		}
		for i := range c.Codes {
			if id := c.Codes[i].ID; strings.Trim(id, "0123456789") != "" {
				n.codes[id] = struct{}{}
			}
		}
		if c.Prefix != "" {
			n.prefixes = append(n.prefixes, newCodePrefix(c))
		}
		if c.Wire != nil && c.Wire.Format == "json" && c.Wire.Code != "" {
			n.keys = append(n.keys, []byte(c.Wire.Code))
		}
	}
	for _, l := range set.Libraries() {
		for _, list := range l.Lists {
			if list.ServiceConfig {
				n.keys = append(n.keys, []byte(list.Func))
			}
		}
	}
	n.constantPrefixes = append(n.constantPrefixes, "ErrCode", "ErrorCode") // constants of packages that name their codes themselves
	for m := range n.selectors {
		n.first[m[0]] = true
	}
	for _, f := range n.constantPrefixes {
		n.first[f[0]] = true
	}
	return n
}

// bind takes the names by which one binding can be met.
func (n *Terms) addBinding(b *catalog.Binding) {
	if len(b.Carriers) == 0 && len(b.Constants) == 0 && len(b.Errors) == 0 && len(b.Clients) == 0 {
		return
	}
	host, _, _ := strings.Cut(b.Package, "/") // a dot in it: no package of the standard library
	n.Bound[b.Package] = n.Bound[b.Package] || b.Module != "" || strings.Contains(host, ".")
	n.packageNames[b.Package] = b.Name
	for _, c := range b.Carriers {
		if at := c.At[strings.LastIndexByte(c.At, '.')+1:]; at != "" {
			n.selectors[at] = struct{}{}
		}
	}
	if family := commonPrefix(b.Constants); len(family) >= 3 {
		n.constantPrefixes = append(n.constantPrefixes, family)
		return
	}
	for _, c := range b.Constants {
		if c.Name != "" {
			n.selectors[c.Name] = struct{}{}
		}
	}
}

// commonPrefix is what all names of several constants begin with.
func commonPrefix(constants []catalog.Constant) string {
	if len(constants) < 2 {
		return ""
	}
	prefix := constants[0].Name
	for _, c := range constants[1:] {
		for !strings.HasPrefix(c.Name, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
	}
	return prefix
}

// marker reports whether a selected name may carry or be a code.
func (n *Terms) isSelector(name []byte) bool {
	if len(name) == 0 || !n.first[name[0]] {
		return false
	}
	if _, ok := n.selectors[string(name)]; ok {
		return true
	}
	for _, f := range n.constantPrefixes {
		if len(name) > len(f) && string(name[:len(f)]) == f {
			return true
		}
	}
	return false
}

// literal says what the text of a string literal speaks for.
func (n *Terms) literalEvidence(text []byte) Evidence {
	var e Evidence
	if _, ok := n.codes[string(text)]; ok {
		e |= HasCode
	}
	for i := range n.prefixes {
		if n.prefixes[i].matches(text) {
			e |= HasPrefix
		}
	}
	return e
}

// Key reports whether the source writes a key of an error body.
func (n *Terms) ContainsKey(src []byte) bool {
	for _, k := range n.keys {
		if bytes.Contains(src, k) {
			return true
		}
	}
	return false
}

// A lookout looks for evidence in the stretches of one file.
type Matcher struct {
	*Terms
	packages []string // the names by which the file knows bound packages that are telling by themselves
	dot      bool     // one of them is imported into the file's own scope
	Helpers  []HelperNames
	hasKey   bool // the file writes a key of an error body somewhere
}

func (n *Terms) Matcher(h *Header, key bool) Matcher {
	l := Matcher{Terms: n, hasKey: key}
	for _, i := range h.Imports {
		if !n.Bound[i.Path] {
			continue
		}
		switch i.Name {
		case "":
			l.packages = append(l.packages, n.packageNames[i.Path])
		case ".":
			l.dot = true
		case "_":
		default:
			l.packages = append(l.packages, i.Name)
		}
	}
	return l
}

// Look says what speaks for a site in a stretch of the file.
func (l *Matcher) Match(src []byte) Evidence {
	var e Evidence
	if l.dot {
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
			e |= l.selectorEvidence(src, i)
		case '"', '\'', '`', '/':
			if j := SkipLiteral(src, i); j > i {
				if c == '"' || c == '`' {
					e |= l.literalEvidence(bytes.Trim(src[i:j], "\"`"))
				}
				i = j
				continue
			}
		}
		i++
	}
	if l.hasKey && l.Terms.ContainsKey(src) {
		e |= HasKey
	}
	return e
}

// selected judges the selector whose dot stands at i.
func (l *Matcher) selectorEvidence(src []byte, i int) Evidence {
	var e Evidence
	if l.isSelector(src[i+1 : SkipWord(src, i+1)]) {
		e |= HasSelector
	}
	for _, name := range l.packages {
		if EndsWithWord(src[:i], name) {
			e |= HasPackage
		}
	}
	for k := range l.Helpers {
		h, name := &l.Helpers[k], src[i+1:SkipWord(src, i+1)]
		if h.methods[string(name)] || h.names[string(name)] && EndsWithWord(src[:i], h.Pkg) {
			e |= HasHelper
		}
	}
	return e
}

// EndsIn reports whether the last word of a source is the name.
func EndsWithWord(src []byte, name string) bool {
	s := len(src) - len(name)
	return s >= 0 && string(src[s:]) == name && (s == 0 || Class[src[s-1]]&(ClassLetter|ClassDigit) == 0)
}
