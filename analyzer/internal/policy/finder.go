// Package policy finds retry policies that are given as data: gRPC service configs, and codes handed to a library.
package policy

import (
	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/found"
	"github.com/errls/errls/analyzer/internal/index"
)

// A Finder searches one package.
type Finder struct {
	pkg   *index.Package
	bind  *bind.Binder
	found *found.Results
}

// New returns a finder for a package. What it finds it adds to results.
func New(pkg *index.Package, binder *bind.Binder, results *found.Results) *Finder {
	return &Finder{pkg: pkg, bind: binder, found: results}
}
