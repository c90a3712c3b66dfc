package find

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
	"github.com/errls/errls/catalog"
)

// madeByCall finds a code handed to a function of a bound package: status.Error(codes.NotFound, …). A bound constant
// says by itself what it is; a literal has to stand where a catalog says that the function takes its code.
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

// A makerCall is a call that puts a code into an error.
type makerCall struct {
	site *sites.Site
	fn   *index.Function
	call *ast.CallExpr
}

// maker returns what a catalog says of a function that makes an error with a code in its argument at an index, and the
// tie that it makes.
func (f *finder) makerOf(callee *types.Func, at int) (*catalog.Helper, bind.Tie) {
	name := sites.HelperName(callee)
	for _, bound := range f.bind.Set.Package(callee.Pkg().Path()) {
		for i := range bound.Binding.Helpers {
			if h := &bound.Binding.Helpers[i]; h.Error < 0 && h.Arg == at && h.At == name {
				return h, bind.Tie{Cat: bound.Catalog, Binding: bound.Binding, Shared: bound.Binding.Shared}
			}
		}
	}
	return nil, bind.Tie{}
}

// raise says of every code that a function puts into an error where that becomes the error that the program goes on
// with.
func (f *finder) setRaised() {
	above := index.ParentCache{}
	for _, m := range f.makers {
		if m.fn == nil {
			continue
		}
		parents := above.Of(m.fn)
		m.site.Raised = f.raisedError(m.call, parents)
		lhs, rhs := index.AssignmentSides(parents.Enclosing(m.call))
		for i, l := range lhs {
			if m.site.Raised == nil && ast.Unparen(rhs[i]) == m.call {
				m.site.Raised = f.raisedFromVariable(l, parents)
			}
		}
	}
}

// raised returns the error that a value is or turns into at once, where that is returned, sent, or all that an error's
// variable ever holds; else nil.
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
			if _, once := f.pkg.OnlyAssignment(o); once {
				return value
			}
		}
	}
	return nil
}

// raisedLater is raised for a value that a variable keeps: st := status.New(c, ""); return st.Err().
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
