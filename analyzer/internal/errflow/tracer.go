// Package errflow says in which ways an error comes to an expression: with what each way begins, such as a call or a
// value of a type, and which calls wrap the error or turn it into text. It follows variables through the control-flow
// graph, and calls into the functions of the package and, as far as sites.Helper describes them, of the module. It also
// lists the places that ask for the type, the value or the code of an error. It does not know which of them are
// mistakes.
//
// The main type is Tracer. Ways returns the ways of an expression, Asks the places that ask.
package errflow

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
)

const (
	// maxWays is the number of ways of one expression that are told apart.
	maxWays = 32

	// maxCalls is the number of calls that one query follows from one function into the next.
	maxCalls = 8

	// maxQuerySteps is the number of blocks and expressions that one query visits.
	maxQuerySteps = 1 << 13
)

// A Tracer traces the errors of one package.
type Tracer struct {
	pkg  *index.Package
	bind *bind.Binder

	results map[result][]Way       // the ways of results of functions
	active  map[result]bool        // results that are being read, for recursive functions
	depth   int                    // number of functions that are being read
	steps   int                    // number of steps that are left for the current query
	asks    []Ask                  // see Asks
	asked   bool                   // asks is set
	uses    map[types.Object][]use // see usesOf
	values  map[types.Object]bool  // functions that are used other than by calling them; nil until it is needed
	sets    map[*types.Var]*setting
}

// A result is one result of a function.
type result struct {
	fn *index.Function
	at int
}

// New returns a tracer for a package.
func New(pkg *index.Package, binder *bind.Binder) *Tracer {
	return &Tracer{pkg: pkg, bind: binder, results: map[result][]Way{}, active: map[result]bool{}, uses: map[types.Object][]use{}, sets: map[*types.Var]*setting{}}
}

// Ways returns the ways in which the value of an expression in fn comes to be. A way that is not known is among them as
// one of kind Unknown.
func (t *Tracer) Ways(fn *index.Function, e ast.Expr) []Way {
	defer t.pkg.Work.For(t.pkg.Work.For(fn))
	t.steps = maxQuerySteps
	return distinct(t.value(fn, e))
}

// ResultWays returns the ways of the result with index at of a function.
func (t *Tracer) ResultWays(fn *index.Function, at int) []Way {
	defer t.pkg.Work.For(t.pkg.Work.For(fn))
	t.steps = maxQuerySteps
	return distinct(t.result(fn, at))
}

// spend takes one step and reports whether there was one.
func (t *Tracer) spend() bool {
	t.steps--
	return t.steps >= 0 && t.pkg.Work.Step()
}
