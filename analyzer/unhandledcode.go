package analyzer

import (
	_ "embed"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed unhandledcode.md
var unhandledcodePage string

// unhandledcode reports a test of some codes after which an error with any other code is dropped.
var unhandledcode = rule{
	name:     "unhandledcode",
	title:    "report tests of some error codes after which errors with other codes are dropped",
	page:     unhandledcodePage,
	severity: Warning,
	paths:    true,
	run: func(p *pass) {
		for _, g := range p.Groups {
			lost := untested(g)
			if g.Error == nil || len(lost) == 0 || g.Explained || p.inTest(g.Sites[0]) {
				continue
			}
			switch {
			case g.Else == sites.LogsOnly:
				p.reportLost(g, lost, "are only logged here; return ")
			case g.Else == sites.Drops && p.returnsError(g.Func):
				p.reportLost(g, lost, "end here as success; return ")
			case g.Else == sites.Drops:
				p.reportLost(g, lost, "are dropped here; handle or log ")
			}
		}
		for _, t := range p.TypeTests {
			switch {
			case p.inTestFile(t.Node.Pos()):
			case t.Else == sites.LogsOnly:
				p.reportOtherTypes(t, "are only logged here; return ")
			case t.Else == sites.Drops && p.returnsError(t.Func):
				p.reportOtherTypes(t, "end here as success; return ")
			case t.Else == sites.Drops:
				p.reportOtherTypes(t, "are dropped here; handle or log ")
			}
		}
	},
}

// reportLost reports a group after which errors with other codes are lost. The verb says what happens to them and what
// to do with the error instead.
func (p *pass) reportLost(g *sites.Group, lost []*catalog.Code, verb string) {
	var names []string
	for _, c := range lost[:min(len(lost), maxNamed)] {
		names = append(names, p.codeLabel(g.Catalog, c, g.Node.Pos()))
	}
	if len(lost) > maxNamed {
		names = append(names, "…")
	}
	variable := "the error"
	if id, ok := ast.Unparen(g.Error).(*ast.Ident); ok {
		variable = id.Name
	}
	p.report(g.Node, Finding{
		Pos:     g.Node.Pos(),
		End:     g.Node.Pos() + token.Pos(len(keyword(g.Node))),
		Message: "errors with any other code (" + strings.Join(names, ", ") + ") " + verb + variable + " after the test",
		Catalog: g.Catalog.ID,
		Code:    lost[0].ID,
		Fixes:   p.returnOtherwise(g),
	})
}

// reportOtherTypes reports a test for a type after which errors of other types are lost. The verb is as in reportLost.
func (p *pass) reportOtherTypes(t *sites.TypeTest, verb string) {
	name := p.typeText(t.Node.Pos(), t.Type)
	p.report(t.Node, Finding{
		Pos:     t.Node.Pos(),
		End:     t.Node.Pos() + token.Pos(len(keyword(t.Node))),
		Message: "errors of any type other than " + name + " " + verb + t.Error.Name() + " after the test",
		Catalog: t.Catalog.ID,
		Related: []Related{{Pos: t.Test.Pos(), End: t.Test.End(), Message: "this test fails for them"}},
	})
}

// keyword returns the word that a statement which tests an error begins with.
func keyword(group ast.Node) string {
	if _, ok := group.(*ast.IfStmt); ok {
		return "if"
	}
	return "switch"
}

// untested returns the codes of a group's catalog that the caller has to see and that the group does not test.
func untested(g *sites.Group) []*catalog.Code {
	var lost []*catalog.Code
	for i := range g.Catalog.Codes {
		c := &g.Catalog.Codes[i]
		tested := slices.ContainsFunc(g.Sites, func(s *sites.Site) bool { return s.Entry != nil && s.Entry.ID == c.ID })
		if c.MustReachCaller() && c.Deprecated == "" && !tested {
			lost = append(lost, c)
		}
	}
	return lost
}
