package analyzer

import (
	_ "embed"
	"go/ast"

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
		p.reportInverse()
	},
}

// reportInverse reports each test of a range that retries the HTTP statuses by which a server says that the request is
// wrong, and not those by which it says that it failed itself.
func (p *pass) reportInverse() {
	seen := map[ast.Expr]bool{}
	for _, d := range p.Decisions {
		if !isInverse(d) {
			continue
		}
		t := rangeTest(d)
		if seen[t.Expr] {
			continue
		}
		seen[t.Expr] = true
		codes, missed := permanentCodes(d), serverStatuses(d.Ends)
		p.report(t.Expr, Finding{
			Message: "4xx statuses are retried and 5xx statuses are not: retrying " + p.catalogCodes(d.Catalog, codes, t.Expr.Pos()) +
				" cannot help" + inferredAmong(codes) + ", but retrying " + p.codeLabel(d.Catalog, missed[0], t.Expr.Pos()) + " can",
			Catalog: d.Catalog.ID,
			Code:    codes[0].ID,
			Related: constructs([]sites.Retry{d.Retry}),
		})
	}
}
