// Package errtext finds error codes, and the texts of errors of the standard library, that a program searches for in the text
// of an error. For a code it also says how the program could read the code from the error instead. It does not know what
// happens after the search.
//
// The main type is Finder; its only method is Find.
package errtext

import (
	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/errflow"
	"github.com/errls/errls/analyzer/internal/found"
	"github.com/errls/errls/analyzer/internal/index"
)

// A Finder finds the text searches of one package.
type Finder struct {
	pkg   *index.Package
	bind  *bind.Binder
	found *found.Results
	trace *errflow.Tracer
}

// New returns a finder for a package. It adds what it finds to results.
func New(pkg *index.Package, binder *bind.Binder, results *found.Results, trace *errflow.Tracer) *Finder {
	return &Finder{pkg: pkg, bind: binder, found: results, trace: trace}
}
