package retry

import (
	"go/ast"
	"go/types"
	"maps"
	"net/http"
	"slices"

	"github.com/errls/errls/analyzer/internal/eval"
	"github.com/errls/errls/analyzer/internal/flow"
	"github.com/errls/errls/analyzer/internal/index"
	"github.com/errls/errls/analyzer/sites"
)

// otherSuccesses are the statuses of success, except 200, that end the attempts of some programs. Such a program accepts
// only one of them: it treats 200 as a failure.
var otherSuccesses = [...]int{
	http.StatusCreated, http.StatusAccepted, http.StatusNonAuthoritativeInfo, http.StatusNoContent, http.StatusResetContent,
	http.StatusPartialContent, http.StatusMultiStatus,
}

// Statuses of failure that have no meaning, so that programs do not name them.
const (
	unassignedClientError = 432
	unassignedServerError = 532
)

// endsOnOtherSuccess reports whether a status of success other than 200 ends the attempts of a loop, and the loop treats
// 200 in the same way as failures. Ok says what follows after the status 200. A loop that handles responses until there is
// none left treats 200 differently, or collects what it reads.
func (la *loopAnalysis) endsOnOtherSuccess(l *index.Loop, ok map[flow.PathEnd]bool, after func(status int) map[flow.PathEnd]bool) bool {
	if !isResponse(la.walk.Assumed) || !maps.Equal(ok, after(unassignedClientError)) || !maps.Equal(ok, after(unassignedServerError)) {
		return false
	}
	if l != nil && la.collects(l) {
		return false
	}
	for _, status := range otherSuccesses {
		if !repeats(after(status)) {
			return true
		}
	}
	return false
}

// collects reports whether a loop sets a variable from outside the loop, except an error, to something taken from the
// response.
func (la *loopAnalysis) collects(l *index.Loop) bool {
	taken := map[types.Object]bool{la.walk.Assumed.Root: true}
	found := false
	l.Inspect(func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || found {
			return !found
		}
		for i, lhs := range a.Lhs {
			o := la.baseVar(lhs)
			if o == nil || index.IsError(o.Type()) || !la.mentionsAny(a.Rhs[min(i, len(a.Rhs)-1)], taken) {
				continue
			}
			taken[o] = true
			found = found || o.Pos() < l.Pos() || l.End() < o.Pos()
		}
		return !found
	})
	return found
}

// isResponse reports whether an assumption is about a response with an HTTP status, or about the status.
func isResponse(e *eval.Assumption) bool {
	return e.Cat != nil && e.Cat.HTTP && e.Root != nil && !index.IsError(e.Root.Type())
}

// SuccessStatus returns the HTTP status of a response that ends the attempts of a construct; 0 if there is none. E is an
// assumption about the response. The status is 200, or another one if the construct treats 200 in the same way as failures.
func SuccessStatus(e *eval.Assumption, again func(eval.Assumption) Continuation) int {
	ok := again(e.WithStatus(http.StatusOK))
	if ok.NeverRetries() {
		return http.StatusOK
	}
	if !isResponse(e) || ok != again(e.WithStatus(unassignedClientError)) || ok != again(e.WithStatus(unassignedServerError)) {
		return 0
	}
	for _, status := range otherSuccesses {
		if again(e.WithStatus(status)).NeverRetries() {
			return status
		}
	}
	return 0
}

// SuccessResults returns what a function returns if the attempt that it makes succeeds. Results returns it under an
// assumption, and e is an assumption about the response. The status is 200, or another one if the function returns the same
// error for 200 as for failures.
func SuccessResults(e *eval.Assumption, results func(*eval.Assumption) []eval.Result) []eval.Result {
	with := func(status int) []eval.Result {
		s := e.WithStatus(status)
		return results(&s)
	}
	ok := with(http.StatusOK)
	if !isResponse(e) || !failed(ok) || !slices.Equal(ok, with(unassignedClientError)) || !slices.Equal(ok, with(unassignedServerError)) {
		return ok
	}
	for _, status := range otherSuccesses {
		if r := with(status); len(r) > 0 && !failed(r) {
			return r
		}
	}
	return ok
}

// failed reports whether an error is one of the results of a function.
func failed(results []eval.Result) bool {
	return slices.ContainsFunc(results, func(r eval.Result) bool { return r.Answer == sites.AnswerError })
}
