package find

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/compare"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// findLiteralField finds a code in the composite literal of an error type: &tunnel.TunnelError{Code: …}.
func (f *finder) findLiteralField(fn *index.Function, kv *ast.KeyValueExpr) {
	key, ok := kv.Key.(*ast.Ident)
	if !ok {
		return
	}
	field, ok := f.pkg.Info.Uses[key].(*types.Var)
	if !ok || !field.IsField() || len(f.bind.Carriers[field]) == 0 {
		return
	}
	if n, ok := f.bind.PointedCode(kv.Value); ok {
		f.addSite(sites.Made, n, &bind.Carrier{Expr: kv.Key, Ties: f.bind.Carriers[field]}, fn, nil)
	}
}

// findAssignments finds the codes that are assigned to carriers: te.Code = "…".
func (f *finder) findAssignments(fn *index.Function, a *ast.AssignStmt) {
	if len(a.Lhs) != len(a.Rhs) {
		return
	}
	for i, l := range a.Lhs {
		if _, ok := ast.Unparen(l).(*ast.Ident); ok {
			continue
		}
		if c := f.bind.Carrier(l); c != nil {
			if n, ok := f.bind.PointedCode(a.Rhs[i]); ok {
				f.addSite(sites.Made, n, c, fn, nil)
			}
		}
	}
}

// findMakerCall finds the codes that are passed to a function of a bound package: status.Error(codes.NotFound, …). A
// literal counts only if the catalog says that the parameter is the code.
func (f *finder) findMakerCall(fn *index.Function, call *ast.CallExpr, o types.Object) {
	callee, ok := o.(*types.Func)
	if !ok || !f.bind.Packages[callee.Pkg()] {
		return
	}
	for i, arg := range call.Args {
		n, ok := f.bind.CodeExpr(arg)
		if !ok {
			continue
		}
		helper, own := f.makerOf(callee, i)
		switch {
		case n.Known != nil:
			f.addSite(sites.Made, n, nil, fn, nil)
		case helper != nil && n.Text != "" && (!n.IsInt || bind.Lookup(own.Cat, n) != nil):
			f.addSite(sites.Made, n, &bind.Carrier{Expr: arg, Ties: []bind.Tie{own}, Call: call}, fn, nil)
		}
		if s := f.found.SiteAt[n.Expr]; s != nil && helper != nil && s.Role == sites.Made {
			s.Maker = helper
			f.makers = append(f.makers, makerCall{s, fn, call})
		}
	}
}

// A makerCall is a call that makes an error from the code of a site.
type makerCall struct {
	site *sites.Site
	fn   *index.Function
	call *ast.CallExpr
}

// makerOf returns the catalog's entry of a function that makes an error from its argument with index at, and the tie of
// the code. It returns nil if the function does not.
func (f *finder) makerOf(callee *types.Func, at int) (*catalog.Helper, bind.Tie) {
	name := sites.HelperName(callee)
	for _, bound := range f.bind.Set.Package(callee.Pkg().Path()) {
		for i := range bound.Binding.Helpers {
			if h := &bound.Binding.Helpers[i]; h.Error == catalog.MakesError && h.Arg == at && h.At == name {
				return h, bind.Tie{Cat: bound.Catalog, Binding: bound.Binding, Shared: bound.Binding.Shared}
			}
		}
	}
	return nil, bind.Tie{}
}

// setRaised sets Making.Raised of the sites whose error the program returns, sends or keeps.
func (f *finder) setRaised() {
	cache := index.ParentCache{}
	for _, m := range f.makers {
		if m.fn == nil {
			continue
		}
		parents := cache.Of(m.fn)
		if f.meansSuccess(m.fn, m.call) {
			continue
		}
		m.site.Raised = f.raisedError(m.call, parents)
		lhs, rhs := index.AssignmentSides(parents.Enclosing(m.call))
		for i, l := range lhs {
			if m.site.Raised == nil && ast.Unparen(rhs[i]) == m.call {
				m.site.Raised = f.raisedFromVariable(l, parents)
			}
		}
	}
}

// meansSuccess reports whether an expression is only reached if an error of the function is nil, as in if err == nil, or if
// a number is an HTTP status of success, as in if code < 300. A made error with the code of success is meant to be nil there.
func (f *finder) meansSuccess(fn *index.Function, e ast.Expr) bool {
	b, _, ok := fn.Locate(e)
	if !ok {
		return false
	}
	for _, g := range f.flow.GuardsOf(fn, b, nil) {
		if tag := f.pkg.Tags[g.Cond]; tag != nil && g.Holds && f.isSuccessStatus(tag, token.EQL, g.Cond) || tag == nil && f.provesSuccess(g.Cond, g.Holds) {
			return true
		}
	}
	return false
}

