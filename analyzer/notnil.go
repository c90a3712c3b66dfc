package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/sites"
)

// isNotNil reports whether a group's error is certainly not nil at the group: its code is read through a pointer that
// is the error, or a test for nil encloses or precedes the group.
func (p *pass) isNotNil(g *sites.Group) bool {
	for _, s := range g.Sites {
		if s.Carrier != nil && p.readsError(s.Carrier) && testsCodesFirst(g) {
			return true
		}
	}
	failure := p.errorVariable(g)
	path := pathTo(bodyOf(g.Func), g.Node)
	for i := 1; i < len(path); i++ {
		if failure != nil && p.provesNotNil(path[i-1], path[i], failure) {
			return true
		}
	}
	return false
}

// testsCodesFirst reports whether a group tests its codes before anything else.
func testsCodesFirst(g *sites.Group) bool {
	switch n := g.Node.(type) {
	case *ast.IfStmt:
		return testsOnly(g, n.Cond)
	case *ast.SwitchStmt:
		if n.Tag != nil || len(n.Body.List) == 0 {
			return n.Tag != nil
		}
		first := n.Body.List[0].(*ast.CaseClause).List
		return len(first) > 0 && testsOnly(g, first[0])
	}
	return false
}

// readsError reports whether a carrier is a field of an error that is a pointer: reading it panics if the pointer is
// nil.
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
	failure, _ := errorType().Underlying().(*types.Interface)
	return pointer && types.Implements(t, failure)
}

// bodyOf returns the body of a function, nil for any other node.
func bodyOf(fn ast.Node) ast.Node {
	switch fn := fn.(type) {
	case *ast.FuncDecl:
		return fn.Body
	case *ast.FuncLit:
		return fn.Body
	}
	return nil
}

// provesNotNil reports whether the position of a node in its parent proves that a variable is not nil: the node is the
// body of a test for that, or follows an if statement that exits if the variable is nil. The variable must keep its
// value from there.
func (p *pass) provesNotNil(around, inside ast.Node, failure types.Object) bool {
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
		if i, ok := s.(*ast.IfStmt); ok && i.Else == nil && p.comparesNil(i.Cond, token.EQL, failure) && exits(i.Body) {
			guarded = true
		} else if p.assigns(s, failure) {
			guarded = false
		}
	}
	return false
}

// comparesNil reports whether a condition compares a variable with nil by an operator. It may test more: with && for
// !=, with || for ==.
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

// exits reports whether a block ends with a statement that skips the code after it.
func exits(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	switch b.List[len(b.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	}
	return false
}

// assigns reports whether a node assigns to a variable, or takes its address.
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
