// Package find finds the places where Go code names an error code, and what follows there: it puts together what the
// packages below analyzer/internal know.
package find

import (
	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/errtext"
	"github.com/errls/errls/analyzer/internal/errtype"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/found"
	"github.com/errls/errls/analyzer/internal/helpers"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/policy"
	"github.com/errls/errls/analyzer/internal/retry"
	"github.com/errls/errls/analyzer/sites"
)

// A finder finds the sites of one package.
type finder struct {
	pkg     *index.Package
	bind    *bind.Binder
	effects *effects.Calls
	helpers *helpers.Reader
	eval    *eval.Evaluator
	flow    *flow.Follower
	retry   *retry.Detector
	found   *found.Results
	errtext *errtext.Finder
	policy  *policy.Finder
	errtype *errtype.Finder

	tests       []test
	makers      []makerCall
	listUses    map[*sites.List]string // what a list is compared with first
	sharedLists []*sites.List          // lists that are compared with something else as well
}

// newFinder returns a finder with the index of a package, and no sites yet.
func newFinder(in sites.Input) *finder {
	f := &finder{pkg: index.New(&in), found: found.New(), listUses: map[*sites.List]string{}}
	f.bind = bind.New(&in, f.pkg)
	f.pkg.CollectNodes(f.bind.ConstantNames())
	f.effects = effects.New(f.pkg, f.bind)
	f.helpers = helpers.New(f.pkg, f.bind)
	f.eval = eval.New(f.pkg, f.bind, f.helpers)
	f.flow = flow.New(f.pkg, f.bind, f.effects, f.eval)
	f.retry = retry.New(f.pkg, f.effects, f.flow)
	f.errtext = errtext.New(f.pkg, f.bind, f.found)
	f.policy = policy.New(f.pkg, f.bind, f.found)
	f.errtype = errtype.New(f.pkg, f.bind)
	return f
}
