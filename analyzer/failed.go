package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/sites"
)

// failed reports whether a group's error is surely not nil where the group stands: its code is read through a pointer
// that is the error, or a test for nil encloses or precedes the group.
func (p *pass) failed(g *sites.Group) bool {
	for _, s := range g.Sites {
		if s.Carrier != nil && p.readsError(s.Carrier) && asksFirst(g) {
			return true
		}
	}
	failure := p.failure(g)
	path := pathTo(bodyOf(g.Func), g.Node)
	for i := 1; i < len(path); i++ {
		if failure != nil && p.guards(path[i-1], path[i], failure) {
			return true
		}
	}
	return false
}

// asksFirst reports whether a group asks for its codes before it asks for anything else.
func asksFirst(g *sites.Group) bool {
	switch n := g.Node.(type) {
	case *ast.IfStmt:
		return asksOnly(g, n.Cond)
	case *ast.SwitchStmt:
		if n.Tag != nil || len(n.Body.List) == 0 {
			return n.Tag != nil
		}
		first := n.Body.List[0].(*ast.CaseClause).List
		return len(first) > 0 && asksOnly(g, first[0])
	}
	return false
}

// readsError reports whether a carrier is a field of an error that is a pointer: to read it of nil would panic.
func (p *pass) readsError(carrier ast.Expr) bool {
	sel, ok := ast.Unparen(carrier).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	t := p.Info.TypeOf(sel.X)
	if t == nil {
		return false
	}
	_, pointer := t.Underlying().(*types.Pointer)
	failure, _ := types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	return pointer && types.Implements(t, failure)
}

// bodyOf returns the body of a function.
func bodyOf(fn ast.Node) ast.Node {
	switch fn := fn.(type) {
	case *ast.FuncDecl:
		return fn.Body
	case *ast.FuncLit:
		return fn.Body
	}
	return nil
}

// guards reports whether the step from a node to the one inside it shows that a variable is not nil: the body of a
// test for that, or a statement behind one that leaves where it is nil. The variable must keep its value from there.
func (p *pass) guards(around, inside ast.Node, failure types.Object) bool {
	var list []ast.Stmt
	switch n := around.(type) {
	case *ast.IfStmt:
		return inside == n.Body && p.comparesNil(n.Cond, token.NEQ, failure) && !p.assigns(n.Body, failure)
	case *ast.BlockStmt:
		list = n.List
	case *ast.CaseClause:
		list = n.Body
	}
	guarded := false
	for _, s := range list {
		if s == inside {
			return guarded
		}
		if i, ok := s.(*ast.IfStmt); ok && i.Else == nil && p.comparesNil(i.Cond, token.EQL, failure) && leaves(i.Body) {
			guarded = true
		} else if p.assigns(s, failure) {
			guarded = false
		}
	}
	return false
}

// comparesNil reports whether a condition compares a variable with nil; what else it asks only narrows a !=.
func (p *pass) comparesNil(cond ast.Expr, op token.Token, failure types.Object) bool {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	switch {
	case !ok:
		return false
	case b.Op == token.LAND && op == token.NEQ:
		return p.comparesNil(b.X, op, failure) || p.comparesNil(b.Y, op, failure)
	case b.Op == token.LOR && op == token.EQL:
		return p.comparesNil(b.X, op, failure) || p.comparesNil(b.Y, op, failure)
	case b.Op != op:
		return false
	}
	x, ok := ast.Unparen(b.X).(*ast.Ident)
	y, isNil := ast.Unparen(b.Y).(*ast.Ident)
	return ok && isNil && y.Name == "nil" && p.Info.ObjectOf(x) == failure
}

// leaves reports whether a block ends by leaving what stands behind it.
func leaves(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	switch b.List[len(b.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	}
	return false
}

// assigns reports whether a node gives a variable another value, or hands out its address.
func (p *pass) assigns(in ast.Node, variable types.Object) bool {
	found := false
	is := func(e ast.Expr) {
		if id, ok := ast.Unparen(e).(*ast.Ident); ok && p.Info.ObjectOf(id) == variable {
			found = true
		}
	}
	ast.Inspect(in, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				is(l)
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				is(n.X)
			}
		}
		return !found
	})
	return found
}
