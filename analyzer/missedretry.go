package analyzer

import (
	_ "embed"
	"go/ast"
	"slices"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed missedretry.md
var missedretryPage string

// missedretry reports a test that retries the HTTP statuses of an overloaded server, and not the one that asks for a retry.
var missedretry = rule{
	name:     "missedretry",
	title:    "report retries after server errors that leave out the HTTP status 429",
	page:     missedretryPage,
	severity: Info,
	paths:    true,
	run: func(p *pass) {
		seen := map[ast.Node]bool{}
		for _, d := range p.Decisions {
			t, missed := missedTest(d)
			if t == nil || seen[t.Node] {
				continue
			}
			seen[t.Node] = true
			p.report(t.Node, Finding{
				Pos:     t.Node.Pos(),
				End:     testEnd(t),
				Message: "server errors are retried, but " + p.codeLabel(d.Catalog, missed, t.Expr.Pos()) + " ends the attempts; wait and retry it as well",
				Catalog: d.Catalog.ID,
				Code:    missed.ID,
				Related: constructs([]sites.Retry{d.Retry}),
			})
		}
	},
}

// missedTest returns the test that retries three or more server errors by which a server says that it is overloaded or
// unavailable, and the status by which it says that the client sends too much, if it ends the attempts and no test names
// it. It returns nil if there is no such test.
func missedTest(d *sites.Decision) (*sites.DecisionTest, *catalog.Code) {
	if !d.Catalog.HTTP || !d.Client || !d.UsesResult || len(d.Tests) == 0 || len(serverStatuses(d.Again)) < 3 {
		return nil, nil
	}
	i := slices.IndexFunc(d.Ends, func(c *catalog.Code) bool { return c.Value/100 == 4 && c.Handling == catalog.WaitRetryAfter })
	if i < 0 || d.Names(d.Ends[i]) {
		return nil, nil
	}
	return &d.Tests[0], d.Ends[i]
}
