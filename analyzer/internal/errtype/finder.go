// Package errtype finds tests of errors that no error ever passes: for a type that no error has, since errors of the type
// are pointers and the program tests for values of it, or the other way round; and of errors that come to the test in
// another form. It does not know error codes.
//
// The main type is Finder. Find returns the tests for a type that no error has, FindDead the others.
package errtype

import (
	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/errflow"
	"github.com/errls/errls/analyzer/internal/index"
)

// A Finder finds the impossible type tests of one package.
type Finder struct {
	pkg   *index.Package
	bind  *bind.Binder
	trace *errflow.Tracer
}

// New returns a finder for a package.
func New(pkg *index.Package, binder *bind.Binder, trace *errflow.Tracer) *Finder {
	return &Finder{pkg: pkg, bind: binder, trace: trace}
}
