package analyzer

import (
	_ "embed"
	"slices"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed blindretry.md
var blindretryPage string

// blindretry reports a code that asks for something to be done before the next attempt, where nothing is.
var blindretry = rule{
	name:     "blindretry",
	title:    "report error codes that are retried without the recovery that they ask for",
	page:     blindretryPage,
	severity: Warning,
	paths:    true,
	run: func(p *pass) {
		for _, s := range p.Sites {
			blind := only(retries(s), func(a *sites.Retry) bool { return showsAll(s, a) && !freed(s.Entry, a) })
			if len(blind) > 0 && s.Entry.Retry == catalog.RetryAfterRecovery && s.Entry.Outcome == "" {
				ground := said(s.Entry, s.Entry.Basis.Retry, "something has to be done about it first")
				p.at(s, label(s)+" is retried with nothing done about it; "+ground, constructs(blind))
			}
		}
	},
}

// showsAll reports whether all that is done about a code shows where it is matched: a predicate and a list only say
// that there is another attempt.
func showsAll(s *sites.Site, a *sites.Retry) bool {
	return !a.InHelper && a.Decision == nil && s.Role != sites.Listed
}

// freed reports whether time alone may be the recovery: a quota fills up again while the program waits.
func freed(c *catalog.Code, a *sites.Retry) bool {
	return a.Waited && slices.Contains(c.Canonical, "RESOURCE_EXHAUSTED")
}
