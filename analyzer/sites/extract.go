package sites

import (
	"go/ast"
	"go/types"
	"path"
	"slices"
)

// An extraction is what a function of this package takes out of one of its parameters: a code.
type extraction struct {
	param types.Object
	ties  []tie
}

// extractShape ties a function of this package every return of which is a carrier of one parameter, or nothing:
// codeOf(err), e.code().
func (f *finder) extractShape(e ast.Expr, depth int) *carrier {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return nil
	}
	fn := f.decls[f.callee(call)]
	x := f.extraction(fn)
	if x == nil {
		return nil
	}
	for _, p := range f.parameters(fn, call) {
		if p.param == x.param {
			return f.tied(e, x.ties, p.arg, depth)
		}
	}
	return nil
}

// extracting reports whether a call takes the code out of an error, and does nothing else with it.
func (f *finder) extracting(call *ast.CallExpr) bool {
	return f.extraction(f.decls[f.callee(call)]) != nil
}

// givesCode reports whether a function's first result may be a code: a string or a number.
func (f *finder) givesCode(fn *function) bool {
	if fn.typ.Results.NumFields() == 0 {
		return false
	}
	t := f.in.Info.TypeOf(fn.typ.Results.List[0].Type)
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&(types.IsString|types.IsInteger) != 0
}

// extraction reads a function's returns, once; nil where one of them is something else.
func (f *finder) extraction(fn *function) *extraction {
	if fn == nil || !f.givesCode(fn) {
		return nil
	}
	x, known := f.extractions[fn]
	if known {
		return x
	}
	f.extractions[fn] = nil // a function that asks itself
	x = &extraction{}
	ast.Inspect(fn.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if x != nil && (len(n.Results) == 0 || !f.extracts(x, fn, n.Results[0])) {
				x = nil
			}
		}
		return x != nil
	})
	if x == nil || x.param == nil {
		return nil
	}
	f.extractions[fn] = x
	return x
}

// extracts adds what one return gives, and reports whether it is a carrier of the same parameter, or nothing.
func (f *finder) extracts(x *extraction, fn *function, result ast.Expr) bool {
	if n, ok := f.names(result); ok {
		return !n.isInt && n.text == "" || n.isInt && n.number == 0
	}
	c := f.carrier(result)
	if c == nil || c.root == nil || x.param != nil && x.param != c.root || !slices.Contains(f.paramsOf(fn), c.root) {
		return false
	}
	if slices.ContainsFunc(c.ties, func(t tie) bool { return t.learned != nil }) {
		return false // whose code it is, the call that the error came from says
	}
	x.param = c.root
	if len(x.ties) > 0 && !sameTies(x.ties, c.ties) {
		x.ties = listedOnly(x.ties)
		for _, t := range listedOnly(c.ties) {
			x.ties = appendTie(x.ties, t)
		}
		return true
	}
	x.ties = c.ties
	return true
}

// listedOnly returns ties that claim what their catalogs list, and no other code.
func listedOnly(ties []tie) []tie {
	out := make([]tie, len(ties))
	for i, t := range ties {
		t.listed = true
		out[i] = t
	}
	return out
}

// unwraps reports whether a function gives the error in an error: of package errors, or of one that is called so.
func unwraps(importPath, name string) bool {
	if path.Base(importPath) != "errors" {
		return false
	}
	return name == "Unwrap" || name == "AsType" && importPath == "errors" || name == "Cause" && importPath != "errors"
}
