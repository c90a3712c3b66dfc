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

// endlessretry reports a loop that retries and that only success ends.
var endlessretry = rule{
	name:     "endlessretry",
	title:    "report retry loops that only success ends",
	page:     endlessretryPage,
	severity: Warning,
	paths:    true,
	run: func(p *pass) {
		for _, e := range p.loops(p.isEndless) {
			first, what := e.sites[0], "this loop"
			if _, recursive := e.construct.(*ast.CallExpr); recursive {
				what = "this recursion"
			}
			p.report(e.construct, Finding{
				Pos:     e.construct.Pos(),
				End:     loopHead(e.construct),
				Message: what + " never ends while the call fails with " + p.codesOf(e.sites) + "; limit the attempts or the time, or check a context",
				Catalog: first.Catalog.ID,
				Code:    first.Written,
				Related: p.relatedCodes(e.sites),
			})
		}
	},
}

// loopHead returns the end of the first word of a loop: of its keyword, of the label that a goto jumps to, or of the name
// of the function that calls itself.
func loopHead(loop ast.Node) token.Pos {
	switch l := loop.(type) {
	case *ast.LabeledStmt:
		return l.Colon
	case *ast.CallExpr:
		return l.Fun.End()
	}
	return loop.Pos() + token.Pos(len("for"))
}

// isEndless reports whether a site's code leads to another round of a loop that has no limit and is not the main loop
// of a worker.
func (p *pass) isEndless(s *sites.Site, a *sites.Retry) bool {
	if s.Entry == nil || s.Indirect || s.Entry.Outcome != "" || s.Entry.Retry == catalog.RetryUnspecified || s.Entry.Retry == catalog.RetryNA {
		return false
	}
	return !a.Polling && !a.Bounded && a.Library == nil && s.Role != sites.Configured && !p.isWorker(a.Construct)
}
