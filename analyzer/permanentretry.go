package analyzer

import (
	_ "embed"

	"github.com/errls/errls/catalog"
)

//go:embed permanentretry.md
var permanentretryPage string

// permanentretry reports a code that no other attempt can mend, where the match leads to one.
var permanentretry = rule{
	name:     "permanentretry",
	title:    "report permanent error codes that are retried",
	page:     permanentretryPage,
	severity: Warning,
	paths:    true,
	run: func(p *pass) {
		for _, s := range p.Sites {
			again := retries(s)
			if len(again) == 0 || s.Entry.Retry != catalog.RetryNever || s.Entry.Outcome != "" {
				continue
			}
			ground := said(s.Entry, s.Entry.Basis.Retry, "the same request fails again")
			p.at(s, label(s)+" is retried, but another attempt cannot help; "+ground, constructs(again))
		}
	},
}
