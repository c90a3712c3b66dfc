// Package found collects what the finders of one package find.
package found

import (
	"go/ast"

	"github.com/errls/errls/analyzer/sites"
)

// Results are the sites and lists of one package, as they are found.
type Results struct {
	Sites          []*sites.Site
	Lists          []*sites.List
	Policies       []*sites.Policy
	CaseMismatches []*sites.CaseMismatch

	SiteAt      map[ast.Expr]*sites.Site // the site of each expression that names a code
	ListAt      map[ast.Node]*sites.List // the list of each literal, call or condition
	ConfigTexts map[ast.Expr]bool        // texts that were read as service configs
}

// New returns empty results.
func New() *Results {
	return &Results{
		SiteAt:      map[ast.Expr]*sites.Site{},
		ListAt:      map[ast.Node]*sites.List{},
		ConfigTexts: map[ast.Expr]bool{},
	}
}
