package index

import (
	"go/ast"
)

// ListOf returns the list whose elements an expression takes: the expression is the variable of a range over the list,
// the parameter of a function literal that slices.ContainsFunc or slices.IndexFunc calls, or an index expression. For a
// map, the elements are the keys. ListOf returns nil for any other expression.
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

// indexRange records which variable of a range statement takes the elements: the value for a list, the key for a map.
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

// indexSearch records the parameter of the function literal that slices.ContainsFunc or slices.IndexFunc calls with each
// element.
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

// indexFilled records that an assignment to an index expression, such as codes["A"] = true, changes a list or map.
func (p *Package) indexFilled(target ast.Expr) {
	if x, ok := ast.Unparen(target).(*ast.IndexExpr); ok {
		if o := p.Object(x.X); o != nil {
			p.lists.filled[o] = true
		}
	}
}
