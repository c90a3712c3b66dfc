// Package errtype finds tests for error types that no error ever has.
package errtype

import (
	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
)

// A Finder searches one package.
type Finder struct {
	pkg  *index.Package
	bind *bind.Binder
}

// New returns a finder for a package.
func New(pkg *index.Package, binder *bind.Binder) *Finder {
	return &Finder{pkg: pkg, bind: binder}
}
