package analyzer

import (
	_ "embed"
	"go/ast"
	"go/token"
	"slices"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed unhandledcode.md
var unhandledcodePage string

// unhandledcode reports a test of some codes behind which an error with any other is lost.
var unhandledcode = rule{
	name:     "unhandledcode",
	title:    "report tests of some error codes that lose the others",
	page:     unhandledcodePage,
	severity: Warning,
	paths:    true,
	run: func(p *pass) {
		for _, g := range p.Groups {
			lost := untested(g)
			if g.Error == nil || len(lost) == 0 || p.inTest(g.Sites[0]) {
				continue
			}
			switch g.Else {
			case sites.Drops:
				p.lose(g, lost, "dropped")
			case sites.LogsOnly:
				p.lose(g, lost, "only logged")
			}
		}
	},
}

// lose reports a group behind which codes are lost.
func (p *pass) lose(g *sites.Group, lost []*catalog.Code, fate string) {
	var names []string
	for _, c := range lost {
		names = append(names, coded(g.Catalog, c))
	}
	is, them := " are ", "them"
	if len(lost) == 1 {
		is, them = " is ", "it"
	}
	first := lost[0]
	p.on(g.Node, Finding{
		Pos: g.Node.Pos(),
		End: g.Node.Pos() + token.Pos(len(keyword(g.Node))),
		Message: enumerate(names) + is + fate + " behind this test, but the caller has to see " + them +
			"; for " + names[0] + " " + said(first, first.Basis.Handling, duty(first.Handling)),
		Catalog: g.Catalog.ID,
		Code:    first.ID,
		Fixes:   p.keepError(g),
	})
}

// keyword is the word that a group begins with.
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
