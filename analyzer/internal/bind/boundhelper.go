package bind

import (
	"go/types"

	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// helperMatches maps the words of catalogs to how a helper compares codes.
var helperMatches = map[string]sites.Match{"exact": sites.Exact, "prefix": sites.Prefix, "part": sites.Substring}

// withBoundHelpers returns a function that returns what a catalog says of a function which tests an error for codes, and
// what imported returns for all others. Imported may be nil.
func (b *Binder) withBoundHelpers(imported func(*types.Func) *sites.Helper) func(*types.Func) *sites.Helper {
	return func(fn *types.Func) *sites.Helper {
		if h := b.boundHelper(fn); h != nil || imported == nil {
			return h
		}
		return imported(fn)
	}
}

// boundHelper returns what a catalog says of a function that tests an error for codes, or nil.
func (b *Binder) boundHelper(fn *types.Func) *sites.Helper {
	if fn.Pkg() == nil {
		return nil
	}
	for _, bound := range b.Set.Package(fn.Pkg().Path()) {
		for _, h := range bound.Binding.Helpers {
			if h.Error != catalog.MakesError && h.At == sites.HelperName(fn) {
				return &sites.Helper{
					Error: max(h.Error, -1), // the receiver is -1
					Codes: h.Arg, Match: helperMatches[h.Match], Catalogs: []string{bound.Catalog.ID},
					OnMatch: sites.AnswerTrue, OnMiss: sites.AnswerFalse,
				}
			}
		}
	}
	return nil
}
