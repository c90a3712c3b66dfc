package lazyregexp

import (
	"regexp"
	"sync"
)

// A Regexp is a regular expression that is compiled when it is first asked. The go command starts errls once for each
// package, and most packages ask none.
type Regexp func() *regexp.Regexp

func New(expr string) Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// MatchString reports whether the pattern matches somewhere in s.
func (p Regexp) MatchString(s string) bool { return p().MatchString(s) }
