// Package errtype finds tests of errors for a type that no error ever has: the catalog says that errors of the type are
// pointers and the program tests for values of it, or the other way round. It does not know error codes.
//
// The main type is Finder; its only method is Find.
package errtype

import (
	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
)

// A Finder finds the impossible type tests of one package.
type Finder struct {
	pkg  *index.Package
	bind *bind.Binder
}

// New returns a finder for a package.
func New(pkg *index.Package, binder *bind.Binder) *Finder {
	return &Finder{pkg: pkg, bind: binder}
}
