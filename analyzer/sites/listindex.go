package sites

import "go/ast"

// indexRange notes what a range takes its elements from: a map's keys, or a list's values.
func (f *finder) indexRange(s *ast.RangeStmt) {
	item := s.Value
	if t := f.in.Info.TypeOf(s.X); t != nil && isMap(t) {
		item = s.Key
	}
	if item == nil {
		return
	}
	if o := f.object(item); o != nil {
		f.ranged[o] = s.X
	}
}

// indexSearch notes what slices.ContainsFunc and slices.IndexFunc hand to a function literal.
func (f *finder) indexSearch(call *ast.CallExpr) {
	lit, ok := ast.Unparen(call.Args[1]).(*ast.FuncLit)
	if !ok || !f.isFunc(call, "slices", "ContainsFunc") && !f.isFunc(call, "slices", "IndexFunc") {
		return
	}
	for _, field := range lit.Type.Params.List {
		for _, name := range field.Names {
			if o := f.object(name); o != nil {
				f.ranged[o] = call.Args[0]
			}
		}
	}
}

// indexFilled notes that a list or map gets an element: codes["A"] = true.
func (f *finder) indexFilled(target ast.Expr) {
	if x, ok := ast.Unparen(target).(*ast.IndexExpr); ok {
		if o := f.object(x.X); o != nil {
			f.filled[o] = true
		}
	}
}

// elementOf returns the list that an expression is an element of: the variable of a range, or an index; nil for none.
func (f *finder) elementOf(e ast.Expr) ast.Expr {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return f.ranged[f.object(e)]
	case *ast.IndexExpr:
		if t := f.in.Info.TypeOf(e.X); t != nil && !isMap(t) {
			return e.X
		}
	}
	return nil
}
