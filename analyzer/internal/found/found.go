// Package found defines the results that several finders add to for one package, so that each site and each list is
// recorded once. It contains data only. The main type is Results.
package found

import (
	"go/ast"

	"github.com/errls/errls/analyzer/sites"
)

// Results is what was found in one package so far. The slices are in the order in which the finders add to them.
type Results struct {
	Sites          []*sites.Site
	Lists          []*sites.List
	Policies       []*sites.Policy
	CaseMismatches []*sites.CaseMismatch

	SiteAt      map[ast.Expr]*sites.Site // expression that names a code → its site
	ListAt      map[ast.Node]*sites.List // literal, call or condition → its list
	ConfigTexts map[ast.Expr]bool        // expressions that were read as gRPC service configs
}

// New returns empty results.
func New() *Results {
	return &Results{
		SiteAt:      map[ast.Expr]*sites.Site{},
		ListAt:      map[ast.Node]*sites.List{},
		ConfigTexts: map[ast.Expr]bool{},
	}
}
