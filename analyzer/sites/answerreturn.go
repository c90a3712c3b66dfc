package sites

import (
	"go/ast"
	"go/types"
	"slices"
)

// returned says what a return answers.
func (x *explorer) returned(r *ast.ReturnStmt) Answer {
	boolean := x.f.saysBool(x.fn)
	if len(r.Results) == 0 {
		return x.bare(boolean)
	}
	result := ast.Unparen(r.Results[0])
	if call, ok := result.(*ast.CallExpr); ok {
		if a, ok := x.passedOn(call); ok {
			return a
		}
	}
	if boolean {
		return boolAnswer(x.f.eval(result, x.e))
	}
	return x.f.errorAnswer(result, x.e)
}

// bare reads a return without results: of a named one.
func (x *explorer) bare(boolean bool) Answer {
	if !boolean || len(x.fn.typ.Results.List[0].Names) == 0 {
		return AnswerUnknown
	}
	return boolAnswer(x.e.known[x.f.in.Info.Defs[x.fn.typ.Results.List[0].Names[0]]])
}

// passedOn returns what another function answers whose result is returned.
func (x *explorer) passedOn(call *ast.CallExpr) (Answer, bool) {
	r := x.f.replyOf(call, x.e)
	if r.answer == AnswerUnknown {
		return AnswerUnknown, false
	}
	x.e.met = x.e.met || r.met
	return r.answer, true
}

func boolAnswer(v tri) Answer {
	switch v {
	case yes:
		return AnswerTrue
	case no:
		return AnswerFalse
	}
	return AnswerUnknown
}

// errorAnswer says what an expression means that stands for an error, or for what a retry library takes for one.
func (f *finder) errorAnswer(x ast.Expr, e *env) Answer {
	x = ast.Unparen(x)
	if f.isNil(x) {
		return AnswerNil
	}
	switch x := x.(type) {
	case *ast.CallExpr:
		return f.madeAnswer(x)
	case *ast.CompositeLit:
		return AnswerError
	case *ast.UnaryExpr:
		if _, ok := ast.Unparen(x.X).(*ast.CompositeLit); ok {
			return AnswerError
		}
	case *ast.Ident:
		return f.errorVariable(f.object(x), x, e)
	case *ast.SelectorExpr:
		if o, ok := f.in.Info.Uses[x.Sel].(*types.Var); ok && !o.IsField() && isError(o.Type()) {
			return AnswerError
		}
	}
	return AnswerUnknown
}

func (f *finder) errorVariable(o types.Object, id *ast.Ident, e *env) Answer {
	if o == nil {
		return AnswerUnknown
	}
	if root, _ := f.rootAt(id, depth); root != nil && root == e.root {
		if e.success {
			return AnswerNil
		}
		return AnswerError
	}
	if v, ok := o.(*types.Var); ok && o.Parent() == f.in.Pkg.Scope() && isError(v.Type()) {
		return AnswerError
	}
	return AnswerUnknown
}

// madeAnswer says what a call makes: a retry library's functions mark an error.
func (f *finder) madeAnswer(call *ast.CallExpr) Answer {
	if path, name := f.qualified(call); path == "fmt" && name == "Errorf" || path == "errors" && name == "New" {
		return AnswerError
	}
	fn, ok := f.callee(call).(*types.Func)
	if !ok {
		return AnswerUnknown
	}
	lib := f.b.libraries[fn.Pkg()]
	if lib == nil {
		return AnswerUnknown
	}
	for i := range lib.Callbacks {
		switch {
		case slices.Contains(lib.Callbacks[i].AgainMarks, fn.Name()):
			return AnswerAgain
		case slices.Contains(lib.Callbacks[i].StopMarks, fn.Name()):
			return AnswerStop
		}
	}
	return AnswerUnknown
}
