package eval

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// returned says what a return answers.
func (x *explorer) returned(r *ast.ReturnStmt) sites.Answer {
	boolean := x.fn.ReturnsBool()
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
		return boolAnswer(x.f.Eval(result, x.e))
	}
	return x.f.errorAnswer(result, x.e)
}

// bare reads a return without results: of a named one.
func (x *explorer) bare(boolean bool) sites.Answer {
	if !boolean || len(x.fn.Type.Results.List[0].Names) == 0 {
		return sites.AnswerUnknown
	}
	return boolAnswer(x.e.known[x.f.pkg.Info.Defs[x.fn.Type.Results.List[0].Names[0]]])
}

// passedOn returns what another function answers whose result is returned.
func (x *explorer) passedOn(call *ast.CallExpr) (sites.Answer, bool) {
	r := x.f.replyOf(call, x.e)
	if r.Answer == sites.AnswerUnknown {
		return sites.AnswerUnknown, false
	}
	x.e.met = x.e.met || r.met
	return r.Answer, true
}

func boolAnswer(v Truth) sites.Answer {
	switch v {
	case Yes:
		return sites.AnswerTrue
	case No:
		return sites.AnswerFalse
	}
	return sites.AnswerUnknown
}

// errorAnswer says what an expression means that stands for an error, or for what a retry library takes for one.
func (ev *Evaluator) errorAnswer(x ast.Expr, e *Assumption) sites.Answer {
	x = ast.Unparen(x)
	if ev.pkg.IsNil(x) {
		return sites.AnswerNil
	}
	switch x := x.(type) {
	case *ast.CallExpr:
		return ev.madeAnswer(x)
	case *ast.CompositeLit:
		return sites.AnswerError
	case *ast.UnaryExpr:
		if _, ok := ast.Unparen(x.X).(*ast.CompositeLit); ok {
			return sites.AnswerError
		}
	case *ast.Ident:
		return ev.errorVariable(ev.pkg.Object(x), x, e)
	case *ast.SelectorExpr:
		if o, ok := ev.pkg.Info.Uses[x.Sel].(*types.Var); ok && !o.IsField() && index.IsError(o.Type()) {
			return sites.AnswerError
		}
	}
	return sites.AnswerUnknown
}

func (ev *Evaluator) errorVariable(o types.Object, id *ast.Ident, e *Assumption) sites.Answer {
	if o == nil {
		return sites.AnswerUnknown
	}
	if root, _ := ev.bind.RootAt(id, index.MaxDepth); root != nil && root == e.Root {
		if e.Success {
			return sites.AnswerNil
		}
		return sites.AnswerError
	}
	if v, ok := o.(*types.Var); ok && o.Parent() == ev.pkg.Types.Scope() && index.IsError(v.Type()) {
		return sites.AnswerError
	}
	return sites.AnswerUnknown
}

// madeAnswer says what a call makes: a retry library's functions mark an error.
func (ev *Evaluator) madeAnswer(call *ast.CallExpr) sites.Answer {
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
