package analyzer

import (
	_ "embed"
	"go/ast"
	"slices"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed hotretry.md
var hotretryPage string

// hotretry reports a code that asks for a wait before the next attempt if nothing waits.
var hotretry = rule{
	name:     "hotretry",
	title:    "report error codes that are retried without a wait",
	page:     hotretryPage,
	severity: Warning,
	paths:    true,
	run: func(p *pass) {
		for _, s := range p.Sites {
			hot := only(retries(s), func(a *sites.Retry) bool { return !a.Waited })
			if len(hot) > 0 && s.Entry.AsksForWait() {
				p.reportSite(s, p.label(s)+" is retried without a wait; wait before the next attempt"+retryBasis(s), constructs(hot))
			}
			if spins := only(hot, func(a *sites.Retry) bool { return restartsWithoutLimit(s.Entry, a) }); len(spins) > 0 {
				p.reportSite(s, p.label(s)+" is retried without a wait and without a limit; wait before the next attempt, or limit the attempts (inferred)", constructs(spins))
			}
		}
		p.reportHotRanges()
		for _, l := range p.loops(pollsWithoutWait) {
			first, at := l.sites[0], l.sites[0].Expr
			if l.again[0].Decision != nil {
				at = l.again[0].Decision
			}
			p.report(at, Finding{
				Message: "this loop polls without a wait, even while the call fails with " + p.codesOf(l.sites) + "; wait before the next call",
				Catalog: first.Catalog.ID,
				Code:    first.Written,
				Related: []Related{{Pos: l.construct.Pos(), End: loopHead(l.construct), Message: repeats(&l.again[0])}},
			})
		}
	},
}

// restartsWithoutLimit reports whether a code is a reason to restart a larger operation, and nothing limits the attempts.
// A few attempts at once are right: such a conflict often is over when the caller learns of it.
func restartsWithoutLimit(c *catalog.Code, a *sites.Retry) bool {
	return c.Retry == catalog.RetryHigher && c.Outcome == "" && !a.Limited
}

// pollsWithoutWait reports whether a loop polls for a state without a wait while the call fails with a site's code. The
// HTTP status of a service's own error counts as well as the service's code. A code of a loose catalog says nothing about a
// state of a service.
func pollsWithoutWait(s *sites.Site, a *sites.Retry) bool {
	return a.Polling && !a.Waited && s.Entry != nil && !s.Catalog.Loose && (s.Entry.Outcome != "" || s.Entry.AsksForWait())
}

// reportHotRanges reports each test of a range that sends the HTTP statuses of a server which is overloaded or unavailable
// to another attempt without a wait.
func (p *pass) reportHotRanges() {
	seen := map[ast.Expr]bool{}
	for _, d := range p.Decisions {
		hot := unnamed(serverStatuses(d.Hot), d)
		t := rangeTest(d)
		if !d.Catalog.HTTP || !d.Client || t == nil || len(hot) < 3 || seen[t.Expr] {
			continue
		}
		seen[t.Expr] = true
		p.report(t.Expr, Finding{
			Message: p.catalogCodes(d.Catalog, hot, t.Expr.Pos()) + " are retried without a wait; wait before the next attempt" + inferredAmong(hot),
			Catalog: d.Catalog.ID,
			Code:    hot[0].ID,
			Related: constructs([]sites.Retry{d.Retry}),
		})
	}
}

// unnamed returns the codes that no test of a decision names.
func unnamed(codes []*catalog.Code, d *sites.Decision) []*catalog.Code {
	return slices.DeleteFunc(codes, d.Names)
}
