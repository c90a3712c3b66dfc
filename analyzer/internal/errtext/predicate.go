package errtext

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/errflow"
	"github.com/errls/errls/analyzer/internal/index"
)

// predicateWays returns the ways of the error that a predicate func(error) bool gets, if the package only passes it as an
// argument, each time together with one function literal that returns an error, as in retry.OnError(backoff, isBusy, func()
// error {…}). It returns nil for any other function.
func (f *Finder) predicateWays(fn *index.Function) []errflow.Way {
	d, ok := fn.Node.(*ast.FuncDecl)
	if !ok || d.Recv != nil || fn.IsExported() {
		return nil
	}
	o := f.pkg.Info.Defs[d.Name]
	sig, ok := o.Type().(*types.Signature)
	if !ok || sig.Params().Len() != 1 || !types.Identical(sig.Params().At(0).Type(), index.ErrorType) || len(f.pkg.Calls[o]) > 0 {
		return nil
	}
	var ways []errflow.Way
	passed := 0
	for _, decls := range f.pkg.NodesByFile {
		index.EachNode(decls, func(at *index.NodeInfo) {
			call, ok := at.Node.(*ast.CallExpr)
			if !ok || !f.passes(call, o) {
				return
			}
			if op := f.operation(call); op != nil {
				passed++
				ways = append(ways, f.trace.ResultWays(op, op.ErrorResult())...)
			}
		})
	}
	uses := 0
	for _, used := range f.pkg.Info.Uses {
		if used == o {
			uses++
		}
	}
	if passed != uses {
		return nil
	}
	return ways
}

// passes reports whether a function is an argument of a call.
func (f *Finder) passes(call *ast.CallExpr, fn types.Object) bool {
	for _, arg := range call.Args {
		if f.pkg.Named(arg) == fn {
			return true
		}
	}
	return false
}

// operation returns the function literal among the arguments of a call; nil if there is none or more than one, or if it
// returns no error.
func (f *Finder) operation(call *ast.CallExpr) *index.Function {
	var op *index.Function
	for _, arg := range call.Args {
		lit, ok := ast.Unparen(arg).(*ast.FuncLit)
		if !ok {
			continue
		}
		if op != nil {
			return nil
		}
		op = f.pkg.Functions[lit]
	}
	if op == nil || op.ErrorResult() < 0 {
		return nil
	}
	return op
}
