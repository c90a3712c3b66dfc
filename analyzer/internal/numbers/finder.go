// Package numbers finds numbers of codes that are used as what they are not: the number of a gRPC code as an HTTP status, or
// the reverse. It also finds conditions over one code that have the same value for each code.
//
// The main type is Finder. FindForeign returns the numbers, FindConstant the conditions.
package numbers

import (
	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
)

// A Finder finds the numbers of one package.
type Finder struct {
	pkg  *index.Package
	bind *bind.Binder
}

// New returns a finder for a package.
func New(pkg *index.Package, binder *bind.Binder) *Finder { return &Finder{pkg: pkg, bind: binder} }
