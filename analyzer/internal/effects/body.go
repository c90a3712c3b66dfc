package effects

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
)

// bodyEffect returns what the body of a function does on any of its paths. An assignment to a variable that is not
// the function's own is a change.
func (c *Calls) bodyEffect(fn *index.Function, depth int) Effect {
	if depth == 0 {
		return Changed | Waited
	}
	if e, ok := c.bodies[fn]; ok {
		return e
	}
	c.bodies[fn] = 0 // for recursive calls
	var sum Effect
	returned := map[*ast.FuncLit]bool{} // literals that are returned, and so not called here
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if c.dead[n] || c.single && sum&(Changed|Waited) == Changed|Waited {
			return false
		}
		switch n := n.(type) {
		case *ast.ReturnStmt:
			addReturnedLiterals(returned, n)
		case *ast.FuncLit:
			return !returned[n]
		case *ast.ExprStmt:
			if c.pkg.NonBlocking[n] {
				return false // a receive in a select with a default case
			}
		case *ast.CallExpr:
			sum |= c.OfCall(n, depth-1)
		case *ast.UnaryExpr:
			if n.Op == token.ARROW && !c.IsReady(n.X) {
				sum |= Waited
			}
		case *ast.SendStmt, *ast.GoStmt:
			sum |= Changed
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				if n.Tok != token.DEFINE && !c.isLocal(fn, l) && !c.isTimeVariable(l) {
					sum |= Changed
				}
			}
		}
		return true
	})
	c.bodies[fn] = sum
	return sum
}

// addReturnedLiterals adds the function literals that a statement returns.
func addReturnedLiterals(returned map[*ast.FuncLit]bool, r *ast.ReturnStmt) {
	for _, e := range r.Results {
		if lit, ok := ast.Unparen(e).(*ast.FuncLit); ok {
			returned[lit] = true
		}
	}
}

// isTimeVariable reports whether an assignment's target is a variable with a type of package time. A function that waits
// often computes its next wait in such a variable; this is not a recovery.
func (c *Calls) isTimeVariable(target ast.Expr) bool {
	v, ok := c.pkg.Object(target).(*types.Var)
	return ok && index.IsTime(v.Type())
}

// isLocal reports whether an assignment's target is blank or a variable declared in fn.
func (c *Calls) isLocal(fn *index.Function, target ast.Expr) bool {
	id, ok := ast.Unparen(target).(*ast.Ident)
	if !ok {
		return false
	}
	if id.Name == "_" {
		return true
	}
	o := c.pkg.Object(id)
	return o != nil && fn.Node.Pos() <= o.Pos() && o.Pos() <= fn.Node.End()
}
