package analyzer

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"github.com/errls/errls/analyzer/sites"
)

//go:embed nevermatch.md
var nevermatchPage string

// nevermatch reports a test of an error that has the same answer for every error.
var nevermatch = rule{
	name:     "nevermatch",
	title:    "report tests of errors that never match, or match every error",
	page:     nevermatchPage,
	severity: Warning,
	run: func(p *pass) {
		for _, m := range p.ImpossibleTypes {
			p.miss(m)
		}
		for _, s := range p.Sites {
			if s.Rewritten != "" && !p.inTest(s) && !p.makes(s) && !p.alsoAsks(s) {
				p.at(s, label(s)+" never reaches the caller: the SDK puts "+s.Rewritten+" in its place", nil)
			}
		}
		for _, l := range p.Lists {
			p.sameAnswer(l)
		}
	},
}

// miss reports a target of errors.As, or an assertion, that no error has the type of.
func (p *pass) miss(m sites.ImpossibleType) {
	name := p.packageName(m.Expr.Pos(), m.Type.Pkg()) + "." + m.Type.Name()
	asked, travels, fix := name, "a pointer, *"+name, Fix{Message: "Ask for *" + name}
	if m.Decl != nil {
		fix.Edits = []Edit{{Pos: m.Decl.Pos(), End: m.Decl.Pos(), New: "*"}}
	}
	if !m.Pointer {
		asked, travels, fix.Message = "*"+name, "a value, "+name, "Ask for "+name
		if star, ok := m.Decl.(*ast.StarExpr); ok {
			fix.Edits = []Edit{{Pos: star.Pos(), End: star.X.Pos()}}
		}
	}
	f := Finding{Message: "this never matches: no error is " + asked + ", it travels as " + travels, Catalog: m.Catalog.ID}
	if len(fix.Edits) > 0 {
		f.Fixes = []Fix{fix}
	}
	p.on(m.Expr, f)
}

// packageName returns the name by which the file at a place knows a package.
func (p *pass) packageName(at token.Pos, pkg *types.Package) string {
	for _, f := range p.Files {
		if at < f.FileStart || f.FileEnd < at {
			continue
		}
		for _, spec := range f.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil && path == pkg.Path() && spec.Name != nil {
				return spec.Name.Name
			}
		}
	}
	return pkg.Name()
}

// alsoAsks reports whether a function asks as well for the code that the SDK puts in the place of a site's.
func (p *pass) alsoAsks(s *sites.Site) bool {
	return slices.ContainsFunc(p.Sites, func(other *sites.Site) bool {
		return other.Catalog == s.Catalog && other.Func == s.Func && other.Written == s.Rewritten
	})
}

// sameAnswer reports a list of codes that gives every error the same answer.
func (p *pass) sameAnswer(l *sites.List) {
	switch {
	case l.Swapped:
		p.on(l.Node, Finding{Message: "the arguments are swapped: the codes stand where the error's own code belongs"})
	case l.NeverMatches && !l.Open && l.Node != ast.Node(l.Call):
		p.on(l.Node, Finding{Message: "this list holds no code, so that " + l.Helper.Name() + " says no to every error"})
	}
	if l.Match&(sites.Substring|sites.Prefix|sites.InText) == 0 {
		return
	}
	for _, e := range l.Elements {
		if e.Written == "" {
			p.on(e.Expr, Finding{Message: "an empty code is a part of every code and text: this matches every error"})
		}
	}
}
