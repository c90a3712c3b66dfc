package analyzer

import (
	_ "embed"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed permanentretry.md
var permanentretryPage string

// permanentretry reports a code that is retried although retrying cannot help.
var permanentretry = rule{
	name:     "permanentretry",
	title:    "report permanent error codes that are retried",
	page:     permanentretryPage,
	severity: Warning,
	paths:    true,
	run: func(p *pass) {
		for _, s := range p.Sites {
			again := only(retries(s), func(a *sites.Retry) bool { return !a.Optional })
			if len(again) == 0 || s.Entry.Retry != catalog.RetryNever || s.Entry.Outcome != "" {
				continue
			}
			p.reportSite(s, p.label(s)+" is retried, but retrying cannot help"+retryBasis(s), constructs(again))
		}
	},
}
