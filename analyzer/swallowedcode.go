package analyzer

import (
	_ "embed"
	"slices"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed swallowedcode.md
var swallowedcodePage string

// swallowedcode reports an error code that the caller has to see if the Go code that handles it drops the error.
var swallowedcode = rule{
	name:     "swallowedcode",
	title:    "report error codes that are dropped or only logged although the caller has to see them",
	page:     swallowedcodePage,
	severity: Warning,
	paths:    true,
	run: func(p *pass) {
		for _, s := range p.Sites {
			if s.Entry == nil || s.Indirect || !s.Entry.MustReachCaller() || answersProbe(s.Entry) || s.Explained || p.inTest(s) {
				continue
			}
			switch s.Outcome {
			case sites.Drops:
				p.reportSite(s, p.label(s)+p.dropped(s)+handlingReason(s), decision(s))
			case sites.LogsOnly:
				p.reportSite(s, p.label(s)+" is only logged here; return the error"+handlingReason(s), decision(s))
			}
		}
	},
}

// decision returns the call of the predicate after which the error is lost, if the code is tested in a predicate.
func decision(s *sites.Site) []Related {
	if s.Decision == nil {
		return nil
	}
	return []Related{{Pos: s.Decision.Pos(), End: s.Decision.End(), Message: "the error is lost after this test"}}
}

// dropped says that the function with a test drops the error, and what to do instead.
func (p *pass) dropped(s *sites.Site) string {
	fn := s.Func
	if s.Decision != nil {
		fn = s.DecidedIn
	}
	if p.returnsError(fn) {
		return " ends here as success; return the error"
	}
	return " is dropped here; handle or log the error"
}

// handlingReason returns the end of a message on a code that has to be handled: why, and what that judgement is based on.
// If the documentation is quoted, the quotation says why.
func handlingReason(s *sites.Site) string {
	end, quotes := basisOf(s.Catalog, s.Entry, s.Entry.Basis.Handling)
	if quotes {
		return end
	}
	if isQuota(s.Entry) {
		return ": the quota must be freed or raised" + end
	}
	switch s.Entry.Handling {
	case catalog.FixRequest:
		return ": the request must be fixed" + end
	case catalog.FixCredentials:
		return ": the credentials or permissions must be fixed" + end
	case catalog.FixStateFirst:
		return ": the state that it reports must be fixed" + end
	case catalog.ContactSupport:
		return ": only the support of the service can help" + end
	}
	return ": the caller must handle it" + end
}

// answersProbe reports whether programs test for a code to find out whether a server supports an operation. The test
// itself handles the code then.
func answersProbe(c *catalog.Code) bool {
	return c.Handling == catalog.ReturnToCaller && slices.Contains(c.Canonical, "UNIMPLEMENTED")
}
