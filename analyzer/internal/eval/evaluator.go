// Package eval evaluates conditions and functions under an assumption: that an error has a given code, that it has some
// other code, or that there is no error.
//
// An Evaluator says whether a condition is true (Eval, Equal, IsNil, IsType), which answer a call or a function returns
// (CallAnswer, Answer), and which values boolean variables have along a path (FlagsAfter, FlagsBefore). What cannot be
// decided is Unknown. The package knows nothing of what a caller does with an answer: see package flow.
package eval

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/helpers"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// An Evaluator evaluates the conditions and functions of one package.
type Evaluator struct {
	pkg     *index.Package
	bind    *bind.Binder
	helpers *helpers.Reader

	replies  map[question]*cachedReply
	progress progress

	flattened  map[*ast.BinaryExpr]bool // the operators of the chains that Chain has returned
	codeSets   map[ast.Expr]*codeSet
	longChains map[*ast.BinaryExpr]*chainIndex
	steering   map[*index.Function][]types.Object // see SteeringVars
	answering  map[*index.Function][]types.Object // see answeringVars
	checked    map[checkKey][]types.Object        // see CheckedErrors

	callReplies map[question][]Result // see callResults
}

// New returns an evaluator for a package.
func New(pkg *index.Package, binder *bind.Binder, reader *helpers.Reader) *Evaluator {
	return &Evaluator{
		pkg: pkg, bind: binder, helpers: reader,
		replies:    map[question]*cachedReply{},
		flattened:  map[*ast.BinaryExpr]bool{},
		codeSets:   map[ast.Expr]*codeSet{},
		longChains: map[*ast.BinaryExpr]*chainIndex{},
		steering:   map[*index.Function][]types.Object{},
		answering:  map[*index.Function][]types.Object{},
		checked:    map[checkKey][]types.Object{},

		callReplies: map[question][]Result{},
	}
}

// Eval returns the value of a condition under an assumption.
func (ev *Evaluator) Eval(x ast.Expr, e *Assumption) Truth {
	q := query{Evaluator: ev, Assumption: e}
	return q.eval(x)
}

// Equal returns the value of x == y under an assumption, where x is taken from an error and y is a code.
func (ev *Evaluator) Equal(x, y ast.Expr, e *Assumption) Truth {
	q := query{Evaluator: ev, Assumption: e}
	return q.equal(x, y)
}

// IsNil reports whether an expression is nil under an assumption.
func (ev *Evaluator) IsNil(x ast.Expr, e *Assumption) Truth {
	q := query{Evaluator: ev, Assumption: e}
	return q.isNil(x)
}

// IsType reports whether the error that src names has the type of target, as in errors.As(src, &target).
func (ev *Evaluator) IsType(src, target ast.Expr, e *Assumption) Truth {
	q := query{Evaluator: ev, Assumption: e}
	return q.isType(src, target)
}

// CallAnswer returns the first result of a call under an assumption. A function of the same package is evaluated; one of
// another package answers as the facts about helpers (sites.Input.Helper) say.
func (ev *Evaluator) CallAnswer(call *ast.CallExpr, e *Assumption) sites.Answer {
	q := query{Evaluator: ev, Assumption: e}
	return q.callAnswer(call)
}

// Answer returns the first result of a function under an assumption about one of its parameters.
func (ev *Evaluator) Answer(fn *index.Function, e *Assumption) sites.Answer {
	r := ev.reply(fn, e)
	return r.answer
}

// A query evaluates expressions under one assumption.
type query struct {
	*Evaluator
	*Assumption

	// matched is set when the assumed code is found equal to a code that the program names. An explorer clears it before
	// each node.
	matched bool
}

// compared records a match if v, the result of comparing the assumed code with codes of the program, is Yes. It returns v.
func (q *query) compared(v Truth) Truth {
	if v == Yes && !q.Success {
		q.matched = true
	}
	return v
}
