package find

import (
	"go/ast"
	"go/types"

	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/internal/retry"
	"github.com/errls/errls/analyzer/sites"
)

// maxPassages bounds the calls to which one site is followed.
const maxPredicateCalls = 256

// A passage is one way on for the answer of a predicate: the call that asks it, and the parameter that holds the
// code. However many predicates lead there, it is followed once.
type predicateCall struct {
	call  *ast.CallExpr
	param types.Object
}

// throughPredicate follows a test to the callers of its function whose answer it decides: a predicate's, or that of a
// function which says for a retry library whether to try again. Seen holds, for each passage, the levels for which it was
// followed.
func (f *finder) followCallers(s *sites.Site, fn *index.Function, e eval.Assumption, levels int, seen map[predicateCall]int) {
	d, ok := fn.Node.(*ast.FuncDecl)
	if !ok || levels == 0 || e.Root == nil {
		return
	}
	for _, c := range f.pkg.Calls[f.pkg.Info.Defs[d.Name]] {
		if c.Func == nil || len(seen) >= maxPredicateCalls {
			continue
		}
		for _, p := range fn.Arguments(c.Call) {
			at := predicateCall{c.Call, p.Param}
			before, met := seen[at]
			if p.Param != e.Root || before >= levels {
				continue
			}
			seen[at] = levels
			inner := e
			inner.Root, inner.Call = f.bind.RootOf(p.Arg)
			if !eval.IsDecision(f.eval.CallAnswer(c.Call, &inner)) {
				continue
			}
			if !met {
				results, loops := f.retry.FollowMatch(c.Func, c.Call, &inner)
				f.addRetries(s, c.Func, c.Call, results, loops)
			}
			f.followCallers(s, c.Func, inner, levels-1, seen)
		}
	}
}

// throughPolls follows a test in a predicate to the loops that poll by it. Here an HTTP status says as much as a code:
// what is not there yet is asked for again.
func (f *finder) followPollingCallers(t *test) {
	d, ok := t.fn.Node.(*ast.FuncDecl)
	e := f.assumeMatch(t)
	if !ok || e.Root == nil || t.site.Entry == nil {
		return
	}
	followed := 0
	for _, c := range f.pkg.Calls[f.pkg.Info.Defs[d.Name]] {
		if c.Func == nil || c.Func == t.fn || !retry.InLoop(c.Func, c.Call) || retry.HasDecision(t.site, c.Call) {
			continue
		}
		for _, p := range t.fn.Arguments(c.Call) {
			inner := e
			inner.Root, inner.Call = f.bind.RootOf(p.Arg)
			if p.Param != e.Root || followed == maxPredicateCalls || !eval.IsDecision(f.eval.CallAnswer(c.Call, &inner)) {
				continue
			}
			followed++
			_, loops := f.retry.FollowMatch(c.Func, c.Call, &inner)
			f.addRetries(t.site, c.Func, c.Call, nil, loops)
		}
	}
}
