package sites

import (
	"go/ast"
	"go/types"
)

// A summary is what is known of a called function that holds codes against an error: of this package, read in its
// body, or of another, as Input.Helper tells.
type summary struct {
	object  *types.Func
	reading *reading // nil for a function of another package
	helper  *Helper  // nil for a function of this package
	err     int      // as Helper.Error
	codes   int      // as Helper.Codes
	match   Match
	ties    []tie
	loose   bool
	plain   bool // its error is the code itself: what the call hands over says whose it is
}

// summaryOf returns what is known of the function that a call calls, or nil.
func (f *finder) summaryOf(call *ast.CallExpr) *summary { return f.summary(f.callee(call)) }

// summary returns what is known of a function, or nil.
func (f *finder) summary(o types.Object) *summary {
	fn, ok := o.(*types.Func)
	if !ok {
		return nil
	}
	if r := f.readings[fn]; r != nil {
		if r.codes == 0 {
			return nil
		}
		plain := r.class[r.err] == codeClass || r.class[r.err] == anyClass
		return &summary{object: fn, reading: r, err: r.err - 1, codes: r.codes - 1, match: r.match, ties: r.ties, loose: r.loose, plain: plain}
	}
	if f.in.Helper == nil || fn.Pkg() == nil || fn.Pkg() == f.in.Pkg {
		return nil
	}
	s, known := f.foreign[fn]
	if !known {
		s = f.foreignSummary(fn)
		f.foreign[fn] = s
	}
	return s
}

func (f *finder) foreignSummary(fn *types.Func) *summary {
	known := f.in.Helper(fn)
	if known == nil {
		return nil
	}
	s := &summary{object: fn, helper: known, err: known.Error, codes: known.Codes, match: known.Match, loose: known.Loose}
	for _, id := range known.Catalogs {
		if t, ok := f.tieOf(id); ok {
			s.ties = append(s.ties, t)
		}
	}
	if params := fn.Signature().Params(); known.Error >= 0 && known.Error < params.Len() {
		switch f.classOf(params.At(known.Error).Type(), false) {
		case codeClass, anyClass:
			s.plain = true
		}
	}
	return s
}

// tieOf returns the tie of a catalog's own error types.
func (f *finder) tieOf(id string) (tie, bool) {
	cat := f.in.Set.Catalog(id)
	if cat == nil {
		return tie{}, false
	}
	t := tie{cat: cat}
	for i := range cat.Go {
		if binding := &cat.Go[i]; len(binding.Errors) > 0 {
			t.shared, t.binding = t.shared || binding.Shared, binding
		}
	}
	return t, true
}

// errArg returns what a call hands over as the error, or nil.
func (s *summary) errArg(call *ast.CallExpr) ast.Expr {
	if s.err < 0 {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && s.object.Signature().Recv() != nil {
			return sel.X
		}
		return nil
	}
	if s.err < len(call.Args) {
		return call.Args[s.err]
	}
	return nil
}

// codesArg returns the first of what a call hands over as the codes, or nil.
func (s *summary) codesArg(call *ast.CallExpr) ast.Expr {
	if s.codes >= 0 && s.codes < len(call.Args) {
		return call.Args[s.codes]
	}
	return nil
}

// spread returns the codes that a call hands over one by one: those of a parameter that takes any number of them, or
// the one of a parameter that is a code. Ok is false where the call hands over a list.
func (s *summary) spread(call *ast.CallExpr) (codes []ast.Expr, ok bool) {
	sig := s.object.Signature()
	if s.codes < 0 || s.codes >= sig.Params().Len() || s.codes > len(call.Args) {
		return nil, false
	}
	if sig.Variadic() && s.codes == sig.Params().Len()-1 {
		return call.Args[s.codes:], !call.Ellipsis.IsValid()
	}
	if s.codes >= len(call.Args) {
		return nil, false
	}
	_, one := sig.Params().At(s.codes).Type().Underlying().(*types.Basic)
	return call.Args[s.codes : s.codes+1], one
}

// tiesFor returns the carrier of the codes that a call hands over, with the ties of what it takes for the error where
// that tells, else those of the error types that the function looks into. Where it looks into several, or a part of a
// code or a text will do, only what a catalog lists is its code.
func (f *finder) tiesFor(s *summary, arg ast.Expr) *carrier {
	if c := f.carrier(arg); c != nil && (s.plain || len(s.ties) == 0) {
		return s.narrowed(c, c.ties, s.match&(Prefix|Part|InText) != 0)
	}
	c := &carrier{expr: arg}
	c.root, c.call = f.rootAt(arg, depth)
	if s.plain {
		return c
	}
	if tn := namedOf(f.in.Info.TypeOf(arg)); tn != nil && len(f.b.errors[tn]) > 0 {
		return s.narrowed(c, f.b.errors[tn], s.match&(Prefix|Part|InText) != 0)
	}
	c = s.narrowed(c, s.ties, s.loose || s.match&(Prefix|Part|InText) != 0)
	if s.loose {
		c.ties = f.clientTies(c)
	}
	return c
}

// narrowed gives a carrier ties that claim only what they list, where there are several or the helper is loose.
func (s *summary) narrowed(c *carrier, ties []tie, loose bool) *carrier {
	own := 0
	for _, t := range ties {
		if !t.cat.Common && !t.indirect {
			own++
		}
	}
	with := *c
	with.ties = nil
	for _, t := range ties {
		t.listed = t.listed || loose || own > 1
		with.ties = append(with.ties, t)
	}
	return &with
}

// clientTies adds to the ties of an error those of the client whose call it came from: a helper that asks its text finds
// their codes too.
func (f *finder) clientTies(c *carrier) []tie {
	calls, ok := f.origins(c)
	if !ok || len(calls) == 0 {
		return c.ties
	}
	ties := c.ties
	sel, ok := ast.Unparen(calls[0].Fun).(*ast.SelectorExpr)
	if !ok {
		return ties
	}
	for _, cat := range f.b.clients[namedOf(f.in.Info.TypeOf(sel.X))] {
		if f.fromClient(cat, c) {
			ties = appendTie(ties, tie{cat: cat, listed: true})
		}
	}
	return ties
}
