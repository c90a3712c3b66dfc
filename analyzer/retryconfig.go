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

// retryconfig reports permanent and unknown codes in the retry policies that a program passes to gRPC or a retry
// library as data, and service configs that gRPC rejects or ignores.
var retryconfig = rule{
	name:     "retryconfig",
	title:    "report retry policies with permanent or unknown codes, or that gRPC rejects or ignores",
	page:     retryconfigPage,
	severity: Warning,
	run: func(p *pass) {
		for _, s := range p.Sites {
			if s.Role != sites.Configured || s.Policy == nil {
				continue
			}
			switch {
			case s.Entry == nil:
				p.reportUnlisted(s)
			case p.cannotHelp(s):
				p.reportSite(s, p.configLabel(s)+" is listed as retryable, but "+whyNot(s.Entry)+"; remove it"+retryBasis(s), nil, p.removeCode(s)...)
			}
		}
		for _, c := range p.Policies {
			for _, problem := range c.Problems {
				message := problem.Message
				if problem.Refused {
					message += rejected(c)
				}
				p.report(c.Node, Finding{Pos: problem.Pos, End: problem.End, Message: message})
			}
		}
	},
}

// cannotHelp reports whether an attempt after a code of a policy fails again: the code is permanent, or something else
// than time has to change first. Nobody can do anything between the attempts of a library.
func (p *pass) cannotHelp(s *sites.Site) bool {
	if s.Entry.Outcome != "" || p.specified(s) {
		return false
	}
	return s.Entry.Retry == catalog.RetryNever || s.Entry.Retry == catalog.RetryAfterRecovery && !isQuota(s.Entry)
}

// whyNot says why another attempt after a code cannot help.
func whyNot(c *catalog.Code) string {
	if c.Retry == catalog.RetryNever {
		return "retrying cannot help"
	}
	return "nobody can " + recovery(c) + " between the attempts"
}

// rejected says what gRPC does with a service config that breaks its rules.
func rejected(c *sites.Policy) string {
	if c.Call != nil {
		return "; gRPC rejects the service config and does not connect"
	}
	return "; gRPC rejects the service config"
}

// configLabel returns a site's code as a message shows it: as the text of the service config has it, else see label.
func (p *pass) configLabel(s *sites.Site) string {
	if s.Policy.Text {
		return s.Entry.ID
	}
	return p.label(s)
}

// reportUnlisted reports a code that its catalog does not list: one that is nearly equal to a listed code, or any code
// if the catalog is closed.
func (p *pass) reportUnlisted(s *sites.Site) {
	message := notKnown(configText(s), s.Catalog)
	near, ok := s.Catalog.Nearest(s.Written)
	switch {
	case ok && s.Written != "":
		p.reportSite(s, message+"; did you mean "+near.ID+"?", nil, p.replaceCode(s, near)...)
	case s.Catalog.Closed && s.Policy.Text:
		p.reportSite(s, message+rejected(s.Policy), nil)
	case s.Catalog.Closed:
		p.reportSite(s, message, nil)
	}
}

// configText returns a code as the program writes it: in a service config a name has quotes, and a number has none.
func configText(s *sites.Site) string {
	if s.Policy.Text && s.List != nil {
		for _, e := range s.List.Elements {
			if lit, ok := e.Expr.(*ast.BasicLit); ok && e.Site == s {
				return lit.Value
			}
		}
	}
	return quoted(s)
}

// specified reports whether the protocol of the calls specifies that a code is retried: the protocol of the function
// that takes the policy, or of the SDK that the package itself belongs to.
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

// replaceCode returns the fix that replaces a misspelled code, inside a service config or as a literal of its own. It
// returns nil if the same list already contains the right code.
func (p *pass) replaceCode(s *sites.Site, near *catalog.Code) []Fix {
	if s.List == nil || slices.ContainsFunc(s.List.Elements, func(e sites.Element) bool { return e.Site != nil && e.Site.Entry == near }) {
		return nil
	}
	if s.Policy.Text {
		if int(s.Expr.End()-s.Expr.Pos()) != len(s.Written) || s.Written == "" {
			return nil
		}
		return []Fix{{Message: "Replace with " + near.ID, Edits: []Edit{{Pos: s.Expr.Pos(), End: s.Expr.End(), New: near.ID}}}}
	}
	return p.replaceLiteral(s, near)
}

// removeCode returns the fix that removes a code from a list that contains others too.
func (p *pass) removeCode(s *sites.Site) []Fix {
	list := s.List
	if list == nil || list.Open || s.Policy.Text && !isLiteral(s.Policy.Node) {
		return nil
	}
	i := slices.IndexFunc(list.Elements, func(e sites.Element) bool { return e.Site == s })
	if i < 0 || !p.keepsOthers(list) || !sideBySide(list) {
		return nil
	}
	from, to := list.Elements[i].Expr.Pos(), list.Elements[i].Expr.End()
	if i+1 < len(list.Elements) {
		to = list.Elements[i+1].Expr.Pos()
	} else {
		from = list.Elements[i-1].Expr.End()
	}
	return []Fix{{Message: "Remove " + p.configLabel(s), Edits: []Edit{{Pos: from, End: to}}}}
}

// isLiteral reports whether a service config is a single literal.
func isLiteral(n ast.Node) bool {
	_, ok := n.(*ast.BasicLit)
	return ok
}

// keepsOthers reports whether a list has exactly one code to remove, and keeps others. The edits that remove adjacent
// codes would overlap.
func (p *pass) keepsOthers(list *sites.List) bool {
	removed := 0
	for _, e := range list.Elements {
		if e.Site == nil || e.Site.Entry == nil {
			return false
		}
		if p.cannotHelp(e.Site) {
			removed++
		}
	}
	return removed == 1 && len(list.Elements) > 1
}

// sideBySide reports whether the codes of a list are direct elements of the text, literal or call that the list is.
func sideBySide(list *sites.List) bool {
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
