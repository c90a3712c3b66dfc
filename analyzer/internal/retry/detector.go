// Package retry decides whether a program makes another attempt after an error code has matched: in a retry loop, in a loop
// that polls, or in the callback of a retry library. It also decides whether the program waits before the attempt, and whether
// anything bounds the number of attempts. It does not know whether retrying a code makes sense.
//
// The main type is Detector, one for each package. FollowMatch follows the paths from a match, and Retries returns the retry
// constructs that they lead through; OutcomeWithoutMatch follows an error that matches none of several tests. For each match
// and its paths, a loopAnalysis classifies the loops around it.
package retry

import (
	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/index"
)

// A Detector finds the retries of one package.
type Detector struct {
	pkg     *index.Package
	effects *effects.Calls
	flow    *flow.Follower

	selfCalls map[*index.Function][]selfCall // see callsOfItself
}

// New returns a detector for a package.
func New(pkg *index.Package, calls *effects.Calls, follower *flow.Follower) *Detector {
	return &Detector{pkg: pkg, effects: calls, flow: follower, selfCalls: map[*index.Function][]selfCall{}}
}
