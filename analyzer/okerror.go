package analyzer

import (
	_ "embed"

	"github.com/errls/errls/analyzer/sites"
)

//go:embed okerror.md
var okerrorPage string

// okerror reports an error that is made with the code of success: it is nil.
var okerror = rule{
	name:     "okerror",
	title:    "report errors that are made with the code of success, and so are nil",
	page:     okerrorPage,
	severity: Warning,
	run: func(p *pass) {
		for _, s := range p.Sites {
			if s.Role != sites.Made || s.Maker == nil || s.Raised == nil || !succeeds(s) || p.inTest(s) {
				continue
			}
			p.at(s, label(s)+" makes no error: what "+s.Maker.At+" gives here is nil, and the caller sees success; "+
				said(s.Entry, s.Entry.Basis.Handling, "nothing has failed"), p.raised(s))
		}
	},
}

// succeeds reports whether a site's code is that of success.
func succeeds(s *sites.Site) bool {
	return s.Entry != nil && len(s.Entry.Canonical) > 0 && s.Entry.Canonical[0] == "OK"
}

// raised points at the place where a made error goes on, if that is another line than the code's.
func (p *pass) raised(s *sites.Site) []Related {
	if p.Fset.Position(s.Raised.Pos()).Line == p.Fset.Position(s.Expr.Pos()).Line {
		return nil
	}
	return []Related{{Pos: s.Raised.Pos(), End: s.Raised.End(), Message: "this error is nil"}}
}
