package analyzer

import (
	_ "embed"
	"go/ast"
	"slices"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed retryconfig.md
var retryconfigPage string

// retryconfig reports codes that a program gives to gRPC or a retry library as data and that no other attempt can
// mend, or that do not exist, and service configs that gRPC does not follow.
var retryconfig = rule{
	name:     "retryconfig",
	title:    "report retry policies that name permanent or misspelt codes, or that gRPC drops",
	page:     retryconfigPage,
	severity: Warning,
	run: func(p *pass) {
		for _, s := range p.Sites {
			if s.Role != sites.Configured || s.Policy == nil {
				continue
			}
			switch {
			case s.Entry == nil:
				p.unlisted(s)
			case s.Entry.Retry == catalog.RetryNever && s.Entry.Outcome == "" && !p.specified(s):
				ground := said(s.Entry, s.Entry.Basis.Retry, "the same request fails again")
				p.at(s, label(s)+" is among the codes to retry, but another attempt cannot help; "+ground, nil, p.without(s)...)
			}
		}
		for _, c := range p.Policies {
			for _, problem := range c.Problems {
				message := problem.Message
				if problem.Refused {
					message += refused(c)
				}
				p.on(c.Node, Finding{Pos: problem.Pos, End: problem.End, Message: message})
			}
		}
	},
}

// refused says what comes of a service config that is against gRPC's rules.
func refused(c *sites.Policy) string {
	if c.Call != nil {
		return "; gRPC refuses the service config, and makes no connection with it"
	}
	return "; gRPC refuses the service config"
}

// unlisted reports a code that is none: a near miss, or any of a closed catalog.
func (p *pass) unlisted(s *sites.Site) {
	message := spelt(s) + " is no code of " + s.Catalog.Title
	near, ok := s.Catalog.Nearest(s.Written)
	switch {
	case ok && s.Written != "":
		p.at(s, message+"; did you mean "+near.ID+"?", nil, p.respelled(s, near)...)
	case s.Catalog.Closed && s.Policy.Text:
		p.at(s, message+refused(s.Policy), nil)
	case s.Catalog.Closed:
		p.at(s, message, nil)
	}
}

// spelt shows a code as the program spells it: in a service config a name stands in quotes, and a number does not.
func spelt(s *sites.Site) string {
	if s.Policy.Text && s.List != nil {
		for _, e := range s.List.Elements {
			if lit, ok := e.Expr.(*ast.BasicLit); ok && e.Site == s {
				return lit.Value
			}
		}
	}
	return quoted(s)
}

// specified reports whether the protocol of the calls has a code retried by its own specification: that of what takes
// the policy, or of the SDK that the package itself is a part of.
func (p *pass) specified(s *sites.Site) bool {
	if slices.Contains(s.Policy.Specified, s.Entry.ID) {
		return true
	}
	libraries := p.Set.Libraries()
	return slices.ContainsFunc(libraries, func(l catalog.Library) bool {
		return sites.RepositoryPath(l.Package) == sites.RepositoryPath(p.Pkg.Path()) && slices.ContainsFunc(l.Lists, func(list catalog.CodeList) bool {
			return slices.Contains(list.Specified, s.Entry.ID)
		})
	})
}

// respelled replaces a misspelt code, inside a service config or as a literal of its own. It offers nothing where the
// right code stands in the same list already.
func (p *pass) respelled(s *sites.Site, near *catalog.Code) []Fix {
	if s.List == nil || slices.ContainsFunc(s.List.Elements, func(e sites.Element) bool { return e.Site != nil && e.Site.Entry == near }) {
		return nil
	}
	if s.Policy.Text {
		if int(s.Expr.End()-s.Expr.Pos()) != len(s.Written) || s.Written == "" {
			return nil
		}
		return []Fix{{Message: "Replace with " + near.ID, Edits: []Edit{{Pos: s.Expr.Pos(), End: s.Expr.End(), New: near.ID}}}}
	}
	return p.respell(s, near)
}

// without takes a code out of a list that holds others too.
func (p *pass) without(s *sites.Site) []Fix {
	list := s.List
	if list == nil || list.Open || s.Policy.Text && !whole(s.Policy.Node) {
		return nil
	}
	i := slices.IndexFunc(list.Elements, func(e sites.Element) bool { return e.Site == s })
	if i < 0 || !p.others(list) || !inList(list) {
		return nil
	}
	from, to := list.Elements[i].Expr.Pos(), list.Elements[i].Expr.End()
	if i+1 < len(list.Elements) {
		to = list.Elements[i+1].Expr.Pos()
	} else {
		from = list.Elements[i-1].Expr.End()
	}
	return []Fix{{Message: "Remove " + label(s), Edits: []Edit{{Pos: from, End: to}}}}
}

// whole reports whether a service config is one literal, and not put together.
func whole(n ast.Node) bool {
	_, ok := n.(*ast.BasicLit)
	return ok
}

// others reports whether a list would keep a code that may be retried, and loses one only: several removals of
// neighbours would overlap.
func (p *pass) others(list *sites.List) bool {
	lost := 0
	for _, e := range list.Elements {
		if e.Site == nil || e.Site.Entry == nil {
			return false
		}
		if e.Site.Entry.Retry == catalog.RetryNever && e.Site.Entry.Outcome == "" && !p.specified(e.Site) {
			lost++
		}
	}
	return lost == 1 && len(list.Elements) > 1
}

// inList reports whether the codes of a list stand side by side in the text, the literal or the call that it is.
func inList(list *sites.List) bool {
	var children []ast.Expr
	switch n := list.Node.(type) {
	case *ast.BasicLit:
		return true
	case *ast.CompositeLit:
		children = n.Elts
	case *ast.CallExpr:
		children = n.Args
	}
	return !slices.ContainsFunc(list.Elements, func(e sites.Element) bool { return !slices.Contains(children, e.Expr) })
}
