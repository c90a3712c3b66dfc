package analyzer

import (
	_ "embed"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed hotretry.md
var hotretryPage string

// hotretry reports a code that asks for a pause before the next attempt, where none is made.
var hotretry = rule{
	name:     "hotretry",
	title:    "report error codes that are retried without a pause",
	page:     hotretryPage,
	severity: Warning,
	paths:    true,
	run: func(p *pass) {
		for _, s := range p.Sites {
			hot := only(retries(s), func(a *sites.Retry) bool { return !a.Waited })
			if len(hot) > 0 && wantsPause(s.Entry) {
				ground := said(s.Entry, s.Entry.Basis.Retry, "the service needs time before it can answer")
				p.at(s, label(s)+" is retried at once, without a pause; "+ground, constructs(hot))
			}
		}
		for _, l := range p.loops(polled) {
			first, at := l.sites[0], l.sites[0].Expr
			if l.again[0].Decision != nil {
				at = l.again[0].Decision
			}
			p.on(at, Finding{
				Message: "this loop polls without a pause, also while the call fails with " + codesOf(l.sites) + "; what it waits for takes time",
				Catalog: first.Catalog.ID,
				Code:    first.Written,
				Related: []Related{{Pos: l.construct.Pos(), End: loopHead(l.construct), Message: comesRound(&l.again[0])}},
			})
		}
	},
}

// polled reports whether a loop polls for a state, without a pause, while a site's code comes back. An HTTP status
// of a service's own error tells that as well as the service's code.
func polled(s *sites.Site, a *sites.Retry) bool {
	return a.Polling && !a.Waited && s.Entry != nil && (s.Entry.Outcome != "" || wantsPause(s.Entry))
}

// wantsPause reports whether the page asks for a wait before the next attempt.
func wantsPause(c *catalog.Code) bool {
	return c.Retry == catalog.RetryWithBackoff || c.Retry == catalog.RetryServerSays
}
