package bind

import (
	"go/ast"
	"go/types"
	"path"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
)

// An extraction describes a function of this package that returns the code of the error in one of its parameters.
type extraction struct {
	param types.Object // the parameter or receiver
	ties  []Tie        // of the code
}

// extractShape returns the carrier of a call such as codeOf(err) or e.code(): of a function of this package each of whose
// return statements returns the code of the same parameter, or a zero value.
func (b *Binder) extractShape(e ast.Expr, depth int) *Carrier {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return nil
	}
	fn := b.pkg.Decls[b.pkg.Callee(call)]
	x := b.extraction(fn)
	if x == nil {
		return nil
	}
	for _, p := range fn.Arguments(call) {
		if p.Param == x.param {
			return b.newCarrier(e, x.ties, p.Arg, depth)
		}
	}
	return nil
}

// ExtractsCode reports whether a call calls a function of this package that returns the code of a parameter or a zero value
// on every path.
func (b *Binder) ExtractsCode(call *ast.CallExpr) bool {
	return b.extraction(b.pkg.Decls[b.pkg.Callee(call)]) != nil
}

// mayReturnCode reports whether a function's first result may be a code: a string or an integer.
func (b *Binder) mayReturnCode(fn *index.Function) bool {
	if fn.Type.Results.NumFields() == 0 {
		return false
	}
	t := b.pkg.Info.TypeOf(fn.Type.Results.List[0].Type)
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&(types.IsString|types.IsInteger) != 0
}

// extraction returns the extraction of a function, or nil if it is not one. It reads each function once.
func (b *Binder) extraction(fn *index.Function) *extraction {
	if fn == nil || !b.mayReturnCode(fn) {
		return nil
	}
	x, known := b.extractions[fn]
	if known {
		return x
	}
	b.extractions[fn] = nil // for a recursive call
	x = &extraction{}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			operands := returnedOperands(fn, n)
			// In code that does not compile, a return statement may have no operand.
			if x != nil && (len(operands) == 0 || !b.addReturn(x, fn, operands[0], index.MaxDepth)) {
				x = nil
			}
		}
		return x != nil
	})
	if x == nil || x.param == nil {
		return nil
	}
	b.extractions[fn] = x
	return x
}

// addReturn adds the first result of a return statement to x. It reports whether the result is the code of the same
// parameter as before, a zero value, or a variable that is set to such values only. Depth limits how many assignments it
// follows.
func (b *Binder) addReturn(x *extraction, fn *index.Function, result ast.Expr, depth int) bool {
	if n, ok := b.CodeExpr(result); ok {
		return isZero(n)
	}
	c := b.Carrier(result)
	if c == nil {
		return b.addReturnedVariable(x, fn, result, depth)
	}
	if c.Root == nil || x.param != nil && x.param != c.Root || !slices.Contains(fn.Params(), c.Root) {
		return false
	}
	if slices.ContainsFunc(c.Ties, func(t Tie) bool { return t.Learned != nil && t.Shared }) {
		return false // only the caller of fn knows from which package's call the error came
	}
	x.param = c.Root
	if len(x.ties) > 0 && !SameTies(x.ties, c.Ties) {
		x.ties = listedOnly(x.ties)
		for _, t := range listedOnly(c.Ties) {
			x.ties = AppendTie(x.ties, t)
		}
		return true
	}
	x.ties = c.Ties
	return true
}

// addReturnedVariable is addReturn for a variable that is declared in the function.
func (b *Binder) addReturnedVariable(x *extraction, fn *index.Function, result ast.Expr, depth int) bool {
	o, ok := b.pkg.Object(result).(*types.Var)
	if !ok || depth == 0 || o.Pos() < fn.Type.Params.End() || fn.Body.End() < o.Pos() {
		return false
	}
	for _, a := range b.pkg.Assignments[o] {
		if a.RHS == nil || a.Index != 0 || !b.addReturn(x, fn, a.RHS, depth-1) {
			return false
		}
	}
	return true
}

// listedOnly returns a copy of ties with ListedOnly set.
func listedOnly(ties []Tie) []Tie {
	out := make([]Tie, len(ties))
	for i, t := range ties {
		t.ListedOnly = true
		out[i] = t
	}
	return out
}

// isUnwrapFunc reports whether a function returns the error that its argument wraps: a function of package errors, or of
// another package with that name, such as github.com/pkg/errors.
func isUnwrapFunc(importPath, name string) bool {
	if path.Base(importPath) != "errors" {
		return false
	}
	return name == "Unwrap" || name == "AsType" && importPath == "errors" || name == "Cause" && importPath != "errors"
}
