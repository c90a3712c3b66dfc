// Package effects says what a call does: whether it logs, waits, changes something, or releases a resource.
package effects

import (
	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/index"
)

// Calls knows the effects of the calls in one package.
type Calls struct {
	pkg     *index.Package
	bind    *bind.Binder
	effects map[*index.Function]Effect // of functions of the package, as far as they were asked for
}

// New returns the effects of the calls in a package.
func New(pkg *index.Package, binder *bind.Binder) *Calls {
	return &Calls{pkg: pkg, bind: binder, effects: map[*index.Function]Effect{}}
}
