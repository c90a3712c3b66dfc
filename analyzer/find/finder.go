// Package find finds the places where Go code names an error code, and what happens after a match. It assembles the packages
// below analyzer/internal, each of which answers one question, and returns the model of package sites. It does not know which
// uses of a code are mistakes; that is for the rules.
//
// Find returns everything about one type-checked package, and Helpers only what other packages must know of it. NewAnalyzer
// makes an analyzer for go/analysis from the two. The type finder has one method for each step; Find calls them in order.
package find

import (
	"github.com/errls/errls/analyzer/internal/bind"
	"github.com/errls/errls/analyzer/internal/branches"
	"github.com/errls/errls/analyzer/internal/effects"
	"github.com/errls/errls/analyzer/internal/errflow"
	"github.com/errls/errls/analyzer/internal/errlost"
	"github.com/errls/errls/analyzer/internal/errtext"
	"github.com/errls/errls/analyzer/internal/errtype"
	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/found"
	"github.com/errls/errls/analyzer/internal/helpers"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/numbers"
	"github.com/errls/errls/analyzer/internal/policy"
	"github.com/errls/errls/analyzer/internal/remarks"
	"github.com/errls/errls/analyzer/internal/retry"
	"github.com/errls/errls/analyzer/sites"
)

// A finder finds the sites of one package. It has one part for each question; the parts share the index of the package
// and the results.
type finder struct {
	pkg      *index.Package
	bind     *bind.Binder
	effects  *effects.Calls
	helpers  *helpers.Reader
	eval     *eval.Evaluator
	flow     *flow.Follower
	retry    *retry.Detector
	found    *found.Results
	policy   *policy.Finder
	remarks  *remarks.Finder
	branches *branches.Finder
	errorFinders

	tests  []test      // comparisons of codes with carriers, in the order in which findSites found them
	makers []makerCall // calls that make an error from a code
	listUsers
}

// listUsers records what the lists of codes are compared with.
type listUsers struct {
	listUses    map[*sites.List]string // list → the type and catalogs of the first carrier that it is compared with
	sharedLists []*sites.List          // lists that are also compared with carriers of another type or other catalogs
}

// errorFinders find what is not a test of a code: texts of errors, tests that no error passes, numbers.
type errorFinders struct {
	errtext *errtext.Finder
	errtype *errtype.Finder
	errlost *errlost.Finder
	numbers *numbers.Finder
}

// newFinder returns a finder for a package that has found nothing.
func newFinder(in sites.Input) *finder {
	f := &finder{pkg: index.New(&in), found: found.New(), listUsers: listUsers{listUses: map[*sites.List]string{}}}
	f.bind = bind.New(&in, f.pkg)
	f.pkg.CollectNodes(f.bind.Names())
	f.effects = effects.New(f.pkg, f.bind)
	f.pkg.Ends = f.effects.Ends
	f.helpers = helpers.New(f.pkg, f.bind)
	f.eval = eval.New(f.pkg, f.bind, f.helpers)
	f.flow = flow.New(f.pkg, f.bind, f.effects, f.eval)
	f.retry = retry.New(f.pkg, f.effects, f.flow)
	trace := errflow.New(f.pkg, f.bind)
	f.errtext = errtext.New(f.pkg, f.bind, f.found, trace)
	f.policy = policy.New(f.pkg, f.bind, f.found)
	f.remarks = remarks.New(f.pkg)
	f.branches = branches.New(f.pkg)
	f.errtype = errtype.New(f.pkg, f.bind, trace)
	f.errlost = errlost.New(f.pkg, f.bind, trace)
	f.numbers = numbers.New(f.pkg, f.bind)
	return f
}
