package errtext

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
)

// expand calls visit for each constant that a search looks for: the elements of the list over which the program ranges, and,
// for a parameter, the arguments of all calls of the function in the package. If the error is a parameter too, it is
// replaced by the argument of the same call.
func (f *Finder) expand(s textSearch, depth int, visit func(textSearch)) {
	if _, ok := f.bind.CodeExpr(s.constant); ok || depth == 0 {
		visit(s)
		return
	}
	list := f.pkg.ListOf(s.constant)
	s.test, s.text.direct = nil, false
	if list == nil {
		f.expandParam(s, s.constant, func(at textSearch, args []ast.Expr) {
			for _, arg := range args {
				at.constant = arg
				f.expand(at, depth-1, visit)
			}
		})
		return
	}
	if elements := f.elements(list); elements != nil {
		for _, e := range elements {
			s.constant = e
			f.expand(s, depth-1, visit)
		}
		return
	}
	f.expandParam(s, list, func(at textSearch, args []ast.Expr) {
		for _, arg := range args {
			elements := []ast.Expr{arg}
			if f.isList(arg) {
				elements = f.elements(arg)
			}
			for _, e := range elements {
				at.constant = e
				f.expand(at, depth-1, visit)
			}
		}
	})
}

// elements returns the elements of a list that is written as a composite literal, also if a variable that is never changed
// contains it. It returns nil for any other list.
func (f *Finder) elements(list ast.Expr) []ast.Expr {
	o := f.pkg.Object(list)
	if a, ok := f.pkg.OnlyAssignment(o); ok {
		list = a.RHS
	} else if value := f.pkg.Globals[o]; value != nil && len(f.pkg.Assignments[o]) == 0 {
		list = value
	}
	lit, ok := ast.Unparen(list).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	var elements []ast.Expr
	for _, e := range lit.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			if e = pair.Value; index.IsMap(f.pkg.Info.TypeOf(lit)) {
				e = pair.Key
			}
		}
		elements = append(elements, e)
	}
	return elements
}

// isList reports whether an expression is a slice or an array.
func (f *Finder) isList(e ast.Expr) bool {
	t := f.pkg.Info.TypeOf(e)
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Slice, *types.Array:
		return true
	}
	return false
}

// expandParam calls visit for each call of the function whose parameter an expression is, with the arguments for the
// parameter and the search as the caller sees it.
func (f *Finder) expandParam(s textSearch, param ast.Expr, visit func(textSearch, []ast.Expr)) {
	v := f.pkg.Object(param)
	if v == nil {
		return
	}
	fn := s.fn
	for fn != nil && !fn.IsParam(v) {
		fn = fn.Outer
	}
	if fn == nil || len(f.pkg.Assignments[v]) != 1 {
		return
	}
	err := f.pkg.Object(s.text.err)
	for _, c := range f.pkg.Callers(fn) {
		if c.Func == nil || c.Func == fn {
			continue
		}
		at := s
		if err != nil && fn.IsParam(err) {
			from := arguments(fn, c.Call, err)
			if len(from) != 1 {
				continue
			}
			at.fn, at.text.err = c.Func, from[0]
		}
		visit(at, arguments(fn, c.Call, v))
	}
}

// arguments returns the arguments of a call for a parameter: several for the last parameter of a variadic function.
func arguments(fn *index.Function, call *ast.CallExpr, param types.Object) []ast.Expr {
	for _, a := range fn.Arguments(call) {
		if a.Param != param {
			continue
		}
		for i, arg := range call.Args {
			if params := fn.Params(); arg == a.Arg && params[len(params)-1] == param {
				return call.Args[i:]
			}
		}
		return []ast.Expr{a.Arg}
	}
	return nil
}
