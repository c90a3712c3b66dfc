package helpers

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// A Summary is what is known of a helper: of this package by its body, or of an imported package from sites.Input.Helper.
type Summary struct {
	Func      *types.Func
	Reading   *Reading      // nil for a function of an imported package
	Imported  *sites.Helper // nil for a function of this package
	Err       int           // as sites.Helper.Error
	Codes     int           // as sites.Helper.Codes
	Match     sites.Match   // as sites.Helper.Match
	TakesCode bool          // the parameter for the error is a code itself: the argument decides to which catalog it belongs

	ties  []bind.Tie // the catalogs of the error types that the helper takes codes from
	loose bool       // as sites.Helper.Loose
}

// SummaryOf returns what is known of the function that a call calls, or nil if it is not a helper.
func (rd *Reader) SummaryOf(call *ast.CallExpr) *Summary { return rd.Summary(rd.pkg.Callee(call)) }

// Summary returns what is known of a function, or nil if o is not a helper.
func (rd *Reader) Summary(o types.Object) *Summary {
	fn, ok := o.(*types.Func)
	if !ok {
		return nil
	}
	if r := rd.Readings[fn]; r != nil {
		if !r.ComparesParams() {
			return nil
		}
		takesCode := r.classes[r.err] == codeClass || r.classes[r.err] == anyClass
		return &Summary{Func: fn, Reading: r, Err: r.err - 1, Codes: r.codes - 1, Match: r.match, ties: r.Ties, loose: r.loose, TakesCode: takesCode}
	}
	if rd.bind.ImportedHelper == nil || fn.Pkg() == nil || fn.Pkg() == rd.pkg.Types {
		return nil
	}
	s, ok := rd.imported[fn]
	if !ok {
		s = rd.importedSummary(fn)
		rd.imported[fn] = s
	}
	return s
}

// importedSummary returns what is known of a function of an imported package, or nil if it is not a helper.
func (rd *Reader) importedSummary(fn *types.Func) *Summary {
	helper := rd.bind.ImportedHelper(fn)
	if helper == nil {
		return nil
	}
	s := &Summary{Func: fn, Imported: helper, Err: helper.Error, Codes: helper.Codes, Match: helper.Match, loose: helper.Loose}
	for _, id := range helper.Catalogs {
		if t, ok := rd.bind.CatalogTie(id); ok {
			s.ties = append(s.ties, t)
		}
	}
	if params := fn.Signature().Params(); helper.Error >= 0 && helper.Error < params.Len() {
		switch rd.classOf(params.At(helper.Error).Type(), false) {
		case codeClass, anyClass:
			s.TakesCode = true
		}
	}
	return s
}

// ErrArg returns the argument or the receiver that a call passes as the error, or nil if there is none.
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

// CodesArg returns the argument that a call passes as the codes, or nil if there is none. For a variadic parameter it is
// the first argument.
func (s *Summary) CodesArg(call *ast.CallExpr) ast.Expr {
	if s.Codes >= 0 && s.Codes < len(call.Args) {
		return call.Args[s.Codes]
	}
	return nil
}

// Spread returns the codes if a call passes them as single arguments: for a variadic parameter, or for one that is a code.
// Ok is false if the call passes a list.
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
	_, single := sig.Params().At(s.Codes).Type().Underlying().(*types.Basic)
	return call.Args[s.Codes : s.Codes+1], single
}

// CarrierFor returns the carrier with which a call compares the codes that it passes, where arg is ErrArg of the call. The
// ties of the carrier are those of arg if its type is bound, otherwise those of the error types that the helper takes codes
// from.
func (rd *Reader) CarrierFor(s *Summary, arg ast.Expr) *bind.Carrier {
	if c := rd.bind.Carrier(arg); c != nil && (s.TakesCode || len(s.ties) == 0) {
		return s.withTies(c, c.Ties, s.matchesPart())
	}
	c := &bind.Carrier{Expr: arg}
	c.Root, c.Call = rd.bind.RootAt(arg, index.MaxDepth)
	if s.TakesCode {
		return c
	}
	if tn := sites.TypeNameOf(rd.pkg.Info.TypeOf(arg)); tn != nil && len(rd.bind.Errors[tn]) > 0 {
		return s.withTies(c, rd.bind.Errors[tn], s.matchesPart())
	}
	c = s.withTies(c, s.ties, s.loose || s.matchesPart())
	if s.loose {
		c.Ties = rd.addClientTies(c)
	}
	return c
}

// matchesPart reports whether a part of a code, or a code in a text, is enough for a match.
func (s *Summary) matchesPart() bool {
	return s.Match&(sites.Prefix|sites.Substring|sites.InText) != 0
}

// withTies returns a copy of c with the given ties. If listedOnly, or if the ties are of several services, each of them
// claims only the codes that its catalog lists.
func (s *Summary) withTies(c *bind.Carrier, ties []bind.Tie, listedOnly bool) *bind.Carrier {
	services := 0
	for _, t := range ties {
		if !t.Cat.Common && !t.Indirect {
			services++
		}
	}
	with := *c
	with.Ties = nil
	for _, t := range ties {
		t.ListedOnly = t.ListedOnly || listedOnly || services > 1
		with.Ties = append(with.Ties, t)
	}
	return &with
}

// addClientTies returns the ties of c with those of the client whose method returned the error. A helper that searches the
// text of an error matches their codes too.
func (rd *Reader) addClientTies(c *bind.Carrier) []bind.Tie {
	calls, ok := rd.bind.OriginCalls(c)
	if !ok || len(calls) == 0 {
		return c.Ties
	}
	ties := c.Ties
	sel, ok := ast.Unparen(calls[0].Fun).(*ast.SelectorExpr)
	if !ok {
		return ties
	}
	for _, cat := range rd.bind.Clients[sites.TypeNameOf(rd.pkg.Info.TypeOf(sel.X))] {
		if rd.bind.FromClient(cat, c) {
			ties = bind.AppendTie(ties, bind.Tie{Cat: cat, ListedOnly: true})
		}
	}
	return ties
}
