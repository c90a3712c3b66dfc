package eval

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// returned returns the answer of a return statement.
func (x *explorer) returned(r *ast.ReturnStmt) sites.Answer {
	boolean := x.fn.ReturnsBool()
	if len(r.Results) == 0 {
		return x.namedResult(boolean)
	}
	result := ast.Unparen(r.Results[0])
	if call, ok := result.(*ast.CallExpr); ok {
		if reply := x.callReply(call); reply.answer != sites.AnswerUnknown {
			x.matched = x.matched || reply.matched
			return reply.answer
		}
	}
	if boolean {
		return boolAnswer(x.eval(result))
	}
	return x.errorAnswer(result)
}

// namedResult returns the answer of a return statement without operands.
func (x *explorer) namedResult(boolean bool) sites.Answer {
	if !boolean {
		return sites.AnswerUnknown
	}
	names := x.fn.Type.Results.List[0].Names
	if len(names) == 0 {
		return sites.AnswerUnknown
	}
	v, _ := x.Flag(x.pkg.Info.Defs[names[0]])
	return boolAnswer(v)
}

// boolAnswer returns the answer of a function that returns a boolean.
func boolAnswer(v Truth) sites.Answer {
	switch v {
	case Yes:
		return sites.AnswerTrue
	case No:
		return sites.AnswerFalse
	}
	return sites.AnswerUnknown
}

// errorAnswer returns the answer of a function that returns an expression as its error, or as a value that a retry
// library reads like an error.
func (q *query) errorAnswer(x ast.Expr) sites.Answer {
	x = ast.Unparen(x)
	if q.pkg.IsNil(x) {
		return sites.AnswerNil
	}
	switch x := x.(type) {
	case *ast.CallExpr:
		return q.markAnswer(x)
	case *ast.CompositeLit:
		return sites.AnswerError
	case *ast.UnaryExpr:
		if _, ok := ast.Unparen(x.X).(*ast.CompositeLit); ok {
			return sites.AnswerError
		}
	case *ast.Ident:
		return q.errorVariable(q.pkg.Object(x), x)
	case *ast.SelectorExpr:
		if o, ok := q.pkg.Info.Uses[x.Sel].(*types.Var); ok && !o.IsField() && index.IsError(o.Type()) {
			return sites.AnswerError
		}
	}
	return sites.AnswerUnknown
}

// errorVariable returns the answer of a function that returns a variable as its error.
func (q *query) errorVariable(o types.Object, id *ast.Ident) sites.Answer {
	if o == nil {
		return sites.AnswerUnknown
	}
	if root, _ := q.bind.RootAt(id, index.MaxDepth); q.holds(root) {
		if q.Success {
			return sites.AnswerNil
		}
		return sites.AnswerError
	}
	if v, ok := o.(*types.Var); ok && o.Parent() == q.pkg.Types.Scope() && index.IsError(v.Type()) {
		return sites.AnswerError
	}
	return sites.AnswerUnknown
}

// markAnswer returns the answer of a call that makes an error, or marks one for a retry library.
func (ev *Evaluator) markAnswer(call *ast.CallExpr) sites.Answer {
	if path, name := ev.pkg.Qualified(call); path == "fmt" && name == "Errorf" || path == "errors" && name == "New" {
		return sites.AnswerError
	}
	fn, ok := ev.pkg.Callee(call).(*types.Func)
	if !ok {
		return sites.AnswerUnknown
	}
	lib := ev.bind.Libraries[fn.Pkg()]
	if lib == nil {
		return sites.AnswerUnknown
	}
	for i := range lib.Callbacks {
		switch {
		case slices.Contains(lib.Callbacks[i].AgainMarks, fn.Name()):
			return sites.AnswerRetry
		case slices.Contains(lib.Callbacks[i].StopMarks, fn.Name()):
			return sites.AnswerStop
		}
	}
	return sites.AnswerUnknown
}
