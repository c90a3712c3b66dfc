package find

import (
	"cmp"
	"go/ast"
	"go/types"
	"maps"
	"slices"

	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// noCode stands for a code that no service has.
const noCode = "\x00"

// ownCodes are the codes that a function itself compares with a parameter, or that a function compares to which it
// passes the parameter.
type ownCodes struct {
	fn    *index.Function
	param int // index in fn.Params()
	codes map[*catalog.Catalog]map[string]*catalog.Code
}

// findOwnCodes returns the functions of the package that compare codes of their own with a parameter, or pass it to one
// that does.
func (f *finder) findOwnCodes() map[*types.Func]*ownCodes {
	found := map[*types.Func]*ownCodes{}
	for i := range f.tests {
		if t := &f.tests[i]; t.needsOutcome() && t.carrier != nil {
			if _, o := f.ownCodesOf(found, t.fn, t.carrier.Root); o != nil {
				o.add(t.site)
			}
		}
	}
	pending := slices.SortedFunc(maps.Keys(found), func(a, b *types.Func) int { return cmp.Compare(a.Pos(), b.Pos()) })
	for len(pending) > 0 {
		fn := pending[0]
		pending = pending[1:]
		o := found[fn]
		for _, c := range f.pkg.Calls[fn] {
			if c.Func == nil {
				continue
			}
			for _, p := range o.fn.Arguments(c.Call) {
				if p.Param != o.fn.Params()[o.param] {
					continue
				}
				root, _ := f.bind.RootOf(p.Arg)
				if caller, through := f.ownCodesOf(found, c.Func, root); through != nil && through.merge(o) {
					pending = append(pending, caller)
				}
			}
		}
	}
	return found
}

// ownCodesOf returns the entry of found for a function and its parameter root, and makes it if needed. It returns nil if
// root is not a parameter of a declared function with results, or if the function has an entry for another parameter.
func (f *finder) ownCodesOf(found map[*types.Func]*ownCodes, fn *index.Function, root types.Object) (*types.Func, *ownCodes) {
	d, ok := fn.Node.(*ast.FuncDecl)
	if !ok || root == nil || d.Type.Results.NumFields() == 0 {
		return nil, nil
	}
	o, ok := f.pkg.Info.Defs[d.Name].(*types.Func)
	param := slices.Index(fn.Params(), root)
	if !ok || param < 0 {
		return nil, nil
	}
	if found[o] == nil {
		found[o] = &ownCodes{fn: fn, param: param, codes: map[*catalog.Catalog]map[string]*catalog.Code{}}
	}
	if found[o].param != param {
		return nil, nil
	}
	return o, found[o]
}

// merge adds the codes of a function that is called with the parameter, and reports whether any of them is new.
func (o *ownCodes) merge(from *ownCodes) bool {
	added := false
	for cat, codes := range from.codes {
		if o.codes[cat] == nil {
			o.codes[cat] = map[string]*catalog.Code{}
		}
		for id, code := range codes {
			if _, ok := o.codes[cat][id]; !ok {
				o.codes[cat][id] = code
				added = true
			}
		}
	}
	return added
}

// maxOwnCodes is the maximum number of codes of a catalog for which a function is evaluated one by one. The catalogs of
// services have some hundreds, a user's own may have tens of thousands. For a larger catalog, only the codes that the
// function names are evaluated.
const maxOwnCodes = 4096

// add adds the code of a site and all other codes of its catalog, since the function may return the same for them.
func (o *ownCodes) add(s *sites.Site) {
	codes := o.codes[s.Catalog]
	if codes == nil {
		codes = map[string]*catalog.Code{}
		for i := range s.Catalog.Codes {
			if len(s.Catalog.Codes) > maxOwnCodes {
				break
			}
			codes[s.Catalog.Codes[i].ID] = &s.Catalog.Codes[i]
		}
		o.codes[s.Catalog] = codes
	}
	codes[s.Written] = s.Entry
}

// setOwn sets what a helper returns, and the codes for which it does not return the same as for an unknown code. It
// reports whether there are any.
func (f *finder) setOwn(h *sites.Helper, o *ownCodes) bool {
	f.pkg.Work.For(o.fn)
	root, codes := o.fn.Params()[o.param], types.Object(nil)
	if h.Codes >= 0 {
		codes = o.fn.Params()[h.Codes+1] // assumed not to contain the code, so that only the own codes decide
	}
	byAnswer := map[sites.Answer]map[string][]string{}
	for cat, known := range o.codes {
		unknown := eval.Assumption{
			Root:       root,
			Code:       eval.Code{Cat: cat, Text: noCode, Number: -1, IsInt: cat.Kind != catalog.KindString},
			CodesParam: eval.CodesParam{Codes: codes, Member: eval.No},
		}
		miss := f.eval.Answer(o.fn, &unknown)
		if h.Codes < 0 {
			h.OnMiss = miss
		}
		for id, code := range known {
			e := unknown
			e.Entry, e.Text, e.Number = code, id, code.Value
			a := f.eval.Answer(o.fn, &e)
			if a == sites.AnswerUnknown || a == miss || h.Codes >= 0 && a != h.OnMatch {
				continue
			}
			if byAnswer[a] == nil {
				byAnswer[a] = map[string][]string{}
			}
			byAnswer[a][cat.ID] = append(byAnswer[a][cat.ID], id)
		}
	}
	for a, own := range byAnswer {
		if h.Own == nil || countCodes(own) > countCodes(h.Own) || countCodes(own) == countCodes(h.Own) && a < h.OnMatch {
			h.OnMatch, h.Own = a, own
		}
	}
	for _, codes := range h.Own {
		slices.Sort(codes)
	}
	return h.Own != nil
}

// markStatusTests marks the functions that compare a parameter with an indirect code, such as an HTTP status. It adds
// those that found does not contain.
func (f *finder) markStatusTests(found map[string]*sites.Helper) {
	for i := range f.tests {
		t := &f.tests[i]
		d, ok := t.fn.Node.(*ast.FuncDecl)
		if !ok || !t.site.Indirect || t.site.Entry == nil || t.carrier == nil || d.Type.Results.NumFields() == 0 {
			continue
		}
		fn, ok := f.pkg.Info.Defs[d.Name].(*types.Func)
		param := slices.Index(t.fn.Params(), t.carrier.Root)
		if !ok || param < 0 || t.carrier.Root == nil {
			continue
		}
		h := found[sites.HelperName(fn)]
		if h == nil {
			h = &sites.Helper{Error: param - 1, Codes: -1, Match: sites.Exact}
			found[sites.HelperName(fn)] = h
		}
		h.TestsStatus = true
	}
}

// countCodes returns the number of codes in all catalogs.
func countCodes(codes map[string][]string) int {
	n := 0
	for _, c := range codes {
		n += len(c)
	}
	return n
}
