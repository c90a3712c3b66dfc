package analyzer

import (
	_ "embed"
	"slices"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed swallowedcode.md
var swallowedcodePage string

// swallowedcode reports a code that the caller has to see, where the match drops it.
var swallowedcode = rule{
	name:     "swallowedcode",
	title:    "report error codes that the caller has to see and that are swallowed",
	page:     swallowedcodePage,
	severity: Warning,
	paths:    true,
	run: func(p *pass) {
		for _, s := range p.Sites {
			if s.Entry == nil || s.Indirect || !s.Entry.MustReachCaller() || probed(s.Entry) || p.inTest(s) {
				continue
			}
			ground := said(s.Entry, s.Entry.Basis.Handling, duty(s.Entry.Handling))
			switch s.Outcome {
			case sites.Drops:
				p.at(s, label(s)+" is dropped here, but the caller has to see it; "+ground, nil)
			case sites.LogsOnly:
				p.at(s, label(s)+" is only logged here, though the function returns an error; "+ground, nil)
			}
		}
	},
}

// probed reports whether programs ask for a code on purpose, as the outcome codes are asked for: to learn whether a
// server can do something at all. Whoever tests for it has handled it.
func probed(c *catalog.Code) bool {
	return c.Handling == catalog.ReturnToCaller && slices.Contains(c.Canonical, "UNIMPLEMENTED")
}
