// Package lazyregexp compiles regular expressions on first use. The go command starts errls once for each package as a vet
// tool, and most packages need none of the expressions: compiling all of them at each start would be a waste of time.
package lazyregexp

import (
	"regexp"
	"sync"
)

// A Regexp is a regular expression that is compiled when it is first used. It is safe for concurrent use.
type Regexp func() *regexp.Regexp

// New returns a regular expression. It does not check expr: an invalid one panics on first use.
func New(expr string) Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// MatchString reports whether s contains a match of the regular expression.
func (p Regexp) MatchString(s string) bool { return p().MatchString(s) }
