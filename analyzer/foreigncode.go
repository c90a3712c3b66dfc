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

// foreigncode reports a code of another service than the error's.
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
			message := quoted(s) + " is a code of " + other.Title + ": no error of " + s.Catalog.Title + " carries it"
			if s.Role == sites.Made {
				message = quoted(s) + " is a code of " + other.Title + ", but the error is one of " + s.Catalog.Title
			}
			p.at(s, message, nil)
		}
	},
}

// foreign returns the catalog of another service that a site's code surely is of; nil where the code may be the error's
// own after all: it is listed or resembles a listed one, other services may answer with errors of the type, several
// catalogs or a whole platform have the word, or the word itself says nothing of whose it is.
func (p *pass) foreign(s *sites.Site) *catalog.Catalog {
	c := s.Catalog
	if s.Entry != nil || s.Written == "" || s.Shared || s.Indirect || c.Common || c.Learned || c.Kind != catalog.KindString {
		return nil
	}
	if s.Role != sites.Tested && s.Role != sites.Listed && s.Role != sites.Made {
		return nil
	}
	refs := p.Set.Lookup(s.Written)
	if len(refs) != 1 || refs[0].Catalog == c || refs[0].Catalog.Common || refs[0].Catalog.Kind == catalog.KindInt {
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

// looksLike reports whether a code looks as all codes of a catalog do.
func looksLike(c *catalog.Catalog, code string) bool {
	if c.Pattern == "" {
		return true
	}
	matched, err := regexp.MatchString("^(?:"+c.Pattern+")$", code)
	return err != nil || matched
}

// ofOtherSDK reports whether a site names its code by a constant of the other catalog, which is of another repository
// than the SDK of the site's own.
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
