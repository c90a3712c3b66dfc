// Package retry decides whether another attempt follows a match of an error code: by a loop, by polling, or by a retry
// library; whether it waits before; and what ends the attempts.
package retry

import (
	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/index"
)

// A Judge judges the retries of one package.
type Detector struct {
	pkg     *index.Package
	effects *effects.Calls
	eval    *eval.Evaluator
	flow    *flow.Follower
}

// New returns a judge for a package.
func New(pkg *index.Package, calls *effects.Calls, ev *eval.Evaluator, follower *flow.Follower) *Detector {
	return &Detector{pkg: pkg, effects: calls, eval: ev, flow: follower}
}
