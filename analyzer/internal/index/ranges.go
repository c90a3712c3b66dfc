package index

import (
	"go/ast"
)

// indexRange notes what a range takes its elements from: a map's keys, or a list's values.
func (p *Package) indexRange(s *ast.RangeStmt) {
	item := s.Value
	if t := p.Info.TypeOf(s.X); t != nil && IsMap(t) {
		item = s.Key
	}
	if item == nil {
		return
	}
	if o := p.Object(item); o != nil {
		p.lists.ranged[o] = s.X
	}
}

// indexSearch notes what slices.ContainsFunc and slices.IndexFunc hand to a function literal.
func (p *Package) indexSearch(call *ast.CallExpr) {
	lit, ok := ast.Unparen(call.Args[1]).(*ast.FuncLit)
	if !ok || !p.IsCallTo(call, "slices", "ContainsFunc") && !p.IsCallTo(call, "slices", "IndexFunc") {
		return
	}
	for _, field := range lit.Type.Params.List {
		for _, name := range field.Names {
			if o := p.Object(name); o != nil {
				p.lists.ranged[o] = call.Args[0]
			}
		}
	}
}

// indexFilled notes that a list or map gets an element: codes["A"] = true.
func (p *Package) indexFilled(target ast.Expr) {
	if x, ok := ast.Unparen(target).(*ast.IndexExpr); ok {
		if o := p.Object(x.X); o != nil {
			p.lists.filled[o] = true
		}
	}
}

// ListOf returns the list that an expression is an element of: the variable of a range, or an index; nil for none.
func (p *Package) ListOf(e ast.Expr) ast.Expr {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return p.lists.ranged[p.Object(e)]
	case *ast.IndexExpr:
		if t := p.Info.TypeOf(e.X); t != nil && !IsMap(t) {
			return e.X
		}
	}
	return nil
}
