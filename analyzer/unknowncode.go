package analyzer

import (
	_ "embed"
	"go/token"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed unknowncode.md
var unknowncodePage string

// unknowncode reports a code that its catalog does not list: one that is nearly equal to a listed code, or any code if
// the catalog is closed.
var unknowncode = rule{
	name:     "unknowncode",
	title:    "report misspelled error codes, and codes that do not exist",
	page:     unknowncodePage,
	severity: Warning,
	run: func(p *pass) {
		for _, s := range p.Sites {
			if s.Entry != nil || s.Written == "" || s.Catalog.Common || s.Role == sites.Configured || s.Role == sites.Searched || s.Catalog.Learned && len(p.Set.Lookup(s.Written)) > 0 {
				continue
			}
			if near, ok := s.Catalog.Nearest(s.Written); ok {
				p.reportSite(s, notKnown(quoted(s), s.Catalog)+"; did you mean "+near.ID+"?", nil, p.replaceLiteral(s, near)...)
				continue
			}
			if s.Catalog.Closed && p.foreign(s) == nil {
				p.reportSite(s, notKnown(quoted(s), s.Catalog), nil)
			}
		}
		p.checkHelperLists()
	},
}

// replaceLiteral returns the fix that replaces a literal's content by the nearest code. It returns nil for a constant,
// which is declared elsewhere, or if the code would then appear twice in one switch, list or map, which may not
// compile.
func (p *pass) replaceLiteral(s *sites.Site, near *catalog.Code) []Fix {
	if s.Literal == nil || s.Literal.Kind != token.STRING || p.isAlsoCompared(s, near) {
		return nil
	}
	quote := s.Literal.Value[:1]
	return []Fix{{
		Message: "Replace with " + near.ID,
		Edits:   []Edit{{Pos: s.Literal.Pos(), End: s.Literal.End(), New: quote + near.ID + quote}},
	}}
}

// isAlsoCompared reports whether a code, or another misspelling of it, is compared with the same expression as a site's
// code.
func (p *pass) isAlsoCompared(s *sites.Site, near *catalog.Code) bool {
	for _, other := range p.Sites {
		if other == s || other.Carrier == nil || other.Carrier != s.Carrier || other.Catalog != s.Catalog {
			continue
		}
		if nearest, ok := s.Catalog.Nearest(other.Written); other.Entry == near || ok && nearest == near {
			return true
		}
	}
	return false
}
