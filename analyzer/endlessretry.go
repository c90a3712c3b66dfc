package analyzer

import (
	_ "embed"
	"go/ast"
	"go/token"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed endlessretry.md
var endlessretryPage string

// endlessretry reports a loop that retries and that nothing ends but success.
var endlessretry = rule{
	name:     "endlessretry",
	title:    "report retry loops that nothing ends",
	page:     endlessretryPage,
	severity: Warning,
	paths:    true,
	run: func(p *pass) {
		for _, e := range p.loops(p.endless) {
			first := e.sites[0]
			p.on(e.construct, Finding{
				Pos:     e.construct.Pos(),
				End:     loopHead(e.construct),
				Message: "nothing ends this loop while the call fails with " + codesOf(e.sites) + ": no count, deadline, context or shutdown",
				Catalog: first.Catalog.ID,
				Code:    first.Written,
				Related: places(e.sites),
			})
		}
	},
}

// loopHead returns the end of what names a loop: its keyword, or the label that a goto goes back to.
func loopHead(loop ast.Node) token.Pos {
	if l, ok := loop.(*ast.LabeledStmt); ok {
		return l.Colon
	}
	return loop.Pos() + token.Pos(len("for"))
}

// endless reports whether a code brings a loop round for which nothing sees to an end, and that is no worker's life.
func (p *pass) endless(s *sites.Site, a *sites.Retry) bool {
	if s.Entry == nil || s.Indirect || s.Entry.Outcome != "" || s.Entry.Retry == catalog.RetryUnspecified || s.Entry.Retry == catalog.RetryNA {
		return false
	}
	return !a.Polling && !a.Bounded && a.Library == nil && s.Role != sites.Configured && !p.works(a.Construct)
}
