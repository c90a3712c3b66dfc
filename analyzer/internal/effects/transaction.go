package effects

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/sites"
)

// IsTransaction reports whether a call calls a method of a type that is listed as that of a database transaction.
func (c *Calls) IsTransaction(call *ast.CallExpr) bool {
	fn, ok := c.pkg.Callee(call).(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Signature().Recv() == nil {
		return false
	}
	owner := sites.TypeNameOf(fn.Signature().Recv().Type())
	if owner == nil {
		return false
	}
	known := c.bind.Set.Effects(fn.Pkg().Path())
	return known != nil && slices.Contains(known.Transactions, owner.Name())
}
