package helpers

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// A Summary is what is known of a called function that holds codes against an error: of this package, read in its
// body, or of another, as Input.Helper tells.
type Summary struct {
	Func      *types.Func
	Reading   *Reading      // nil for a function of another package
	Imported  *sites.Helper // nil for a function of this package
	Err       int           // as Helper.Error
	Codes     int           // as Helper.Codes
	Match     sites.Match
	ties      []bind.Tie
	loose     bool
	TakesCode bool // its error is the code itself: what the call hands over says whose it is
}

// SummaryOf returns what is known of the function that a call calls, or nil.
func (h *Reader) SummaryOf(call *ast.CallExpr) *Summary { return h.Summary(h.pkg.Callee(call)) }

// Summary returns what is known of a function, or nil.
func (h *Reader) Summary(o types.Object) *Summary {
	fn, ok := o.(*types.Func)
	if !ok {
		return nil
	}
	if r := h.Readings[fn]; r != nil {
		if r.codes == 0 {
			return nil
		}
		plain := r.class[r.err] == codeClass || r.class[r.err] == anyClass
		return &Summary{Func: fn, Reading: r, Err: r.err - 1, Codes: r.codes - 1, Match: r.match, ties: r.Ties, loose: r.loose, TakesCode: plain}
	}
	if h.bind.Imported == nil || fn.Pkg() == nil || fn.Pkg() == h.pkg.Types {
		return nil
	}
	s, known := h.foreign[fn]
	if !known {
		s = h.foreignSummary(fn)
		h.foreign[fn] = s
	}
	return s
}

func (h *Reader) foreignSummary(fn *types.Func) *Summary {
	known := h.bind.Imported(fn)
	if known == nil {
		return nil
	}
	s := &Summary{Func: fn, Imported: known, Err: known.Error, Codes: known.Codes, Match: known.Match, loose: known.Loose}
	for _, id := range known.Catalogs {
		if t, ok := h.bind.TieOf(id); ok {
			s.ties = append(s.ties, t)
		}
	}
	if params := fn.Signature().Params(); known.Error >= 0 && known.Error < params.Len() {
		switch h.classOf(params.At(known.Error).Type(), false) {
		case codeClass, anyClass:
			s.TakesCode = true
		}
	}
	return s
}

// ErrArg returns what a call hands over as the error, or nil.
func (s *Summary) ErrArg(call *ast.CallExpr) ast.Expr {
	if s.Err < 0 {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && s.Func.Signature().Recv() != nil {
			return sel.X
		}
		return nil
	}
	if s.Err < len(call.Args) {
		return call.Args[s.Err]
	}
	return nil
}

// CodesArg returns the first of what a call hands over as the codes, or nil.
func (s *Summary) CodesArg(call *ast.CallExpr) ast.Expr {
	if s.Codes >= 0 && s.Codes < len(call.Args) {
		return call.Args[s.Codes]
	}
	return nil
}

// Spread returns the codes that a call hands over one by one: those of a parameter that takes any number of them, or
// the one of a parameter that is a code. Ok is false where the call hands over a list.
func (s *Summary) Spread(call *ast.CallExpr) (codes []ast.Expr, ok bool) {
	sig := s.Func.Signature()
	if s.Codes < 0 || s.Codes >= sig.Params().Len() || s.Codes > len(call.Args) {
		return nil, false
	}
	if sig.Variadic() && s.Codes == sig.Params().Len()-1 {
		return call.Args[s.Codes:], !call.Ellipsis.IsValid()
	}
	if s.Codes >= len(call.Args) {
		return nil, false
	}
	_, one := sig.Params().At(s.Codes).Type().Underlying().(*types.Basic)
	return call.Args[s.Codes : s.Codes+1], one
}

// TiesFor returns the carrier of the codes that a call hands over, with the ties of what it takes for the error where
// that tells, else those of the error types that the function looks into. Where it looks into several, or a part of a
// code or a text will do, only what a catalog lists is its code.
func (h *Reader) CarrierFor(s *Summary, arg ast.Expr) *bind.Carrier {
	if c := h.bind.Carrier(arg); c != nil && (s.TakesCode || len(s.ties) == 0) {
		return s.narrowed(c, c.Ties, s.Match&(sites.Prefix|sites.Substring|sites.InText) != 0)
	}
	c := &bind.Carrier{Expr: arg}
	c.Root, c.Call = h.bind.RootAt(arg, index.MaxDepth)
	if s.TakesCode {
		return c
	}
	if tn := sites.TypeNameOf(h.pkg.Info.TypeOf(arg)); tn != nil && len(h.bind.Errors[tn]) > 0 {
		return s.narrowed(c, h.bind.Errors[tn], s.Match&(sites.Prefix|sites.Substring|sites.InText) != 0)
	}
	c = s.narrowed(c, s.ties, s.loose || s.Match&(sites.Prefix|sites.Substring|sites.InText) != 0)
	if s.loose {
		c.Ties = h.clientTies(c)
	}
	return c
}

// narrowed gives a carrier ties that claim only what they list, where there are several or the helper is loose.
func (s *Summary) narrowed(c *bind.Carrier, ties []bind.Tie, loose bool) *bind.Carrier {
	own := 0
	for _, t := range ties {
		if !t.Cat.Common && !t.Indirect {
			own++
		}
	}
	with := *c
	with.Ties = nil
	for _, t := range ties {
		t.Listed = t.Listed || loose || own > 1
		with.Ties = append(with.Ties, t)
	}
	return &with
}

// clientTies adds to the ties of an error those of the client whose call it came from: a helper that asks its text finds
// their codes too.
func (h *Reader) clientTies(c *bind.Carrier) []bind.Tie {
	calls, ok := h.bind.Origins(c)
	if !ok || len(calls) == 0 {
		return c.Ties
	}
	ties := c.Ties
	sel, ok := ast.Unparen(calls[0].Fun).(*ast.SelectorExpr)
	if !ok {
		return ties
	}
	for _, cat := range h.bind.Clients[sites.TypeNameOf(h.pkg.Info.TypeOf(sel.X))] {
		if h.bind.FromClient(cat, c) {
			ties = bind.AppendTie(ties, bind.Tie{Cat: cat, Listed: true})
		}
	}
	return ties
}
