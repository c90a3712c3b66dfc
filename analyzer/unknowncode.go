package analyzer

import (
	_ "embed"
	"go/token"
	"strconv"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed unknowncode.md
var unknowncodePage string

// unknowncode reports a code that the tied catalog does not list: a near miss, or any such code of a closed
// catalog.
var unknowncode = rule{
	name:     "unknowncode",
	title:    "report misspelt error codes, and codes that a closed catalog does not have",
	page:     unknowncodePage,
	severity: Warning,
	run: func(p *pass) {
		for _, s := range p.Sites {
			if s.Entry != nil || s.Written == "" || s.Catalog.Common || s.Role == sites.Configured || s.Role == sites.Searched || s.Catalog.Learned && len(p.Set.Lookup(s.Written)) > 0 {
				continue
			}
			if near, ok := s.Catalog.Nearest(s.Written); ok {
				p.at(s, quoted(s)+" is no code of "+s.Catalog.Title+"; did you mean "+near.ID+"?", nil, p.respell(s, near)...)
				continue
			}
			if s.Catalog.Closed && p.foreign(s) == nil {
				p.at(s, quoted(s)+" is no code of "+s.Catalog.Title, nil)
			}
		}
		p.elements()
	},
}

// quoted shows a code as the program spells it, so that a blank or a tab in it can be seen; a number is plain.
func quoted(s *sites.Site) string {
	if s.Catalog.Kind != catalog.KindString && (s.Literal == nil || s.Literal.Kind != token.STRING) {
		return s.Written
	}
	return strconv.Quote(s.Written)
}

// respell replaces a literal's content by the nearest code. It offers nothing for a constant, which is declared
// elsewhere, nor where the code would stand twice in one switch, list or map, which may not compile.
func (p *pass) respell(s *sites.Site, near *catalog.Code) []Fix {
	if s.Literal == nil || s.Literal.Kind != token.STRING || p.hasBeside(s, near) {
		return nil
	}
	quote := s.Literal.Value[:1]
	return []Fix{{
		Message: "Replace with " + near.ID,
		Edits:   []Edit{{Pos: s.Literal.Pos(), End: s.Literal.End(), New: quote + near.ID + quote}},
	}}
}

// hasBeside reports whether a code, or another slip for it, is held against the same expression as a site's.
func (p *pass) hasBeside(s *sites.Site, near *catalog.Code) bool {
	for _, other := range p.Sites {
		if other == s || other.Carrier == nil || other.Carrier != s.Carrier || other.Catalog != s.Catalog {
			continue
		}
		if slip, ok := s.Catalog.Nearest(other.Written); other.Entry == near || ok && slip == near {
			return true
		}
	}
	return false
}
