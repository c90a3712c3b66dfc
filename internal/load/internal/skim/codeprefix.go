package skim

import (
	"strings"

	"github.com/errls/errls/catalog"
)

// A codePrefix is the common prefix of the codes of one catalog, with the minimum and maximum length of these codes
// in bytes and the ASCII characters in them other than letters and digits.
type codePrefix struct {
	text        string
	min, max    int
	punctuation string
}

// newCodePrefix returns the prefix of the codes of a catalog that declares one.
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

// matches reports whether text may be a code with the prefix, or a misspelled one: the case of letters is ignored,
// and the text may be one byte shorter or longer.
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
