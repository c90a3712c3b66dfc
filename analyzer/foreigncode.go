package analyzer

import (
	_ "embed"
	"go/ast"
	"go/types"
	"regexp"
	"slices"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

//go:embed foreigncode.md
var foreigncodePage string

// foreigncode reports a code of another service than the one that the error comes from.
var foreigncode = rule{
	name:     "foreigncode",
	title:    "report codes of another service than the one that the error comes from",
	page:     foreigncodePage,
	severity: Warning,
	run: func(p *pass) {
		for _, s := range p.Sites {
			other := p.foreign(s)
			if other == nil {
				continue
			}
			message := quoted(s) + " is a code of " + serviceName(other) + ", but "
			if s.Role == sites.Made {
				message += "this error belongs to " + serviceName(s.Catalog)
			} else {
				message += serviceName(s.Catalog) + " errors never have it"
			}
			p.reportSite(s, message, nil)
		}
		for _, n := range p.ForeignNumbers {
			if !p.inTestFile(n.Expr.Pos()) {
				p.foreignNumber(n)
			}
		}
	},
}

// foreignNumber reports the number of a code that is given as a code of another kind.
func (p *pass) foreignNumber(n sites.ForeignNumber) {
	code := types.ExprString(n.Code)
	message := code + " is a code of " + serviceName(n.From) + ", but a code of " + serviceName(n.To) + " is expected here"
	if v := p.Info.Types[n.Expr].Value; v != nil {
		message += ", where its number " + v.ExactString() + " means something else"
	}
	p.report(n.Expr, Finding{Message: message, Catalog: n.From.ID})
}

// foreign returns the catalog of another service that a site's code certainly belongs to. It returns nil if the code
// may belong to the error's own service: it is listed or resembles a listed code, other services use the same error
// type, several catalogs or a whole platform have the code, or its form does not show which service it belongs to.
func (p *pass) foreign(s *sites.Site) *catalog.Catalog {
	c := s.Catalog
	if s.Entry != nil || s.Written == "" || s.Shared || s.Indirect || c.Common || c.Learned || c.Kind != catalog.KindString {
		return nil
	}
	if s.Role != sites.Tested && s.Role != sites.Listed && s.Role != sites.Made {
		return nil
	}
	refs := p.used(p.Set.Lookup(s.Written))
	if len(refs) != 1 || refs[0].Catalog == c || refs[0].Catalog.Common || refs[0].Catalog.Loose || refs[0].Catalog.Kind == catalog.KindInt {
		return nil
	}
	other := refs[0].Catalog
	if _, near := c.Nearest(s.Written); near {
		return nil
	}
	if other.HasPrefix(s.Written) && !c.HasPrefix(s.Written) || p.ofOtherSDK(s, other) || !looksLike(c, s.Written) {
		return other
	}
	return nil
}

// used returns the references to codes of the services whose packages the program imports, or all of them if it imports none.
// A word that several services use is then decided by the imports.
func (p *pass) used(refs []catalog.Ref) []catalog.Ref {
	if len(refs) < 2 || p.Pkg == nil {
		return refs
	}
	used := slices.DeleteFunc(slices.Clone(refs), func(r catalog.Ref) bool {
		return !slices.ContainsFunc(r.Catalog.Go, func(b catalog.Binding) bool {
			return slices.ContainsFunc(p.Pkg.Imports(), func(i *types.Package) bool { return i.Path() == b.Package })
		})
	})
	if len(used) == 0 {
		return refs
	}
	return used
}

// looksLike reports whether a code matches the pattern of a catalog.
func looksLike(c *catalog.Catalog, code string) bool {
	if c.Pattern == "" {
		return true
	}
	matched, err := regexp.MatchString("^(?:"+c.Pattern+")$", code)
	return err != nil || matched
}

// ofOtherSDK reports whether a site's code is a constant of a package that the other catalog binds, and that belongs to
// another repository than the SDK of the site's own catalog.
func (p *pass) ofOtherSDK(s *sites.Site, other *catalog.Catalog) bool {
	var name *ast.Ident
	switch e := s.Expr.(type) {
	case *ast.Ident:
		name = e
	case *ast.SelectorExpr:
		name = e.Sel
	default:
		return false
	}
	c, ok := p.Info.Uses[name].(*types.Const)
	if !ok || c.Pkg() == nil {
		return false
	}
	path := c.Pkg().Path()
	own := slices.ContainsFunc(s.Catalog.Go, func(b catalog.Binding) bool { return !sites.IsThirdParty(path, b.Package) })
	return !own && slices.ContainsFunc(other.Go, func(b catalog.Binding) bool { return b.Package == path })
}
