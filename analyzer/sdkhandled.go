package analyzer

import (
	_ "embed"
	"slices"

	"github.com/errls/errls/analyzer/sites"
)

//go:embed sdkhandled.md
var sdkhandledPage string

// sdkhandled reports a test for a code that the part of the SDK which the program uses deals with by itself.
var sdkhandled = rule{
	name:     "sdkhandled",
	title:    "report tests for codes that the SDK in use deals with by itself",
	page:     sdkhandledPage,
	severity: Info,
	run: func(p *pass) {
		for _, s := range p.Sites {
			if h := s.Handled; h != nil && !h.Returns && !p.inTest(s) && !p.makes(s) {
				p.at(s, label(s)+" does not come back from "+h.By+", which "+h.How+" by itself where it meets the code", nil)
			}
		}
	},
}

// makes reports whether the package makes errors with a site's code itself: then they need not be the SDK's.
func (p *pass) makes(s *sites.Site) bool {
	return slices.ContainsFunc(p.Sites, func(other *sites.Site) bool {
		return other.Role == sites.Made && other.Catalog == s.Catalog && other.Written == s.Written
	})
}