// provesSuccess reports whether an error is nil, or a number is a status of success, if a condition has the given value.
func (f *finder) provesSuccess(cond ast.Expr, value bool) bool {
	switch x := f.pkg.Condition(cond).(type) {
	case *ast.UnaryExpr:
		return x.Op == token.NOT && f.provesSuccess(x.X, !value)
	case *ast.BinaryExpr:
		switch {
		case x.Op == token.LAND && value, x.Op == token.LOR && !value:
			return f.provesSuccess(x.X, value) || f.provesSuccess(x.Y, value)
		case x.Op == token.EQL && value, x.Op == token.NEQ && !value:
			if f.pkg.IsNil(x.Y) && f.isErrorOrUnknown(x.X) || f.pkg.IsNil(x.X) && f.isErrorOrUnknown(x.Y) {
				return true
			}
		}
		op := x.Op
		if !value {
			op = compare.Negated(op)
		}
		return f.isSuccessStatus(x.X, op, x.Y) || f.isSuccessStatus(x.Y, compare.Mirrored(op), x.X)
	}
	return false
}

// isSuccessStatus reports whether x is an HTTP status of success, or none of an error, if its comparison with the constant y
// holds: x == 200, x < 300, x/100 == 2.
func (f *finder) isSuccessStatus(x ast.Expr, op token.Token, y ast.Expr) bool {
	n, ok := f.bind.CodeExpr(y)
	if !ok || !n.IsInt {
		return false
	}
	lowest, highest := n.Number, n.Number
	if class, ok := ast.Unparen(x).(*ast.BinaryExpr); ok && class.Op == token.QUO {
		lowest, highest = 100*n.Number, 100*n.Number+99
	}
	switch op {
	case token.EQL:
		return 200 <= lowest && highest < 300
	case token.LSS:
		return 200 < lowest && lowest <= 400
	case token.LEQ:
		return 200 <= lowest && highest < 400
	}
	return false
}

// isErrorOrUnknown reports whether an expression is an error, or has a type that is not known.
func (f *finder) isErrorOrUnknown(e ast.Expr) bool {
	t := f.pkg.Info.TypeOf(e)
	return index.IsUnknown(t) || index.IsError(t)
}

// raisedError returns the error that value is, or that a method of it returns, if that error is returned, sent, or
// assigned to a variable that holds no other error. Otherwise it returns nil.
func (f *finder) raisedError(value ast.Expr, parents index.Parents) ast.Expr {
	if !f.pkg.IsErrorInterface(value) {
		sel, ok := parents.Enclosing(value).(*ast.SelectorExpr)
		if !ok {
			return nil
		}
		call, ok := parents.Enclosing(sel).(*ast.CallExpr)
		if !ok || ast.Unparen(call.Fun) != sel || !f.pkg.IsErrorInterface(call) {
			return nil
		}
		value = call
	}
	at := parents.Enclosing(value)
	switch at := at.(type) {
	case *ast.ReturnStmt:
		return value
	case *ast.SendStmt:
		if ast.Unparen(at.Value) == value {
			return value
		}
	}
	lhs, rhs := index.AssignmentSides(at)
	for i, l := range lhs {
		if o := f.pkg.Object(l); o != nil && ast.Unparen(rhs[i]) == value && types.Identical(o.Type(), index.ErrorType) {
			if _, once := f.pkg.OnlyAssignment(o); once || f.isReturned(value) {
				return value
			}
		}
	}
	return nil
}

// isReturned reports whether a value is assigned to a result variable and returned.
func (f *finder) isReturned(value ast.Expr) bool {
	fn := f.pkg.FunctionAt(value.Pos())
	if fn == nil {
		return false
	}
	found := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if r, ok := n.(*ast.ReturnStmt); ok && !found {
			found = slices.ContainsFunc(fn.ReturnedAt(r).Results, func(e ast.Expr) bool { return ast.Unparen(e) == value })
		}
		_, literal := n.(*ast.FuncLit)
		return !found && (!literal || n == fn.Node)
	})
	return found
}

// raisedFromVariable is raisedError for a value that is stored in a variable first: st := status.New(c, ""); return
// st.Err().
func (f *finder) raisedFromVariable(variable ast.Expr, parents index.Parents) ast.Expr {
	o := f.pkg.Object(variable)
	if o == nil {
		return nil
	}
	if _, once := f.pkg.OnlyAssignment(o); !once {
		return nil
	}
	var first ast.Expr
	for n := range parents {
		id, ok := n.(*ast.Ident)
		if !ok || f.pkg.Info.Uses[id] != o || first != nil && first.Pos() < id.Pos() {
			continue
		}
		if e := f.raisedError(id, parents); e != nil {
			first = e
		}
	}
	return first
}
