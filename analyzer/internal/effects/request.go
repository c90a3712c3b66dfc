package effects

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// BuildsRequest reports whether a call builds an HTTP request: it returns one, and an error at most. If it calls a method,
// the method is one of this package and sets nothing in its receiver, such as the next address of a list.
func (c *Calls) BuildsRequest(call *ast.CallExpr) bool {
	fn, ok := c.pkg.Callee(call).(*types.Func)
	if !ok {
		return false
	}
	results := fn.Signature().Results()
	if n := results.Len(); n == 0 || n > 2 || n == 2 && !types.Identical(results.At(1).Type(), index.ErrorType) {
		return false
	}
	tn := sites.TypeNameOf(results.At(0).Type())
	if tn == nil || tn.Pkg() == nil || tn.Pkg().Path() != "net/http" || tn.Name() != "Request" {
		return false
	}
	if fn.Signature().Recv() == nil || fn.Pkg() != nil && fn.Pkg().Path() == "net/http" {
		return true
	}
	body := c.pkg.CalledFunction(call)
	return body != nil && !c.setsOwn(body)
}

// Advances reports whether a call calls a function of this package that increments a field or a variable which is not its own,
// as one does that returns the next of several addresses.
func (c *Calls) Advances(call *ast.CallExpr) bool {
	fn := c.pkg.CalledFunction(call)
	if fn == nil {
		return false
	}
	found := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if x, ok := n.(*ast.IncDecStmt); ok {
			found = found || c.isOutside(fn, x.X)
		}
		return !found
	})
	return found
}

// decodesIntoShared reports whether a call gets the address of a package-level variable, or of a part of what a pointer points
// to, as one does that decodes a token into a field of the client.
func (c *Calls) decodesIntoShared(call *ast.CallExpr) bool {
	for _, arg := range call.Args {
		x, ok := ast.Unparen(arg).(*ast.UnaryExpr)
		if !ok || x.Op != token.AND {
			continue
		}
		id := baseIdent(x.X)
		if id == nil {
			return true
		}
		o := c.pkg.Object(id)
		if o == nil || index.IsPackageVar(o) {
			return true
		}
		if _, pointer := o.Type().Underlying().(*types.Pointer); pointer {
			return true
		}
	}
	return false
}

// setsOwn reports whether a method changes its receiver or a variable outside of it by an assignment.
func (c *Calls) setsOwn(fn *index.Function) bool {
	found := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				found = found || c.isOutside(fn, l)
			}
		case *ast.IncDecStmt:
			found = found || c.isOutside(fn, n.X)
		}
		return !found
	})
	return found
}

// isOutside reports whether a target of an assignment belongs to the receiver of a function, or to a variable outside of it.
func (c *Calls) isOutside(fn *index.Function, target ast.Expr) bool {
	id, receiver := baseIdent(target), fn.Params()[0]
	return id == nil || receiver != nil && c.pkg.Object(id) == receiver || !c.isLocal(fn, id)
}

// baseIdent returns the identifier of the variable to which a target of an assignment belongs: req for req.Header["a"]. It
// returns nil if there is none.
func baseIdent(e ast.Expr) *ast.Ident {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		default:
			return nil
		}
	}
}
