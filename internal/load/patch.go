package load

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A call into a package that is not known has no type, and then neither has the error that it returns: what an
// assertion or errors.As does with it would be lost. For the time of one check such a call is replaced by
// a call of a function that takes anything and returns an error last. The arguments, and the function itself as
// the first of them, keep their types, and afterwards the syntax tree is as it was.

// maxPatches bounds how often a package is checked again: one mended call may uncover another.
const maxPatches = 3

// maxResults bounds the number of results that such a call may have.
const maxResults = 6

// stand-in functions are named by their number of results; the dot keeps clear of the program's names.
func standIn(results int) string { return "errls·" + "0123456789"[results:results+1] }

// declareUnknown declares the stand-in functions in a package that is to be checked.
func declareUnknown(pkg *types.Package) {
	anything := types.NewSlice(types.Universe.Lookup("any").Type())
	params := types.NewTuple(types.NewVar(token.NoPos, pkg, "", anything))
	for n := 1; n <= maxResults; n++ {
		results := make([]*types.Var, n)
		for i := range results {
			results[i] = types.NewVar(token.NoPos, pkg, "", types.Typ[types.Invalid])
		}
		results[n-1] = types.NewVar(token.NoPos, pkg, "", types.Universe.Lookup("error").Type())
		signature := types.NewSignatureType(nil, nil, nil, params, types.NewTuple(results...), true)
		pkg.Scope().Insert(types.NewFunc(token.NoPos, pkg, standIn(n), signature))
	}
}

// A patch is one call that is to be replaced.
type patch struct {
	call    *ast.CallExpr
	results int
	fun     ast.Expr
	args    []ast.Expr
}

func (c *patch) apply() {
	c.fun, c.args = c.call.Fun, c.call.Args
	c.call.Fun = &ast.Ident{NamePos: c.fun.Pos(), Name: standIn(c.results)}
	c.call.Args = append([]ast.Expr{c.fun}, c.args...)
}

func (c *patch) restore() { c.call.Fun, c.call.Args = c.fun, c.args }

// findPatches finds the assignments and definitions of one call without a type whose last variable is an error
// by its name or by its use, and has no type.
func findPatches(files []*ast.File, info *types.Info) []*patch {
	var patches []*patch
	for _, file := range files {
		used := errorUses(file, info)
		ast.Inspect(file, func(n ast.Node) bool {
			var left, right []ast.Expr
			switch n := n.(type) {
			case *ast.AssignStmt:
				left, right = n.Lhs, n.Rhs
			case *ast.ValueSpec:
				if n.Type == nil {
					right = n.Values
					for _, name := range n.Names {
						left = append(left, name)
					}
				}
			}
			if len(right) == 1 && len(left) > 0 && len(left) <= maxResults {
				if call := untypedCall(right[0], info); call != nil && isError(left, info, used) {
					patches = append(patches, &patch{call: call, results: len(left)})
				}
			}
			return true
		})
	}
	return patches
}

// untypedCall returns the call that an expression is, if the checker found no type for it.
func untypedCall(e ast.Expr, info *types.Info) *ast.CallExpr {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return nil
	}
	if t := info.Types[call].Type; t != nil && t != types.Typ[types.Invalid] {
		return nil
	}
	return call
}

// isError reports whether the last variable has no type and is an error all the same.
func isError(left []ast.Expr, info *types.Info, used map[types.Object]errorUse) bool {
	id, ok := left[len(left)-1].(*ast.Ident)
	if !ok || id.Name == "_" {
		return false
	}
	obj := info.ObjectOf(id)
	if obj == nil || obj.Type() != types.Typ[types.Invalid] {
		return false
	}
	if _, ok := obj.(*types.Var); !ok {
		return false
	}
	use := used[obj]
	return namedError(id.Name) || use == asError || use == comparedWithNil && len(left) > 1
}

// namedError reports whether a variable is called what errors are called.
func namedError(name string) bool {
	lower := strings.ToLower(name)
	return lower == "e" || strings.HasPrefix(lower, "err") || strings.HasSuffix(name, "Err") ||
		strings.HasSuffix(name, "Error")
}

// errorUse says how a variable without a type is used.
type errorUse int

const (
	comparedWithNil errorUse = iota + 1
	asError                  // asserted, or handed to a function that takes an error first
)

// errorUses finds how the variables of a file that have no type are used.
func errorUses(file *ast.File, info *types.Info) map[types.Object]errorUse {
	used := map[types.Object]errorUse{}
	note := func(e ast.Expr, use errorUse) {
		id, ok := ast.Unparen(e).(*ast.Ident)
		if !ok {
			return
		}
		if obj := info.Uses[id]; obj != nil && obj.Type() == types.Typ[types.Invalid] {
			used[obj] = max(used[obj], use)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if isNil(n.Y) {
				note(n.X, comparedWithNil)
			}
			if isNil(n.X) {
				note(n.Y, comparedWithNil)
			}
		case *ast.TypeAssertExpr:
			note(n.X, asError)
		case *ast.CallExpr:
			noteArguments(n, info, note)
		case *ast.ReturnStmt:
			if len(n.Results) > 1 {
				note(n.Results[len(n.Results)-1], comparedWithNil)
			}
		}
		return true
	})
	return used
}

// noteArguments notes the arguments of a call whose parameters are errors.
func noteArguments(call *ast.CallExpr, info *types.Info, note func(ast.Expr, errorUse)) {
	if f, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && f.Sel.Name == "Error" && len(call.Args) == 0 {
		note(f.X, asError)
		return
	}
	signature, ok := info.TypeOf(call.Fun).(*types.Signature)
	if !ok {
		return
	}
	for i := 0; i < signature.Params().Len() && i < len(call.Args); i++ {
		if signature.Params().At(i).Type() == types.Universe.Lookup("error").Type() {
			note(call.Args[i], asError)
		}
	}
}

func isNil(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "nil"
}
