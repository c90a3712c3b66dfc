package index

import (
	"go/ast"
	"go/types"
)

// asFunctions are the functions that do what errors.As does, by import path and name, with the index of the error among
// their arguments. The target follows it.
var asFunctions = map[string]int{
	"errors.As":                                   0,
	"golang.org/x/xerrors.As":                     0,
	"github.com/pkg/errors.As":                    0,
	"github.com/cockroachdb/errors.As":            0,
	"github.com/stretchr/testify/assert.ErrorAs":  1,
	"github.com/stretchr/testify/require.ErrorAs": 1,
}

// IsErrorsPackage reports whether an import path is that of package errors, or of a package that declares the same
// functions Is and As.
func IsErrorsPackage(path string) bool {
	_, ok := asFunctions[path+".As"]
	return ok
}

// AsCall returns the error and the target of a call of errors.As, of a function of another package that does the same, or
// of a function of this package that only passes its parameters on to such a function. Ok is false for any other call.
func (p *Package) AsCall(call *ast.CallExpr) (err, target ast.Expr, ok bool) {
	at, ok := p.asArgument(call)
	if !ok || at+1 >= len(call.Args) {
		return nil, nil, false
	}
	return call.Args[at], call.Args[at+1], true
}

// asArgument returns the index of the argument that is the error, if a call does what errors.As does.
func (p *Package) asArgument(call *ast.CallExpr) (int, bool) {
	if len(call.Args) < 2 || len(call.Args) > 4 {
		return 0, false
	}
	if path, name := p.Qualified(call); path != "" {
		at, ok := asFunctions[path+"."+name]
		return at, ok
	}
	fn := p.Decls[p.Callee(call)]
	if fn == nil {
		return 0, false
	}
	return p.passesToAs(fn)
}

// passesToAs returns the index of the parameter of fn that is an error, if the parameter after it has the type any and the
// two are the arguments of a call of errors.As in fn.
func (p *Package) passesToAs(fn *Function) (int, bool) {
	params := fn.Params()[1:]
	for i := 0; i+1 < len(params); i++ {
		err, target := params[i], params[i+1]
		if err == nil || target == nil || !types.Identical(err.Type(), ErrorType) || !isEmptyInterface(target.Type()) {
			continue
		}
		found := false
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && !found {
				path, name := p.Qualified(call)
				at, ok := asFunctions[path+"."+name]
				found = ok && at+1 < len(call.Args) && p.Object(call.Args[at]) == err && p.Object(call.Args[at+1]) == target
			}
			return !found
		})
		return i, found
	}
	return 0, false
}

// isEmptyInterface reports whether a type is any.
func isEmptyInterface(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.Empty()
}
