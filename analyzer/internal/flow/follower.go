// Package flow follows the paths of a function from a match of an error code, and says what happens to the error on them:
// it is returned, logged, dropped, or the attempt is made again.
//
// A Follower has what the walks in one package share. Follower.NewWalker returns a Walker for one function and one
// assumption; Walker.Match follows the paths from a match, and Walker.Results has how they end. Follower.Outcome sums
// these up as an outcome of a site. The package does not decide which loops retry (the caller sets Walker.Loops), how long
// a program waits between attempts, or whether an outcome is a mistake: see package retry and the rules.
package flow

import (
	"go/ast"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
)

// A Follower follows paths in the functions of one package.
type Follower struct {
	pkg     *index.Package
	bind    *bind.Binder
	effects *effects.Calls
	eval    *eval.Evaluator

	Callbacks map[ast.Node]Callback // functions that a retry library calls, by declaration or literal

	visits map[*index.Function]int // blocks visited so far, by all walks of a function
}

// New returns a follower for a package.
func New(pkg *index.Package, binder *bind.Binder, calls *effects.Calls, ev *eval.Evaluator) *Follower {
	return &Follower{
		pkg: pkg, bind: binder, effects: calls, eval: ev,
		Callbacks: map[ast.Node]Callback{},
		visits:    map[*index.Function]int{},
	}
}

// countVisit counts a visit of a block, and reports whether the walks of the function may continue.
func (f *Follower) countVisit(fn *index.Function) bool {
	f.visits[fn]++
	return f.pkg.Work.Step() && !f.Exhausted(fn)
}

// Exhausted reports whether the walks of a function have visited more than index.MaxSteps blocks, or were cut short for
// another reason. The results of such walks must not be used: a path that was not followed may end in another way.
func (f *Follower) Exhausted(fn *index.Function) bool {
	return f.visits[fn] > index.MaxSteps || f.pkg.Work.Exhausted(fn)
}
