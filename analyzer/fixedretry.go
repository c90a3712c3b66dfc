package analyzer

import (
	_ "embed"

	"github.com/errls/errls/analyzer/sites"
)

//go:embed fixedretry.md
var fixedretryPage string

// exponential is what a catalog says where the page asks for waits that grow.
const exponential = "exponential"

// fixedretry reports a wait that stays the same, where the code's page asks for waits that grow.
var fixedretry = rule{
	name:     "fixedretry",
	title:    "report fixed waits before codes whose page asks for exponential backoff",
	page:     fixedretryPage,
	severity: Info,
	paths:    true,
	run: func(p *pass) {
		for _, s := range p.Sites {
			fixed := only(retries(s), func(a *sites.Retry) bool { return a.FixedWait != nil && a.Library == nil })
			if len(fixed) == 0 || s.Entry.Backoff != exponential {
				continue
			}
			ground := said(s.Entry, s.Entry.Basis.Retry, "the waits have to grow")
			p.at(s, label(s)+" is retried after the same wait each time; "+ground, waits(fixed))
		}
	},
}

// waits points at the waits that stay the same, and at the loops that they stand in.
func waits(again []sites.Retry) []Related {
	var related []Related
	for _, a := range again[:min(len(again), maxConstructs)] {
		related = append(related, Related{Pos: a.FixedWait.Pos(), End: a.FixedWait.End(), Message: "this wait does not grow"})
	}
	return append(related, constructs(again)...)
}
