package sites

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/catalog"
)

// madeByCall finds a code handed to a function of a bound package: status.Error(codes.NotFound, …). A bound constant
// says by itself what it is; a literal has to stand where a catalog says that the function takes its code.
func (f *finder) madeByCall(fn *function, call *ast.CallExpr, o types.Object) {
	callee, ok := o.(*types.Func)
	if !ok || !f.b.packages[callee.Pkg()] {
		return
	}
	for i, arg := range call.Args {
		n, ok := f.names(arg)
		if !ok {
			continue
		}
		helper, own := f.maker(callee, i)
		switch {
		case n.known != nil:
			f.add(Made, n, nil, fn, nil)
		case helper != nil && n.text != "" && (!n.isInt || lookup(own.cat, n) != nil):
			f.add(Made, n, &carrier{expr: arg, ties: []tie{own}, call: call}, fn, nil)
		}
		if s := f.byExpr[n.expr]; s != nil && helper != nil && s.Role == Made {
			s.Maker = helper
			f.makers = append(f.makers, makerCall{s, fn, call})
		}
	}
}

// A makerCall is a call that puts a code into an error.
type makerCall struct {
	site *Site
	fn   *function
	call *ast.CallExpr
}

// maker returns what a catalog says of a function that makes an error with a code in its argument at an index, and the
// tie that it makes.
func (f *finder) maker(callee *types.Func, at int) (*catalog.Helper, tie) {
	name := HelperName(callee)
	for _, bound := range f.in.Set.Package(callee.Pkg().Path()) {
		for i := range bound.Binding.Helpers {
			if h := &bound.Binding.Helpers[i]; h.Error < 0 && h.Arg == at && h.At == name {
				return h, tie{cat: bound.Catalog, binding: bound.Binding, shared: bound.Binding.Shared}
			}
		}
	}
	return nil, tie{}
}

// raise says of every code that a function puts into an error where that becomes the error that the program goes on
// with.
func (f *finder) raise() {
	above := ancestors{}
	for _, m := range f.makers {
		if m.fn == nil {
			continue
		}
		parents := above.of(m.fn)
		m.site.Raised = f.raised(m.call, parents)
		lhs, rhs := assigned(outer(parents, m.call))
		for i, l := range lhs {
			if m.site.Raised == nil && ast.Unparen(rhs[i]) == m.call {
				m.site.Raised = f.raisedLater(l, parents)
			}
		}
	}
}

// raised returns the error that a value is or turns into at once, where that is returned, sent, or all that an error's
// variable ever holds; else nil.
func (f *finder) raised(value ast.Expr, parents map[ast.Node]ast.Node) ast.Expr {
	if !f.isPlainError(value) {
		sel, ok := outer(parents, value).(*ast.SelectorExpr)
		if !ok {
			return nil
		}
		call, ok := outer(parents, sel).(*ast.CallExpr)
		if !ok || ast.Unparen(call.Fun) != sel || !f.isPlainError(call) {
			return nil
		}
		value = call
	}
	at := outer(parents, value)
	switch at := at.(type) {
	case *ast.ReturnStmt:
		return value
	case *ast.SendStmt:
		if ast.Unparen(at.Value) == value {
			return value
		}
	}
	lhs, rhs := assigned(at)
	for i, l := range lhs {
		if o := f.object(l); o != nil && ast.Unparen(rhs[i]) == value && types.Identical(o.Type(), errorType) {
			if _, once := f.only(o); once {
				return value
			}
		}
	}
	return nil
}

// raisedLater is raised for a value that a variable keeps: st := status.New(c, ""); return st.Err().
func (f *finder) raisedLater(variable ast.Expr, parents map[ast.Node]ast.Node) ast.Expr {
	o := f.object(variable)
	if o == nil {
		return nil
	}
	if _, once := f.only(o); !once {
		return nil
	}
	var first ast.Expr
	for n := range parents {
		id, ok := n.(*ast.Ident)
		if !ok || f.in.Info.Uses[id] != o || first != nil && first.Pos() < id.Pos() {
			continue
		}
		if e := f.raised(id, parents); e != nil {
			first = e
		}
	}
	return first
}

// isPlainError reports whether an expression has the type error itself, which can be nil.
func (f *finder) isPlainError(e ast.Expr) bool {
	t := f.in.Info.TypeOf(e)
	return t != nil && types.Identical(t, errorType)
}
