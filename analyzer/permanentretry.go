package analyzer

import (
	_ "embed"

	"github.com/errls/errls/analyzer/sites"
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
	run: func(p *pass) {
		for _, s := range p.Sites {
			if s.Entry == nil || s.Indirect || s.Entry.Retry != catalog.RetryNever || s.Entry.Outcome != "" || len(s.Again) == 0 {
				continue
			}
			ground := said(s.Entry, s.Entry.Basis.Retry, "the same request fails again")
			p.at(s, label(s)+" is retried, but another attempt cannot help; "+ground, constructs(s))
		}
	},
}

// constructs points at the loops and callbacks in which a code leads to another attempt.
func constructs(s *sites.Site) []Related {
	var related []Related
	for _, a := range s.Again {
		message := "this loop makes the call again"
		if a.Library != nil {
			message = "this function is called again by " + a.Library.Package
		}
		related = append(related, Related{Pos: a.Construct.Pos(), End: a.Construct.Pos(), Message: message})
		if a.Decision != nil {
			related = append(related, Related{Pos: a.Decision.Pos(), End: a.Decision.End(), Message: "decided here"})
		}
	}
	return related
}
