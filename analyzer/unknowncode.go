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
			if s.Entry != nil || s.Written == "" {
				continue
			}
			if near, ok := s.Catalog.Nearest(s.Written); ok {
				p.at(s, quoted(s)+" is no code of "+s.Catalog.Title+"; did you mean "+near.ID+"?", nil, respell(s, near)...)
				continue
			}
			if s.Catalog.Closed {
				p.at(s, quoted(s)+" is no code of "+s.Catalog.Title, nil)
			}
		}
	},
}

// quoted shows a code as the program spells it, so that a blank or a tab in it can be seen.
func quoted(s *sites.Site) string {
	if s.Literal != nil && s.Literal.Kind == token.INT {
		return s.Written
	}
	return strconv.Quote(s.Written)
}

// respell replaces a literal's content by the nearest code; a constant is declared elsewhere and is left alone.
func respell(s *sites.Site, near *catalog.Code) []Fix {
	if s.Literal == nil || s.Literal.Kind != token.STRING {
		return nil
	}
	quote := s.Literal.Value[:1]
	return []Fix{{
		Message: "Replace with " + near.ID,
		Edits:   []Edit{{Pos: s.Literal.Pos(), End: s.Literal.End(), New: quote + near.ID + quote}},
	}}
}
