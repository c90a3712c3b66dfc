package find

import (
	"slices"

	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/helpers"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// Helpers returns what is known of the functions of a package that compare codes with an error, by name: "Func" or
// "Type.Method". Loaders pass it to the packages that import this one, in Input.Helper.
func Helpers(in sites.Input) map[string]*sites.Helper {
	f := newFinder(in)
	f.findSites()
	return f.exportedHelpers()
}

// exportedHelpers is Helpers for a finder that has found the sites.
func (f *finder) exportedHelpers() map[string]*sites.Helper {
	found := map[string]*sites.Helper{}
	for fn, r := range f.helpers.Readings {
		if r.ComparesParams() {
			found[sites.HelperName(fn)] = f.exportHelper(r)
		}
	}
	f.bind.ExportStringErrors(found)
	own := f.findOwnCodes()
	for fn, o := range own {
		h := found[sites.HelperName(fn)]
		if h == nil {
			h = &sites.Helper{Error: o.param - 1, Codes: -1, Match: sites.Exact}
		}
		if h.Error == o.param-1 && f.setOwn(h, o) {
			found[sites.HelperName(fn)] = h
		}
	}
	f.markStatusTests(found)
	return found
}

// exportHelper returns the description of a helper for other packages, with its catalogs and what it returns.
func (f *finder) exportHelper(r *helpers.Reading) *sites.Helper {
	f.pkg.Work.For(r.Fn)
	h := r.Helper()
	e := eval.Assumption{
		Root:       r.ErrParam(),
		Code:       eval.Code{Text: noCode, Number: -1},
		CodesParam: eval.CodesParam{Codes: r.CodesParam()},
	}
	for _, t := range r.Ties {
		if t.Learned != nil {
			continue
		}
		h.Catalogs = append(h.Catalogs, t.Cat.ID)
		if e.Cat == nil || e.Cat.Common {
			e.Cat, e.IsInt = t.Cat, t.Cat.Kind != catalog.KindString
		}
	}
	slices.Sort(h.Catalogs)
	match, miss := e, e
	match.Member, miss.Member = eval.Yes, eval.No
	h.OnMatch, h.OnMiss = f.eval.Answer(r.Fn, &match), f.eval.Answer(r.Fn, &miss)
	return h
}
