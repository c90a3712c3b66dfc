package analyzer

import (
	_ "embed"

	"github.com/errls/errls/analyzer/sites"
)

//go:embed fixedretry.md
var fixedretryPage string

// exponential is the value of catalog.Code.Backoff if the documentation asks for waits that grow.
const exponential = "exponential"

// fixedretry reports a wait that is the same before each attempt although the documentation asks for waits that
// grow.
var fixedretry = rule{
	name:     "fixedretry",
	title:    "report constant waits where the documentation asks for exponential backoff",
	page:     fixedretryPage,
	severity: Info,
	paths:    true,
	run: func(p *pass) {
		for _, s := range p.Sites {
			fixed := only(retries(s), func(a *sites.Retry) bool { return a.FixedWait != nil && a.Library == nil })
			if len(fixed) == 0 || s.Entry.Backoff != exponential {
				continue
			}
			p.reportSite(s, p.label(s)+" is retried after the same wait each time; increase the wait"+retryBasis(s), waits(fixed))
		}
	},
}

// waits returns the waits that stay the same, and the loops that contain them.
func waits(again []sites.Retry) []Related {
	var related []Related
	for _, a := range again[:min(len(again), maxConstructs)] {
		related = append(related, Related{Pos: a.FixedWait.Pos(), End: a.FixedWait.End(), Message: "this wait is the same each time"})
	}
	return append(related, constructs(again)...)
}
