// Package flow follows the paths from a match of an error code to the end of the function, or to where an attempt is made
// again, and says what happens to the error on them.
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

	Callbacks map[ast.Node]Callback // functions that a retry library calls

	steps map[*index.Function]int // blocks followed so far
}

// New returns a follower for a package.
func New(pkg *index.Package, binder *bind.Binder, calls *effects.Calls, ev *eval.Evaluator) *Follower {
	return &Follower{
		pkg: pkg, bind: binder, effects: calls, eval: ev,
		Callbacks: map[ast.Node]Callback{},
		steps:     map[*index.Function]int{},
	}
}
