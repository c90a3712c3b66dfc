package sites

import (
	"regexp"
	"sync"
)

// A pattern is a regular expression that is compiled when it is first asked. The go command starts errls once for each
// package, and most packages ask none.
type pattern func() *regexp.Regexp

func compile(expr string) pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// MatchString reports whether the pattern matches somewhere in s.
func (p pattern) MatchString(s string) bool { return p().MatchString(s) }
