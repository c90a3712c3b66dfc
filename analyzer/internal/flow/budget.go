package flow

import (
	"github.com/errls/errls/analyzer/internal/index"
)

// spend counts a step in the function, and reports whether it was one too many. Nothing is said of what is asked
// then: a walk that was not made to its end may have missed the path that matters.
func (f *Follower) spend(fn *index.Function) bool {
	f.steps[fn]++
	return f.Exhausted(fn)
}

func (f *Follower) Exhausted(fn *index.Function) bool { return f.steps[fn] > index.MaxSteps }
