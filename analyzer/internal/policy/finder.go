// Package policy finds retry policies that a program gives as data: gRPC service configs as JSON, and codes that are passed to
// a retry library. It makes sites of their codes, and it reports where gRPC rejects or ignores a service config. It does not
// know which codes are worth retrying.
//
// The main type is Finder; its only method is Find.
package policy

import (
	"go/token"

	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/found"
	"github.com/errls/errls/analyzer/internal/index"
)

// A Finder finds the retry policies of one package.
type Finder struct {
	pkg   *index.Package
	bind  *bind.Binder
	found *found.Results
	told  map[place]bool // problems and codes of service configs; configs may have parts in common
}

// A place is a position with what is said about it: the message of a problem, or a code.
type place struct {
	pos     token.Pos
	message string
}

// tell reports whether nothing has been said yet about a place in a service config, and records that it is now.
func (f *Finder) tell(pos token.Pos, message string) bool {
	p := place{pos, message}
	first := !f.told[p]
	f.told[p] = true
	return first
}

// New returns a finder for a package. It adds what it finds to results.
func New(pkg *index.Package, binder *bind.Binder, results *found.Results) *Finder {
	return &Finder{pkg: pkg, bind: binder, found: results, told: map[place]bool{}}
}
