// Package errtype finds tests of errors that no error ever passes: for a type that no error has, since errors of the type
// are pointers and the program tests for values of it, or the other way round; and of errors that come to the test in
// another form. It does not know error codes.
//
// The main type is Finder. Find returns the tests for a type that no error has, FindPanics those that panic, and FindDead the
// others.
package errtype

import (
	"go/types"
	"sync"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/errflow"
	"github.com/errls/errls/analyzer/internal/index"
)

// A Finder finds the impossible type tests of one package.
type Finder struct {
	pkg   *index.Package
	bind  *bind.Binder
	trace *errflow.Tracer

	asked      map[askKey]int // the number of places by what they ask; nil until it is needed
	intercepts func() bool    // see findInterceptor
	sends      func() bool    // see findSend
	uses       func() map[types.Object]int
}

// An askKey is what one or more places of a function ask of one variable.
type askKey struct {
	fn  *index.Function
	err types.Object
	how errflow.How
}

// New returns a finder for a package.
func New(pkg *index.Package, binder *bind.Binder, trace *errflow.Tracer) *Finder {
	f := &Finder{pkg: pkg, bind: binder, trace: trace}
	f.intercepts, f.sends, f.uses = sync.OnceValue(f.findInterceptor), sync.OnceValue(f.findSend), sync.OnceValue(f.countUses)
	return f
}
