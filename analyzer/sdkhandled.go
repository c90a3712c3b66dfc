package analyzer

import (
	_ "embed"
	"slices"

	"github.com/errls/errls/analyzer/sites"
)

//go:embed sdkhandled.md
var sdkhandledPage string

// sdkhandled reports a test for a code that the SDK handles itself and never returns.
var sdkhandled = rule{
	name:     "sdkhandled",
	title:    "report tests for codes that the SDK handles itself and never returns",
	page:     sdkhandledPage,
	severity: Info,
	run: func(p *pass) {
		for _, s := range p.Sites {
			if h := s.Handled; h != nil && !h.Returns && !p.inTest(s) && !p.makes(s) {
				p.reportSite(s, p.label(s)+" never reaches this test: "+h.By+" "+h.How+" and does not return the error", nil)
			}
		}
	},
}

// makes reports whether the package itself makes errors with a site's code: an error with it need not be the SDK's.
func (p *pass) makes(s *sites.Site) bool {
	return slices.ContainsFunc(p.Sites, func(other *sites.Site) bool {
		return other.Role == sites.Made && other.Catalog == s.Catalog && other.Written == s.Written
	})
}
