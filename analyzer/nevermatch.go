package analyzer

import (
	_ "embed"
	"go/ast"
	"slices"

	"github.com/errls/errls/analyzer/sites"
)

//go:embed nevermatch.md
var nevermatchPage string

// nevermatch reports a test of an error that has the same result for every error.
var nevermatch = rule{
	name:     "nevermatch",
	title:    "report tests of errors that never match, or match every error",
	page:     nevermatchPage,
	severity: Warning,
	run: func(p *pass) {
		for _, m := range p.ImpossibleTypes {
			p.wrongType(m)
		}
		for _, t := range p.TypeTests {
			p.matchesAll(t)
		}
		for i := range p.DeadTests {
			p.deadTest(&p.DeadTests[i])
		}
		for _, s := range p.Sites {
			if s.Rewritten != "" && !p.inTest(s) && !p.makes(s) && !p.testsReplacement(s) {
				p.reportSite(s, p.label(s)+" never matches: the SDK replaces it with "+s.Rewritten, nil)
			}
		}
		for _, s := range p.Sites {
			if s.OtherType != nil && !p.inTest(s) {
				name := p.packageName(s.Expr.Pos(), s.OtherType.Pkg()) + "." + s.OtherType.Name()
				p.reportSite(s, p.label(s)+" never matches: the SDK makes errors of type "+name+" for it; test for that type instead", nil)
			}
		}
		for _, l := range p.Lists {
			p.sameForAll(l)
		}
	},
}

// wrongType reports a target of errors.As, or an assertion, with a type that no error has.
func (p *pass) wrongType(m sites.ImpossibleType) {
	name := m.Type.Name()
	if m.Type.Pkg() != p.Pkg {
		name = p.packageName(m.Expr.Pos(), m.Type.Pkg()) + "." + name
	}
	tested, actual := name, "*"+name
	fix := Fix{}
	if m.Decl != nil {
		fix.Edits = []Edit{{Pos: m.Decl.Pos(), End: m.Decl.Pos(), New: "*"}}
	}
	if !m.Pointer {
		tested, actual = "*"+name, name
		if star, ok := m.Decl.(*ast.StarExpr); ok {
			fix.Edits = []Edit{{Pos: star.Pos(), End: star.X.Pos()}}
		}
	}
	fix.Message = "Change the type to " + actual
	f := Finding{Message: "this never matches: the error type is " + actual + ", not " + tested}
	if m.Catalog != nil {
		f.Catalog = m.Catalog.ID
	} else {
		f.Message = "this never matches: the package makes errors of type " + actual + " only, not " + tested
	}
	if len(fix.Edits) > 0 {
		f.Fixes = []Fix{fix}
	}
	p.report(m.Expr, f)
}

// matchesAll reports a test for a type that each error of the service has, after which the error is dropped.
func (p *pass) matchesAll(t *sites.TypeTest) {
	if !t.MatchesAll || p.inTestFile(t.Test.Pos()) {
		return
	}
	node := ast.Node(t.Test)
	if s, ok := t.Node.(*ast.TypeSwitchStmt); ok {
		node = s.Assign
	}
	p.report(node, Finding{
		Message: "this matches each error of the service, and the error is dropped: " + p.typeText(t.Test.Pos(), t.Type) + " does not say which; test its code too",
		Catalog: t.Catalog.ID,
	})
}

// testsReplacement reports whether a function also tests for the code by which the SDK replaces a site's code.
func (p *pass) testsReplacement(s *sites.Site) bool {
	return slices.ContainsFunc(p.Sites, func(other *sites.Site) bool {
		return other.Catalog == s.Catalog && other.Func == s.Func && other.Written == s.Rewritten
	})
}

// sameForAll reports a list of codes whose test has the same result for every error.
func (p *pass) sameForAll(l *sites.List) {
	switch {
	case l.Swapped:
		p.report(l.Node, Finding{Message: "the arguments are swapped: the codes are passed in place of the error's code"})
	case l.NeverMatches && !l.Open && l.Node != ast.Node(l.Call):
		p.report(l.Node, Finding{Message: "this list is empty, so " + l.Helper.Name() + " never matches"})
	}
	if l.Match&(sites.Substring|sites.Prefix|sites.InText) == 0 {
		return
	}
	for _, e := range l.Elements {
		if e.Written == "" {
			p.report(e.Expr, Finding{Message: "an empty code is part of every code, so this matches every error; remove it"})
		}
	}
}
