package bind

import (
	"go/ast"
	"go/types"
	"path"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
)

// An extraction is what a function of this package takes out of one of its parameters: a code.
type extraction struct {
	param types.Object
	ties  []Tie
}

// extractShape ties a function of this package every return of which is a carrier of one parameter, or nothing:
// codeOf(err), e.code().
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

// ExtractsCode reports whether a call takes the code out of an error, and does nothing else with it.
func (b *Binder) ExtractsCode(call *ast.CallExpr) bool {
	return b.extraction(b.pkg.Decls[b.pkg.Callee(call)]) != nil
}

// givesCode reports whether a function's first result may be a code: a string or a number.
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

// extraction reads a function's returns, once; nil where one of them is something else.
func (b *Binder) extraction(fn *index.Function) *extraction {
	if fn == nil || !b.mayReturnCode(fn) {
		return nil
	}
	x, known := b.extractions[fn]
	if known {
		return x
	}
	b.extractions[fn] = nil // a function that asks itself
	x = &extraction{}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if x != nil && (len(n.Results) == 0 || !b.addReturn(x, fn, n.Results[0])) {
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

// extracts adds what one return gives, and reports whether it is a carrier of the same parameter, or nothing.
func (b *Binder) addReturn(x *extraction, fn *index.Function, result ast.Expr) bool {
	if n, ok := b.CodeExpr(result); ok {
		return !n.IsInt && n.Text == "" || n.IsInt && n.Number == 0
	}
	c := b.Carrier(result)
	if c == nil || c.Root == nil || x.param != nil && x.param != c.Root || !slices.Contains(fn.Params(), c.Root) {
		return false
	}
	if slices.ContainsFunc(c.Ties, func(t Tie) bool { return t.Learned != nil }) {
		return false // whose code it is, the call that the error came from says
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

// listedOnly returns ties that claim what their catalogs list, and no other code.
func listedOnly(ties []Tie) []Tie {
	out := make([]Tie, len(ties))
	for i, t := range ties {
		t.ListedOnly = true
		out[i] = t
	}
	return out
}

// unwraps reports whether a function gives the error in an error: of package errors, or of one that is called so.
func isUnwrapFunc(importPath, name string) bool {
	if path.Base(importPath) != "errors" {
		return false
	}
	return name == "Unwrap" || name == "AsType" && importPath == "errors" || name == "Cause" && importPath != "errors"
}
